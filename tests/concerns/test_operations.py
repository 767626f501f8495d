"""What may happen to a message, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from concerns import operations, refusals, sealed
from concerns.models import Concern, Count, Forgotten, Notice, Seat, Wait
from concerns.sealed import Details
from partners.models import Membership
from tests.builders import make_staff, make_user
from tests.concerns.builders import (
    MONDAY,
    NUMBER,
    make_concern,
    make_desk,
    make_sitter,
    partner_of,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _numbers(desk) -> dict[str, int]:
    return dict(Count.objects.filter(desk=desk).values_list("what", "number"))


def test_a_message_is_sealed_and_its_team_is_told_that_something_waits():
    desk = make_desk()
    user = make_sitter(desk)

    concern = make_concern(desk)

    concern.refresh_from_db()
    assert NUMBER.encode() not in bytes(concern.details)
    assert sealed.opened(concern).telephone == NUMBER
    assert list(Notice.objects.values_list("user", "kind")) == [(user.pk, "new")]
    assert concern.due_at == MONDAY + timedelta(days=1)
    assert _numbers(desk) == {"received": 1}


def test_the_same_form_is_one_message_and_other_answers_under_its_key_are_refused():
    desk = make_desk()
    key = uuid4()
    said = {"key": key, "kind": "worry", "desk": desk, "neighbourhood": None, "may_move": False}
    details = Details(NUMBER, "any", "school")
    first = operations.receive(**said, details=details, now=MONDAY)

    again = operations.receive(**said, details=details, now=MONDAY + HOUR)
    with pytest.raises(refusals.KeyUsed):
        operations.receive(**said, details=Details("0101234567", "any", "school"), now=MONDAY)

    assert again == first
    assert Concern.objects.count() == 1
    assert _numbers(desk) == {"received": 1}


def test_a_form_that_is_sent_again_after_its_message_is_gone_brings_nothing_back():
    desk = make_desk()
    user = make_sitter(desk)
    concern = make_concern(desk)
    operations.take(concern=concern, user=user, now=MONDAY)
    concern.refresh_from_db()
    operations.finish(concern=concern, user=user, now=MONDAY)

    again = operations.receive(
        key=concern.key, kind="worry", desk=desk, neighbourhood=None,
        details=Details(NUMBER, "any", "school"), may_move=False, now=MONDAY,
    )  # fmt: skip

    assert again is None
    assert not Concern.objects.exists()


def test_of_two_members_one_takes_it_and_the_other_is_told():
    desk = make_desk()
    one, two = make_sitter(desk, "een"), make_sitter(desk, "twee")
    seen_by_one, seen_by_two = make_concern(desk), Concern.objects.get()

    operations.take(concern=seen_by_one, user=one, now=MONDAY + 2 * HOUR)
    with pytest.raises(refusals.AlreadyTaken):
        operations.take(concern=seen_by_two, user=two, now=MONDAY + 2 * HOUR)

    assert Concern.objects.get().owner == one
    assert _numbers(desk) == {"received": 1, "taken": 1}
    assert list(Wait.objects.values_list("hours", "number")) == [(2, 1)]


def test_a_message_leaves_the_first_team_only_when_the_second_took_it():
    first, second = make_desk("Wijkteam Een"), make_desk("Wijkteam Twee", area="West")
    here, there = make_sitter(first, "hier"), make_sitter(second, "daar")
    concern = make_concern(first)
    operations.take(concern=concern, user=here, now=MONDAY)

    operations.offer(concern=Concern.objects.get(), to=second, user=here, now=MONDAY + HOUR)
    offered = Concern.objects.get()
    operations.take(concern=offered, user=there, now=MONDAY + 2 * HOUR)

    assert (offered.desk, offered.owner, offered.offered_to) == (first, here, second)
    moved = Concern.objects.get()
    assert (moved.desk, moved.owner, moved.offered_to) == (second, there, None)
    assert sealed.opened(moved).telephone == NUMBER
    assert _numbers(first) == {"received": 1, "taken": 1, "moved": 1}
    assert _numbers(second) == {"taken": 1}
    assert Notice.objects.filter(user=there).count() == 1


def test_a_message_moves_only_with_consent_by_its_owner_and_to_where_somebody_sits():
    first, second = make_desk("Wijkteam Een"), make_desk("Wijkteam Twee", area="West")
    user, other = make_sitter(first, "een"), make_sitter(first, "ander")
    make_concern(first, may_move=False)
    operations.take(concern=Concern.objects.get(), user=user, now=MONDAY)

    with pytest.raises(refusals.MayNotMove):
        operations.offer(concern=Concern.objects.get(), to=second, user=user, now=MONDAY)
    Concern.objects.update(may_move=True)
    with pytest.raises(refusals.NobodyThere):
        operations.offer(concern=Concern.objects.get(), to=second, user=user, now=MONDAY)
    with pytest.raises(refusals.NobodyThere):
        operations.offer(concern=Concern.objects.get(), to=first, user=user, now=MONDAY)
    make_sitter(second, "daar")
    with pytest.raises(refusals.NotYours):
        operations.offer(concern=Concern.objects.get(), to=second, user=other, now=MONDAY)


def test_what_is_handed_over_can_be_kept_until_it_was_taken_and_not_finished_meanwhile():
    first, second = make_desk("Wijkteam Een"), make_desk("Wijkteam Twee", area="West")
    here, there = make_sitter(first, "hier"), make_sitter(second, "daar")
    operations.take(concern=make_concern(first), user=here, now=MONDAY)
    operations.offer(concern=Concern.objects.get(), to=second, user=here, now=MONDAY)
    offered = Concern.objects.get()

    with pytest.raises(refusals.NotYours):
        operations.finish(concern=offered, user=here, now=MONDAY)
    operations.keep(concern=offered, user=here, now=MONDAY)

    with pytest.raises(refusals.AlreadyTaken):
        operations.take(concern=offered, user=there, now=MONDAY)
    assert Concern.objects.get().owner == here


def test_finishing_deletes_the_message_and_a_count_stays():
    desk = make_desk()
    user, other = make_sitter(desk), make_sitter(desk, "ander")
    concern = make_concern(desk)
    operations.take(concern=concern, user=user, now=MONDAY)

    with pytest.raises(refusals.NotYours):
        operations.finish(concern=concern, user=other, now=MONDAY)
    operations.finish(concern=concern, user=user, now=MONDAY)

    assert not Concern.objects.exists()
    assert Forgotten.objects.get().key == concern.key
    assert _numbers(desk) == {"received": 1, "taken": 1, "done": 1}


def test_a_colleague_takes_over_from_who_is_ill():
    desk = make_desk()
    ill, other = make_sitter(desk, "ziek"), make_sitter(desk, "ander")
    operations.take(concern=make_concern(desk), user=ill, now=MONDAY)
    seen = Concern.objects.get()

    operations.take_over(concern=seen, user=other, now=MONDAY + HOUR)

    assert Concern.objects.get().owner == other
    with pytest.raises(refusals.AlreadyTaken):
        operations.take_over(concern=seen, user=ill, now=MONDAY + HOUR)


def test_a_seat_is_given_to_members_of_a_partner_behind_it_and_never_to_oneself():
    desk = make_desk()
    boss = make_staff(partner_of(desk), "beheerder", Membership.Role.MANAGER)
    worker = make_staff(partner_of(desk), "medewerker", Membership.Role.WORKER)
    stranger = make_user("vreemde")

    operations.give_seat(desk=desk, user=worker, by=boss, now=MONDAY)
    with pytest.raises(refusals.NotToOneself):
        operations.give_seat(desk=desk, user=boss, by=boss, now=MONDAY)
    with pytest.raises(refusals.NoMember):
        operations.give_seat(desk=desk, user=stranger, by=boss, now=MONDAY)

    assert [seat.user for seat in Seat.objects.valid()] == [worker]


def test_taking_a_seat_away_puts_its_open_messages_back_in_the_inbox():
    desk = make_desk()
    gone, stays = make_sitter(desk, "weg"), make_sitter(desk, "blijft")
    operations.take(concern=make_concern(desk), user=gone, now=MONDAY)
    Notice.objects.all().delete()

    operations.take_seat(seat=Seat.objects.get(user=gone), now=MONDAY + HOUR)

    concern = Concern.objects.get()
    assert concern.owner is None
    assert concern.due_at == MONDAY + HOUR + timedelta(days=1)
    assert list(Notice.objects.values_list("user", flat=True)) == [stays.pk]
