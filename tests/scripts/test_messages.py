import pytest

from scripts import messages


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    for folder in ("portal", "news", "templates/news", "templates/includes"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "news" / "models.py").write_text(
        'from x import gettext_lazy as _, ngettext\n_("News")\n'
        'ngettext("%(n)s day", "%(n)s days", 2)\n'
    )
    (tmp_path / "templates" / "news" / "page.html").write_text(
        "<p>it's\n    {% blocktranslate trimmed with x=y %}\n  Written\n  by {{ x }}\n"
        "    {% endblocktranslate %}</p>\n{{ a|default:_('nothing') }}"
    )
    (tmp_path / "templates" / "includes" / "foot.html").write_text('{% translate "Contact" %}')
    return tmp_path


def dutch(project, app, **answers):
    path = messages.catalogue(app)
    text = path.read_text()
    for english, answer in answers.items():
        text = text.replace(
            f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{answer}"'
        )
    path.write_text(text)


def test_gives_every_app_its_own_strings(project):
    assert list(messages.wanted("news")) == [
        (None, "News"),
        (None, "%(n)s day"),
        (None, "Written by %(x)s"),
        (None, "nothing"),
    ]
    assert list(messages.wanted("portal")) == [(None, "Contact")]


def test_adds_what_is_missing_and_keeps_the_rest(project):
    messages.sync(["news"])
    dutch(project, "news", News="Nieuws")
    before = messages.catalogue("news").read_text()

    messages.sync(["news"])

    assert messages.catalogue("news").read_text() == before
    assert 'msgstr "Nieuws"' in before
    assert "POT-Creation-Date" not in before


def test_lists_every_string_without_dutch(project):
    messages.sync(["portal", "news"])
    dutch(project, "portal", Contact="Contact")

    found = messages.problems(["portal", "news"])

    assert "news: no Dutch for 'News'" in found
    assert not [line for line in found if line.startswith("portal")]


def test_finds_a_placeholder_that_the_dutch_lacks(project):
    messages.sync(["news"])
    dutch(project, "news", **{"Written by %(x)s": "Geschreven door %(y)s"})

    found = messages.problems(["news"])

    assert "news: other placeholders in the Dutch of 'Written by %(x)s'" in found


def test_finds_two_kinds_of_dutch_for_one_string(project):
    (project / "portal" / "views.py").write_text('_("News")')
    messages.sync(["portal", "news"])
    dutch(project, "portal", News="Nieuwtjes")
    dutch(project, "news", News="Nieuws")

    found = messages.problems(["portal", "news"])

    assert any("two kinds of Dutch for 'News'" in line for line in found)


def test_compiles_what_changed_only(project):
    messages.sync(["portal"])
    dutch(project, "portal", Contact="Contact opnemen")
    messages.compile_all(["portal"])
    compiled = messages.catalogue("portal").with_suffix(".mo")
    first = compiled.stat().st_mtime_ns

    messages.compile_all(["portal"])

    assert b"Contact opnemen" in compiled.read_bytes()
    assert compiled.stat().st_mtime_ns == first


def test_drops_what_no_source_asks_for(project):
    messages.sync(["portal"])
    (project / "templates" / "includes" / "foot.html").write_text("")

    messages.prune(["portal"])

    assert "Contact" not in messages.catalogue("portal").read_text()
