"""Whatever happens in whatever order: places, order, offers and mails stay right."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from signups import counting, line, outbox
from signups.models import Signup
from tests.signups import machine

pytestmark = [pytest.mark.django_db, pytest.mark.beside, pytest.mark.timeout(3600)]


def live_through(histories, steps=20, seed=True, phases=(Phase.generate,)):
    machine.Histories.group = machine.make_group()
    run_state_machine_as_test(
        machine.Histories,
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=seed,
            phases=phases,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


# Both databases have their long run, so together they live through more than 2,000.
@pytest.mark.parametrize("histories", [25, pytest.param(1050, marks=pytest.mark.long)])
def test_every_history_keeps_the_rules(histories):
    live_through(histories, seed=histories == 25, phases=(Phase.generate, Phase.shrink))


class TestABrokenRuleIsFound:
    def test_when_nobody_is_offered_what_comes_free(self, monkeypatch):
        monkeypatch.setattr(line, "offer_places", lambda *rest: [])

        with pytest.raises(AssertionError):
            live_through(100)

    def test_when_places_are_not_given_back(self, monkeypatch):
        monkeypatch.setattr(counting, "release", lambda *rest: None)

        with pytest.raises(AssertionError):
            live_through(100)

    def test_when_the_last_in_line_goes_first(self, monkeypatch):
        monkeypatch.setattr(
            type(Signup.objects.all()),
            "in_line",
            lambda rows: rows.filter(status="waiting").order_by("-number", "pk"),
        )

        with pytest.raises(AssertionError):
            live_through(200)

    def test_when_a_mail_is_queued_twice(self, monkeypatch):
        queue = outbox.queue

        def twice(*rest, **more):
            queue(*rest, **more)
            queue(*rest, **more)

        monkeypatch.setattr(outbox, "queue", twice)

        with pytest.raises(AssertionError):
            live_through(100)
