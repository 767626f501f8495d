from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities import recurrence
from activities.recurrence import DayRange, PatternTooLong, PatternWithoutEnd, Rule
from common import clock


def local_days(plan):
    return [clock.local(moment.starts_at).date() for moment in plan.moments]


def rule(frequency="weekly", first_day=date(2026, 11, 25), **fields):
    return Rule(frequency, first_day, time(10), time(12), **fields)


def test_every_week_until_a_last_day_that_counts_itself():
    plan = recurrence.plan(rule(last_day=date(2026, 12, 9)))

    assert local_days(plan) == [date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9)]


def test_every_two_weeks_a_number_of_times():
    plan = recurrence.plan(rule("biweekly", count=3))

    assert local_days(plan) == [date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 23)]


def test_monthly_keeps_the_second_wednesday():
    plan = recurrence.plan(rule("monthly", date(2026, 12, 9), count=4))

    assert local_days(plan) == [
        date(2026, 12, 9),
        date(2027, 1, 13),
        date(2027, 2, 10),
        date(2027, 3, 10),
    ]


def test_monthly_skips_a_month_that_lacks_the_fifth_weekday():
    plan = recurrence.plan(rule("monthly", date(2026, 12, 30), count=3))

    assert local_days(plan) == [date(2026, 12, 30), date(2027, 3, 31), date(2027, 6, 30)]


def test_a_count_counts_the_sessions_that_go_on():
    plan = recurrence.plan(rule(first_day=date(2026, 12, 18), count=3))

    assert local_days(plan) == [date(2026, 12, 18), date(2027, 1, 8), date(2027, 1, 15)]
    assert plan.skipped == [
        (date(2026, 12, 25), "Eerste kerstdag"),
        (date(2027, 1, 1), "Nieuwjaarsdag"),
    ]


def test_meets_on_public_holidays_where_staff_say_so():
    plan = recurrence.plan(rule(first_day=date(2026, 12, 25), count=1), public_holidays=False)

    assert local_days(plan) == [date(2026, 12, 25)]


def test_steps_over_school_holidays_from_first_to_last_day():
    christmas = DayRange(date(2026, 12, 16), date(2027, 1, 6), "Kerstvakantie")

    plan = recurrence.plan(
        rule(first_day=date(2026, 12, 9), last_day=date(2027, 1, 13)), closed=[christmas]
    )

    assert local_days(plan) == [date(2026, 12, 9), date(2027, 1, 13)]
    assert plan.skipped[0] == (date(2026, 12, 16), "Kerstvakantie")
    assert plan.skipped[-1] == (date(2027, 1, 6), "Kerstvakantie")


@pytest.mark.parametrize(
    ("first_day", "hours"), [(date(2026, 10, 21), 169), (date(2027, 3, 24), 167)]
)
def test_ten_o_clock_stays_ten_o_clock_across_a_clock_change(first_day, hours):
    first, second = recurrence.plan(rule(first_day=first_day, count=2)).moments

    assert [clock.local(m.starts_at).hour for m in (first, second)] == [10, 10]
    assert second.starts_at - first.starts_at == timedelta(hours=hours)


def test_an_hour_that_comes_twice_means_the_first():
    moment = recurrence.moment(date(2026, 10, 25), time(2, 30), time(4))

    assert moment.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment.ends_at == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_an_hour_that_is_leapt_over_starts_an_hour_later_on_the_clock():
    moment = recurrence.moment(date(2027, 3, 28), time(2, 30), time(4))

    assert moment.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert clock.local(moment.starts_at).time() == time(3, 30)


def test_a_session_inside_the_leap_keeps_its_length():
    moment = recurrence.moment(date(2027, 3, 28), time(2, 30), time(3, 0))

    assert moment.ends_at - moment.starts_at == timedelta(minutes=30)


def test_refuses_a_pattern_without_an_end():
    with pytest.raises(PatternWithoutEnd):
        recurrence.plan(rule())


@pytest.mark.parametrize(
    "fields",
    [{"count": 401}, {"last_day": date(2040, 1, 1)}, {"last_day": date(9999, 12, 31)}],
)
def test_refuses_a_pattern_that_is_too_long(fields):
    with pytest.raises(PatternTooLong):
        recurrence.plan(rule(**fields))


def test_refuses_a_count_that_school_holidays_never_let_it_reach():
    always = DayRange(date(2020, 1, 1), date(2999, 1, 1), "Vakantie")

    with pytest.raises(PatternTooLong):
        recurrence.plan(rule(count=1), closed=[always])


def test_the_end_of_the_calendar_is_no_crash():
    plan = recurrence.plan(rule(first_day=date(9999, 12, 1), last_day=date(9999, 12, 29)))

    assert len(plan.moments) <= 5


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["weekly", "biweekly", "monthly"]),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.times().filter(lambda t: t < time(22)),
    st.integers(1, 30),
)
def test_every_pattern_keeps_its_weekday_wall_time_and_count(frequency, first, starts, count):
    ends = time(23)

    plan = recurrence.plan(Rule(frequency, first, starts, ends, count=count), public_holidays=False)

    assert len(plan.moments) == count
    for moment in plan.moments:
        assert moment.starts_at < moment.ends_at
        wall = clock.local(moment.starts_at)
        assert wall.weekday() == first.weekday()
        assert wall.time().replace(fold=0) == starts or time(2) <= starts < time(3)
