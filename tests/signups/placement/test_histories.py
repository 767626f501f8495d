"""Whatever happens to a series in whatever order: no pair is in a zone, and counts are right."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from signups.operations import seating
from signups.placement import zones
from tests.signups.placement import machine

pytestmark = [pytest.mark.django_db, pytest.mark.beside, pytest.mark.timeout(3600)]


def live_through(histories, seed=True):
    machine.prepare()
    run_state_machine_as_test(
        machine.Placements,
        settings=settings(
            max_examples=histories,
            stateful_step_count=15,
            deadline=None,
            database=None,
            derandomize=seed,
            phases=(Phase.generate,),
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


# Both databases have their long run, so together they live through more than 2,000.
@pytest.mark.parametrize("histories", [12, pytest.param(1050, marks=pytest.mark.long)])
def test_every_history_keeps_people_apart(histories):
    live_through(histories, seed=histories == 12)


class TestABrokenRuleIsFound:
    def test_when_nothing_is_held_in_a_zone(self, monkeypatch):
        monkeypatch.setattr(seating, "hold", lambda *rest: None)

        with pytest.raises(AssertionError):
            live_through(100)

    @pytest.mark.long
    def test_when_groups_that_touch_are_taken_for_different_zones(self, monkeypatch):
        monkeypatch.setattr(zones, "_is_near", lambda one, other: False)

        with pytest.raises(AssertionError):
            live_through(100)
