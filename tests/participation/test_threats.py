"""What must not be possible: tie a vote to a device, or read a result that is not for reading."""

import io
import json
import logging
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.test import Client

from common import clock
from participation import counting, operations
from participation.models import Consultation, Counter, Sentence
from participation.operations.sentences import KEPT
from tests import builders
from tests.participation.builders import (
    close_with,
    counts,
    make_consultation,
    make_input,
    shown,
    vote,
)

pytestmark = pytest.mark.django_db
ADDRESS, AGENT = "203.0.113.77", "Zeldzame Browser 9.1"


def dump() -> str:
    """Return the whole database, as a backup holds it."""
    out = io.StringIO()
    call_command("dumpdata", "--all", stdout=out, verbosity=0)
    return out.getvalue()


class TestNobodyIsKnown:
    def test_the_database_a_backup_and_the_logs_hold_nothing_of_who_voted(self, client, caplog):
        caplog.set_level(logging.DEBUG)
        asked = make_consultation()
        pk = asked.statements.get().pk
        caplog.clear()
        before = {model: model.objects.count() for model in _models()}

        client.post(
            f"/stem/{asked.code}/",
            {f"answer-{pk}": "agree"},
            REMOTE_ADDR=ADDRESS,
            HTTP_USER_AGENT=AGENT,
        )

        grown = {model._meta.label for model in _models() if model.objects.count() > before[model]}
        assert grown == {"vault.Tally"}  # the count against floods: a keyed fingerprint
        kept = dump() + caplog.text
        assert ADDRESS not in kept and AGENT not in kept
        assert client.cookies[f"stem{asked.pk}"].value.partition(":")[2] not in kept

    def test_the_count_against_floods_tells_no_answer(self, client):
        told = []
        for answer in ("agree", "disagree"):
            asked = make_consultation()
            pk = asked.statements.get().pk
            client.post(f"/stem/{asked.code}/", {f"answer-{pk}": answer})
            rows = apps.get_model("vault", "Tally").objects.values_list("count", flat=True)
            told.append(sorted(rows))
            apps.get_model("vault", "Tally").objects.all().delete()

        assert told[0] == told[1]

    def test_a_counter_and_a_sentence_have_no_moment(self):
        moments = {
            (model.__name__, field.name)
            for model in (Counter, Sentence)
            for field in model._meta.get_fields()
            if isinstance(field, models.DateTimeField | models.TimeField)
        }

        assert moments == {("Counter", "closes_at")}  # the same for all, known beforehand

    def test_sentences_do_not_lie_in_the_order_in_which_they_came(self):
        asked = make_consultation()
        texts = [f"Zin nummer {number}" for number in range(12)]
        for text in texts:
            vote(asked, why=text)
        while_open = _as_they_lie()

        operations.close(consultation=asked, now=clock.now())
        after = _as_they_lie()

        assert sorted(after) == sorted(texts)
        # One chance in 12! that they lie so by accident.
        assert after != texts
        assert while_open != texts or connection.vendor == "postgresql"

    def test_sentences_that_nobody_released_are_deleted(self):
        asked = make_consultation()
        vote(asked, why="Daarom.")
        close_with(asked)

        early = operations.forget_old(clock.now() + KEPT - timedelta(hours=1))
        late = operations.forget_old(clock.now() + KEPT + timedelta(hours=1))

        assert (early, late) == (0, 1)
        assert "Daarom." not in dump()

    def test_released_sentences_that_no_result_may_show_are_deleted_too(self):
        asked = make_consultation("Weinig", "Veel")
        vote(asked, why="Van een klein groepje.")
        vote(asked, times=10, number=1, why="Van velen.")
        for one in Sentence.objects.all():
            operations.release(sentence=one, text=one.text)
        operations.close(consultation=asked, now=clock.now())

        operations.forget_old(clock.now() + KEPT + timedelta(hours=1))

        assert [one.text for one in Sentence.objects.all()] == ["Van velen."]


