"""Two worlds, with the former partner in the series and without: nobody can tell them apart.

Statistic: the two-sided Mann-Whitney U test with the normal approximation and the correction
for ties, on the seconds that one POST takes, with signups of the two worlds in turn. The worlds
differ if p < 0.001 twice in a row. That is the one test here that measures time.
"""

import math
import os
import re
import time
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from signups import operations, outbox
from signups.models import ApartToken, Placement, Signup
from signups.operations import series as series_operations
from tests.signups.placement.builders import BIRTH, make_series, places_of, sign_up
from tests.signups.placement.test_form import form_of, url_of

pytestmark = pytest.mark.django_db
ALPHA = 0.001


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS = dict.fromkeys(("network", "activity", "email"), (0, 3600))  # fmt: skip


def mann_whitney(one: list[float], other: list[float]) -> float:
    """Return the two-sided p of the hypothesis that both come from one distribution."""
    ranks, ties = {}, 0.0
    values = sorted([*one, *other])
    start = 0
    while start < len(values):
        end = start
        while end < len(values) and values[end] == values[start]:
            end += 1
        ranks[values[start]] = (start + 1 + end) / 2
        ties += (end - start) ** 3 - (end - start)
        start = end
    n, m = len(one), len(other)
    u = sum(ranks[value] for value in one) - n * (n + 1) / 2
    total = n + m
    spread = math.sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))))
    return math.erfc(abs(u - n * m / 2) / spread / math.sqrt(2))


def probe(series, *births):
    """Sign up as somebody from outside does; return all that can be seen of it."""
    visitor = Client()
    url = url_of(series)
    visitor.get(url)
    form = form_of(*births)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        begun = time.perf_counter()
        response = visitor.post(url, form)
        seconds = time.perf_counter() - begun
    page = visitor.get(response.headers["Location"])
    key = response.headers["Location"].rstrip("/").rpartition("/")[2]
    seen = {
        "status": response.status_code,
        "headers": sorted(response.headers) + sorted(page.headers),
        "body": _flat(page.content.decode(), key),
        "queries": [_shape(row["sql"]) for row in queries],
        "public": re.findall(r"chip--\w+", visitor.get(series.activity.url).content.decode()),
    }
    return seen, seconds


def _flat(text: str, key: str) -> str:
    text = text.replace(key, "KEY")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"(groepssessies|buurtvereniging-voorbeeld)[\w-]*", "", text)


def _shape(sql: str) -> str:
    return re.sub(r"'[^']*'|\d+", "?", sql)[:160]


def worlds():
    """Return two series that differ only in whether the target's tokens are there."""
    found = []
    for births in ([BIRTH], [date(2011, 1, 1)]):
        series = make_series(title="Groepssessies", room=100_000, capacity=1000, groups=4)
        target = sign_up(series, births)
        operations.place(signup=target, place=places_of(series)[0], now=clock.now())
        found.append(series)
    return found


def test_the_answer_is_the_same_with_and_without_the_former_partner():
    with_ex, without = worlds()
    probe(with_ex, "2016-05-04")  # caches are warm for both

    one, _seconds = probe(with_ex, "2016-05-04")
    other, _seconds = probe(without, "2016-05-04")

    assert one["public"] == ["chip--plek"] * len(one["public"]) != []
    assert one == other
    outbox.run(clock.now())
    received = [letter for letter in mail.outbox if letter.subject == "Over je aanmelding"]
    bodies = {re.sub(r"https?://\S+", "", letter.body) for letter in received[-2:]}
    assert len(bodies) == 1


def test_the_mails_after_placement_are_the_same_whatever_was_in_the_way():
    with_ex, without = worlds()
    for series in (with_ex, without):
        sign_up(series, [BIRTH], parts=["ma-avond", "di-avond"])
        operations.place_all(series=series, now=clock.now())

    kinds = [
        sorted(Signup.objects.filter(bookable__series=series).values_list("mails__kind", flat=True))
        for series in (with_ex, without)
    ]
    assert kinds[0] == kinds[1]


def _times(n, prepare=None):
    with_ex, without = worlds()
    found = ([], [])
    for number in range(n + 5):
        order = [(0, with_ex), (1, without)]
        for world, series in order if number % 2 else reversed(order):
            _seen, seconds = probe(series, "2016-05-04")
            if number >= 5:  # the first few warm up what both share
                found[world].append(seconds)
    return found


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_time_of_an_answer_tells_nothing():
    n = int(os.environ.get("WORLDS", 500))

    for _attempt in range(2):
        p = mann_whitney(*_times(n))
        if p >= ALPHA:
            return
    raise AssertionError(f"the worlds differ: p = {p:.6f}")


def test_the_statistic_finds_a_leak_where_there_is_one(monkeypatch):
    """The control: matching while the request is served, as it must never be done."""
    real = series_operations.sign_up_for_series

    def leaky(**fields):
        signup = real(**fields)
        mine = ApartToken.objects.filter(signup=signup).values("token")
        twins = ApartToken.objects.filter(token__in=mine).exclude(signup=signup)
        if Placement.objects.filter(signup__apart_tokens__in=twins).exists():
            time.sleep(0.1)  # more than a busy machine adds by chance
        return signup

    monkeypatch.setattr(operations, "sign_up_for_series", leaky)

    one, other = _times(25)

    assert mann_whitney(one, other) < ALPHA


def test_the_statistic_itself_is_right():
    same = [float(n) for n in range(100)]

    assert mann_whitney(same, same) > 0.99
    assert mann_whitney(same, [n + 60 for n in same]) < ALPHA
    # By hand: U = 4.5, expected 12.5, variance 25/12 * (11 - 18/90) = 22.5, so z = 1.687.
    assert abs(mann_whitney([1, 2, 3, 4, 5], [3, 4, 5, 6, 7]) - 0.0917) < 0.001


def test_probes_with_the_children_of_somebody_else_give_the_same_each_time(settings):
    settings.LIMITS = {"network": (4, 3600), "activity": (0, 3600), "email": (0, 3600)}
    series = make_series(title="Groepssessies", room=1000)
    target = sign_up(series, [BIRTH])
    operations.place_all(series=series, now=clock.now())
    place = Placement.objects.get(signup=target).place_id

    seen = [probe(series, "2016-05-04")[0] for _time in range(3)]
    assert all(one["body"] == seen[0]["body"] for one in seen)
    codes = [Client().post(url_of(series), form_of("2016-05-04")).status_code for _t in range(3)]

    assert codes == [303, 429, 429]
    assert Placement.objects.get(signup=target).place_id == place
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    "names", [("Zoë Voorbeeld", "Zoe Voorbeeld"), ("IJsbrand", "ijsbrand"), ("A B", "B A")]
)
def test_other_spellings_of_a_name_change_nothing(names):
    series = make_series()
    visitors = [Client() for _name in names]
    for visitor, name in zip(visitors, names, strict=True):
        answer = visitor.post(url_of(series), form_of("2016-05-04", name=name))
        assert answer.status_code == 303

    operations.place_all(series=series, now=clock.now())

    assert Placement.objects.values("place__zone").distinct().count() == 2


def test_a_wrong_link_to_a_placed_signup_is_a_plain_404(client):
    series = make_series()
    signup = sign_up(series)

    assert client.get(reverse("signups:manage", args=[signup.key])).status_code == 404
    assert client.get(reverse("signups:calendar", args=[signup.key])).status_code == 404
    assert series.closes_on > clock.now().date() + timedelta(days=1)
