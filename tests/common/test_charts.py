from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from common import charts

SVG = "{http://www.w3.org/2000/svg}"


def _picture(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])


def test_bars_have_a_name_a_description_and_their_numbers_in_a_table():
    chart = charts.bars(["Eens", "Oneens"], [3, 1.5], "antwoorden", title="Wat vind je?")

    page = render_to_string("includes/chart_bars.html", {"chart": chart})

    picture = _picture(page)
    assert picture.get("role") == "img"
    assert [picture.findtext(tag) for tag in ("title", "desc")] == [
        "Wat vind je?",
        "De langste balk is “Eens”: 3.",
    ]
    assert [rect.get("width") for rect in picture.findall("rect")[1::2]] == ["100.00%", "50.00%"]
    assert [text.text for text in picture.findall("text")] == ["Eens", "3", "Oneens", "1,5"]
    assert '<th scope="col">antwoorden</th>' in page
    assert "style=" not in page


def test_bars_can_stand_beside_a_whole_and_say_less_than_they_know():
    chart = charts.bars(
        ["Een heel lang antwoord dat niet op een regel past", "Weinig"],
        [25, None],
        "van de honderd",
        title="Uitslag",
        texts=["25%", "minder dan 5"],
        whole=100,
    )

    assert [(bar.width, bar.text) for bar in chart.bars] == [
        ("25.00%", "25%"),
        ("0.00%", "minder dan 5"),
    ]
    assert len(chart.bars[0].lines) == 2


def test_heat_marks_a_gap_in_more_than_colour():
    chart = charts.heat(
        ["Zuilen", "Overvecht"],
        ["ma", "di"],
        [[0, 4], [2, None]],
        unit="activiteiten",
        title="Aanbod",
        corner="Wijk",
    )

    page = render_to_string("includes/chart_heat.html", {"chart": chart})

    picture = _picture(page)
    assert picture.findtext("desc") == (
        "Het donkerste vak is Zuilen, di: 4. 1 vak is leeg: de rand is gestreept."
    )
    assert sum("stroke-dasharray" in rect.attrib for rect in picture.findall("rect")) == 1
    assert ["".join(text.itertext()) for text in picture.findall("text")] == [
        *["ma", "di", "Zuilen", "0", "4", "Overvecht", "2", "–"]
    ]
    assert page.count("<strong>geen</strong>") == 1
    assert chart.gaps == 1


def test_long_names_of_columns_and_rows_take_more_lines():
    chart = charts.heat(["Heusden-Vesting"], ["0 t/m 3", "67+"], [[1, 2]], unit="", title="Aanbod")

    first, last = chart.columns
    assert [line.text for line in first.lines] == ["0", "t/m", "3"]
    assert first.lines[-1].y == last.lines[-1].y
    assert [line.text for line in chart.rows[0].lines] == ["Heusden-", "Vesting"]


def test_a_dutch_comma_never_reaches_the_picture():
    with translation.override("nl"):
        chart = charts.heat(["Zuilen"], ["ma", "di", "wo"], [[1, 2, 3]], unit="", title="Aanbod")
        page = render_to_string("includes/chart_heat.html", {"chart": chart})

    sizes = [
        value
        for part in _picture(page).iter()
        for name, value in part.attrib.items()
        if name in ("x", "y", "width", "height", "fill-opacity")
    ]
    assert sizes and not any("," in size for size in sizes)


def test_nothing_to_show_is_said_in_words():
    nothing = charts.bars([], [], "antwoorden", title="Uitslag")

    page = render_to_string("includes/chart_bars.html", {"chart": nothing})

    assert "<svg" not in page
    assert "Er is nog niets te laten zien." in page


@pytest.mark.parametrize("values", [[1], [1, -1]])
def test_refuses_what_does_not_fit(values):
    with pytest.raises(ValueError, match="a bar needs|no negative"):
        charts.bars(["Eens", "Oneens"], values, "antwoorden", title="Uitslag")