class TestNoResultLeaks:
    @pytest.mark.parametrize(("votes", "seen"), [(9, None), (10, (10, 0, 0))])
    def test_shows_from_ten_votes_on(self, votes, seen):
        asked = close_with(make_consultation(), agree=votes)

        assert shown(asked) == seen

    def test_fewer_than_ten_do_not_even_stay_in_the_database(self):
        asked = close_with(make_consultation(), agree=5, disagree=4)

        assert counts(asked) == (0, 0, 0)

    def test_nothing_is_read_before_it_closed(self):
        asked = make_consultation()
        vote(asked, times=15)

        assert counting.results(asked) == []
        Consultation.objects.filter(pk=asked.pk).update(closes_at=clock.now())
        asked.refresh_from_db()
        assert counting.results(asked) == []

    def test_what_everybody_and_staff_get_is_the_same_for_every_hidden_count(self, client):
        """Pages, screen, reports and search, of worlds that differ in hidden votes only."""
        now = clock.now()
        first, second = self._world((7, 2, 0), now), self._world((0, 1, 3), now)

        for name in first:
            assert _without_names(first[name]) == _without_names(second[name]), name

    def _world(self, hidden, now) -> dict:
        partner = builders.make_partner("Buurthuis")
        words = f"{random.SystemRandom().randrange(10**9)}"
        staff = builders.make_staff(partner, f"werker{words}")
        asked = make_consultation("Veel", "Weinig", partner=partner, title="Avond", now=now)
        vote(asked, "agree", times=12)
        closed = close_with(asked, *hidden, number=1)
        said = make_input(
            partner=partner, owner=partner, statement=closed.statements.all()[1], source="stelling"
        )
        found = {
            "page": Client().get(closed.get_absolute_url()),
            "list": Client().get("/meepraten/"),
            "done": Client().get("/wat-deden-we-ermee/"),
        }
        inside = Client()
        inside.force_login(staff)
        for name in ("", f"{closed.pk}/", f"{closed.pk}/scherm/aantal/", "gezegd/rapport.csv"):
            found[f"staff {name.strip('0123456789')}"] = inside.get(f"/beheer/meepraten/{name}")
        boss = Client()
        boss.force_login(builders.make_user(f"baas{words}", is_superuser=True))
        found["superuser"] = boss.get(f"/beheer/meepraten/{closed.pk}/")
        texts = {name: answer.content.decode() for name, answer in found.items()}
        said.delete()
        closed.delete()
        partner.delete()
        return texts

    def test_the_screen_tells_how_many_voted_and_not_what(self, client):
        asked = make_consultation()
        vote(asked, "agree", times=3)
        vote(asked, "unsure", times=2)
        client.force_login(builders.make_staff(asked.partner))

        told = client.get(f"/beheer/meepraten/{asked.pk}/scherm/aantal/")
        pages = [client.get(f"/beheer/meepraten/{asked.pk}/{name}") for name in ("", "scherm/")]

        assert json.loads(told.content) == {"votes": 5, "open": True}
        for page in pages:
            assert "chart" not in page.content.decode().replace("css/chart", "")

    def test_sentences_of_a_hidden_result_stay_hidden(self, client):
        asked = make_consultation()
        vote(asked, why="Alleen ik zei dit.")
        operations.release(sentence=Sentence.objects.get(), text="Alleen ik zei dit.")
        close_with(asked, agree=3)

        assert "Alleen ik" not in client.get(asked.get_absolute_url()).content.decode()

    def test_sentences_show_after_the_closing_and_only_when_released(self, client):
        asked = make_consultation()
        vote(asked, why="Eerste zin.")
        vote(asked, why="Tweede zin.")
        one = Sentence.objects.get(text="Eerste zin.")
        operations.release(sentence=one, text=one.text)

        early = client.get(asked.get_absolute_url()).content.decode()
        close_with(asked, agree=10)
        late = client.get(asked.get_absolute_url()).content.decode()

        assert "Eerste zin." not in early
        assert "Eerste zin." in late and "Tweede zin." not in late

    def test_hands_that_were_counted_are_never_added_to_the_votes(self, client):
        asked = close_with(make_consultation(), agree=6)
        operations.record_conversation(
            statement=asked.statements.get(),
            held_on=clock.local(clock.now()).date(),
            agree=6,
            disagree=0,
            unsure=0,
            summary="We praatten erover.",
        )

        page = client.get(asked.get_absolute_url()).content.decode()

        assert "We praatten erover." in page
        assert "chart__picture" not in page

    def test_only_the_module_that_counts_reads_the_counters(self):
        reading = re.compile(r"\bCounter\b|_counter\b")
        files = {
            str(path.relative_to(settings.BASE_DIR))
            for app in ("participation", "portal", "search")
            for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
            if "migrations" not in path.parts and reading.search(path.read_text(encoding="utf-8"))
        }

        inside = {name for name in files if name.startswith("participation")}
        assert inside == {
            "participation/counting.py",
            "participation/models/__init__.py",
            "participation/models/consultation.py",
        }


def _models():
    return [model for model in apps.get_models() if model._meta.managed]


def _as_they_lie() -> list[str]:
    """Return the sentences as they lie in the table."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM participation_sentence ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def _without_names(page: str) -> str:
    """Return a page without what differs by itself: numbers of rows, tokens, account names."""
    # The frame of the admin counts partners, and has a token of its own.
    page = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    page = re.sub(r'value="[\w-]{40,}"|csrf[^,<]{0,200}', "", page)
    page = re.sub(r"(werker|baas)\d+", "", page)
    page = re.sub(r"[0-9a-f-]{32,36}", "", page)
    return re.sub(r"(?<=[/_=s-])\d{1,9}(?=[/\"' ?&-]|$)", "", page)
