from datetime import UTC, date, datetime, timedelta

from search import days

WEDNESDAY = datetime(2026, 11, 25, 13, tzinfo=UTC)


def test_a_session_gives_joint_tokens_by_the_dutch_clock():
    day, when = days.tokens(WEDNESDAY, WEDNESDAY + timedelta(hours=2))

    assert day == ["wo", "middag", "wo-middag"]
    assert when == ["20261125", "20261125-middag"]


def test_a_long_session_belongs_to_each_part_it_touches_for_an_hour():
    day, _when = days.tokens(WEDNESDAY - timedelta(hours=4), WEDNESDAY)

    assert day == ["wo", "ochtend", "middag", "wo-ochtend", "wo-middag"]


def test_a_late_session_counts_on_its_dutch_day():
    day, when = days.tokens(
        datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 1, 23, tzinfo=UTC)
    )

    assert day[0] == "do" and when[0] == "20260702"


def test_reads_days_as_people_write_them():
    assert days.normal("Zaterdag") == "za"
    assert days.normal("woensdagmiddag") == "wo-middag"
    assert days.normal("wo-middag") == "wo-middag"
    assert days.normal("woensdagnacht") is None
    assert days.normal("iets") is None


def test_days_and_parts_chosen_apart_combine():
    assert days.day_tokens(days.wanted(["wo", "do", "middag"])) == ("do-middag", "wo-middag")
    assert days.day_tokens(days.wanted(["wo-avond", "za"])) == ("wo-avond", "za")


def test_dates_within_two_days_keep_the_chosen_weekday():
    found = days.date_tokens([("wo", "middag")], date(2026, 11, 23), date(2026, 12, 6))

    assert found == ("20261125-middag", "20261202-middag")
