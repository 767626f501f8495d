"""What happens by the clock."""

from datetime import datetime, timedelta

import pytest

from concerns import clockwork, notices, operations, working
from concerns.models import Concern, Count, Forgotten, Notice, Seat
from partners.models import Membership
from tests.builders import make_editor, make_staff
from tests.concerns.builders import (
    LOCAL,
    MONDAY,
    NUMBER,
    make_concern,
    make_desk,
    make_sitter,
    partner_of,
)

DAY = timedelta(days=1)


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (_at(23, 14, 30), _at(24, 14, 30)),  # a Monday
        (_at(23, 20), _at(24, 17)),  # after closing
        (_at(23, 7), _at(23, 17)),  # before opening
        (_at(20, 16), _at(23, 16)),  # a Friday
        (_at(21, 12), _at(23, 17)),  # a Saturday
        (_at(24, 16, month=12), _at(28, 16, month=12)),  # Christmas and a weekend between
    ],
)
def test_one_working_day_skips_nights_weekends_and_holidays(received, due):
    assert working.add(received, working.ONE_DAY) == due
    assert working.between(received, due) == working.ONE_DAY


def test_no_working_time_lies_between_a_moment_and_an_earlier_one():
    assert working.between(MONDAY, MONDAY - DAY) == timedelta()


@pytest.mark.django_db
def test_who_sits_there_hears_at_half_time_and_the_managers_too_once_it_is_late():
    desk = make_desk()
    worker = make_sitter(desk)
    boss = make_staff(partner_of(desk), "beheerder", Membership.Role.MANAGER)
    make_concern(desk)
    Notice.objects.update(sent_at=MONDAY)

    clockwork.run(MONDAY + timedelta(hours=1))
    early = Notice.objects.filter(sent_at=None).count()
    clockwork.run(_at(24, 10, 30))
    clockwork.run(_at(24, 10, 31))
    half = list(Notice.objects.filter(kind="half").values_list("user", flat=True))
    clockwork.run(_at(24, 14, 30))
    clockwork.run(_at(24, 14, 31))
    late = set(Notice.objects.filter(kind="late").values_list("user", flat=True))

    assert early == 0
    assert half == [worker.pk]
    assert late == {worker.pk, boss.pk}
    assert Count.objects.get(what="late").number == 1


@pytest.mark.django_db
def test_it_goes_on_telling_each_working_day_until_somebody_takes_it():
    desk = make_desk()
    make_sitter(desk)
    make_concern(desk)
    clockwork.run(_at(24, 14, 30))
    Notice.objects.update(sent_at=MONDAY)

    clockwork.run(_at(25, 14, 30))

    assert Notice.objects.filter(kind="late", sent_at=None).count() == 1
    assert Count.objects.get(what="late").number == 1


@pytest.mark.django_db
def test_without_anybody_at_the_desk_the_managers_hear_at_once():
    desk = make_desk()
    boss = make_staff(partner_of(desk), "beheerder", Membership.Role.MANAGER)

    make_concern(desk)

    assert list(Notice.objects.values_list("user", "kind")) == [(boss.pk, "new")]


@pytest.mark.django_db
def test_where_the_partners_have_no_manager_the_editors_hear():
    editor = make_editor()
    desk = make_desk()
    concern = make_concern(desk)

    clockwork.run(concern.due_at)

    assert set(Notice.objects.values_list("user", "kind")) == {
        (editor.pk, "new"),
        (editor.pk, "late"),
    }


@pytest.mark.django_db
def test_what_is_answered_by_somebody_who_left_waits_again():
    desk = make_desk()
    gone = make_sitter(desk)
    operations.take(concern=make_concern(desk), user=gone, now=MONDAY)
    gone.memberships.all().delete()

    clockwork.run(MONDAY + timedelta(minutes=5))

    assert Concern.objects.get().owner is None
    assert not Seat.objects.valid().exists()


@pytest.mark.django_db
def test_after_four_weeks_nothing_is_kept_and_whom_nobody_helped_is_counted():
    desk = make_desk()
    user = make_sitter(desk)
    operations.take(concern=make_concern(desk), user=user, now=MONDAY)
    make_concern(desk)

    clockwork.run(MONDAY + timedelta(weeks=3))
    reminded = Notice.objects.filter(kind="open", user=user).count()
    clockwork.run(MONDAY + timedelta(weeks=4))

    assert reminded == 1
    assert not Concern.objects.exists()
    assert Forgotten.objects.count() == 2
    assert Count.objects.get(what="lost").number == 1


@pytest.mark.django_db
def test_a_notice_says_only_that_something_waits(mailoutbox):
    desk = make_desk("Wijkteam Geheimnaam")
    user = make_sitter(desk)
    make_concern(desk)

    notices.run(MONDAY + timedelta(minutes=1))

    mail = mailoutbox[0]
    told = mail.subject + mail.body
    assert mail.to == [user.email]
    assert "/beheer/berichten/" in mail.body
    for secret in (NUMBER, "pluis", "Oost", "Geheimnaam", str(Concern.objects.get().key)):
        assert secret not in told


@pytest.mark.django_db
def test_a_dead_mail_server_keeps_nothing_from_the_inbox_or_the_clock(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    desk = make_desk()
    make_sitter(desk)
    make_concern(desk)

    sent = notices.run(MONDAY + timedelta(minutes=1))
    clockwork.run(_at(24, 14, 30))

    assert sent == 0
    assert Concern.objects.waiting().get().level == clockwork.LATE
    assert Notice.objects.filter(sent_at=None, given_up_at=None).count() == 2
