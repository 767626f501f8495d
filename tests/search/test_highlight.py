from search.highlight import fragment, mark


def test_marks_forms_and_parts_of_a_word():
    assert mark("Twee groepssessies scheiding", frozenset({"sessie", "scheiding"})) == (
        "Twee <mark>groepssessies</mark> <mark>scheiding</mark>"
    )


def test_escapes_what_the_text_holds():
    assert mark("<b>koffie</b> & thee", frozenset({"koffie"})) == (
        "&lt;b&gt;<mark>koffie</mark>&lt;/b&gt; &amp; thee"
    )


def test_shows_the_stretch_with_the_hit():
    text = "Woorden vooraf. " * 30 + "Hier staat koffie klaar. " + "Woorden achteraf. " * 30

    found = fragment(text, frozenset({"koffie"}))

    assert found.startswith("… ") and found.endswith(" …")
    assert "<mark>koffie</mark>" in found and len(found) < 200


def test_shows_no_stretch_without_a_hit():
    assert fragment("Hier staat thee.", frozenset({"koffie"})) == ""
