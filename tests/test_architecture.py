"""The house stays readable: rules that no linter holds."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from wagtail.blocks import BaseStreamBlock, StructBlock
from wagtail.fields import StreamField

from scripts import messages

ROOT = settings.BASE_DIR
# From the front door down; who stands on one line does not know the other.
LAYERS = [
    {"portal"},
    {"search"},
    {"news", "participation", "concerns", "signups", "imports"},
    {"activities"},
    {"partners"},
    {"venues"},
    {"pictures"},
    {"vault"},
    {"common"},
]
LEVEL = {app: level for level, names in enumerate(LAYERS) for app in names}
LONGEST = 350  # lines of one file
NAMED_BLOCK = re.compile(r"{%\s*block\s+(\w+)\s*%}|{%\s*endblock(?:\s+(\w+))?\s*%}")


def tracked(*patterns: str) -> list[Path]:
    """Return the project's own files, those not yet committed included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in (ROOT / name for name in listed.stdout.split("\n")) if path.is_file()]


def test_every_app_of_ours_has_its_layer():
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT)}
    ours -= {
        app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(sys.prefix)
    }

    assert ours == set(LEVEL)


def test_foreign_keys_point_down_only():
    upward = [
        f"{model.__module__}.{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LEVEL
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if (target := field.related_model._meta.app_label) in LEVEL
        and target != model._meta.app_label
        and LEVEL[target] <= LEVEL[model._meta.app_label]
    ]

    assert not upward


def test_no_file_is_too_long():
    sources = tracked("*.py", "*.html", "*.css", "*.js")

    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sources
        if "migrations" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    ]

    assert not long


def test_templates_close_the_blocks_that_they_name():
    wrong = []
    for path in tracked("templates/*.html"):
        open_blocks = []
        for opened, closed in NAMED_BLOCK.findall(path.read_text(encoding="utf-8")):
            if opened:
                open_blocks.append(opened)
            elif open_blocks.pop() != closed:
                wrong.append(f"{path.relative_to(ROOT)}: endblock {closed or 'without a name'}")

    assert not wrong


def _blocks(block, seen):
    """Yield block and every block inside it, each class once."""
    if id(block) in seen:
        return
    seen.add(id(block))
    yield block
    children = getattr(block, "child_blocks", {})
    for child in [*children.values(), getattr(block, "child_block", None)]:
        if child is not None:
            yield from _blocks(child, seen)


def _stream_children():
    seen = set()
    for model in apps.get_models():
        if model._meta.app_label not in LEVEL:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                for block in _blocks(field.stream_block, seen):
                    if isinstance(block, BaseStreamBlock):
                        yield from block.child_blocks.items()


def test_every_block_has_a_template_an_icon_and_a_description():
    wrong = []
    for name, block in _stream_children():
        template = block.meta.template
        if isinstance(block, StructBlock) or template:
            if not template:
                wrong.append(f"{name} has no template")
            else:
                get_template(template)
        if not getattr(block.meta, "description", "") and not isinstance(block, BaseStreamBlock):
            wrong.append(f"{name} has no description")

    assert not wrong


def test_nothing_names_a_folder_of_one_machine():
    # Written in pieces, so that this file does not find itself.
    absolute = re.compile(r"(?<![\w.\]])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk)/[\w.-]+/")
    texts = tracked("*.py", "*.md", "*.html", "*.toml", "*.txt", "*.in", "Makefile", ".ci/run")

    named = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in texts
        if (found := absolute.search(path.read_text(encoding="utf-8")))
    ]

    assert not named


def test_a_form_that_is_included_alone_gets_its_token():
    """`only` leaves the token out too, and then no browser can send the form."""
    folder = ROOT / "templates"
    pages = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    with_form = {name for name, text in pages.items() if "{% csrf_token %}" in text}
    alone = re.compile(r'{%\s*include "([^"]+)"([^%]*?)\bonly\s*%}')

    without = [
        f"{name}: {included}"
        for name, text in pages.items()
        for included, given in alone.findall(text)
        if included in with_form and "csrf_token=" not in given
    ]

    assert without == []


def test_every_race_lies_where_the_suite_looks_for_races():
    """The suite collects the folders called races, and a race elsewhere would never run."""
    marks = re.compile(r"^(@|pytestmark = .*)pytest\.mark\.race\b", re.MULTILINE)
    marked = [path for path in tracked("tests/*.py") if marks.search(path.read_text())]

    assert marked and [path for path in marked if path.parent.name != "races"] == []


def test_every_string_has_its_dutch():
    assert messages.problems(messages.APPS) == []


@pytest.mark.parametrize("app", sorted(LEVEL))
def test_public_functions_of_operations_forms_engines_and_tags_are_typed(app):
    places = ("operations.py", "forms.py", "engines/*.py", "templatetags/*.py")

    untyped = []
    for path in tracked(*(f"{app}/{place}" for place in places)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            given = [argument for argument in arguments if argument.arg != "context"]
            if node.returns is None or any(argument.annotation is None for argument in given):
                untyped.append(f"{path.relative_to(ROOT)}: {node.name}")

    assert not untyped


def test_every_package_has_its_reason():
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([\w-]+) \|", told, re.MULTILINE)) - {"Package"}

    wanted = {
        re.match(r"[\w-]+", line)[0]
        for path in (ROOT / "requirements.in", ROOT / "requirements-dev.in")
        for line in path.read_text().splitlines()
        if line and not line.startswith(("-r", "#"))
    }

    assert named == wanted
