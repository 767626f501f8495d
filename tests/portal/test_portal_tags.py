"""What templates of every app lean on."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from common import clock
from portal.templatetags import portal_tags

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Vandaag"), (1, "Morgen"), (2, "Maandag 23 november")]
)
def test_names_a_day_the_way_people_do(at_noon, days, said):
    moment = NOON + timedelta(days=days)

    assert portal_tags.near_day(moment) == said


def test_counts_days_by_the_dutch_clock(monkeypatch):
    just_before_midnight = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: just_before_midnight)

    assert portal_tags.near_word(just_before_midnight + timedelta(minutes=2)) == "morgen"


def test_dials_digits_only():
    assert portal_tags.tel("(010) 59 31 111") == "0105931111"
    assert portal_tags.tel("+31 10 59 31 111") == "+31105931111"


def test_lets_an_address_break_after_the_at_sign_and_trusts_nothing_in_it():
    assert portal_tags.breakable("info@cjg.example") == "info@<wbr>cjg.example"
    assert "<b>" not in portal_tags.breakable("<b>@x")


def test_puts_two_openings_of_a_day_on_one_line(at_noon):
    class Row:
        weekday, label = 5, "zaterdag"

        def __init__(self, opens, closes):
            self.opens, self.closes = opens, closes

        def get_weekday_display(self):
            return self.label

    rows = portal_tags.weekday_rows([Row(time(9), time(12)), Row(time(13), time(17, 30))])

    assert [row["times"] for row in rows] == [["9.00–12.00", "13.00–17.30"]]
    assert rows[0]["is_today"]


def test_keeps_the_rest_of_the_question_on_another_page():
    request = RequestFactory().get("/nieuws/?thema=jongeren&pagina=2")
    template = Template("{% load portal_tags %}{% with_page_number 3 %}")

    shown = template.render(Context({"request": request}))

    assert shown == "?thema=jongeren&amp;pagina=3"


@pytest.mark.parametrize(
    ("path", "url", "said"),
    [
        ("/partners/", "/partners/", "page"),
        ("/partners/cjg/", "/partners/", "true"),
        ("/nieuws/", "/partners/", ""),
        ("/nieuws/", "/", ""),
    ],
)
def test_marks_where_in_the_menu_a_visitor_is(path, url, said):
    context = Context({"request": RequestFactory().get(path)})

    assert portal_tags.current(context, url) == said
