"""When a reminder is due: each side of every moment, summer time, weekends, vacations, outages and moves."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import region_calendar
from knowledge.meetings import meeting_table
from knowledge.reminding import Plan, Told, Waking, due_now, next_look, partners_moment, rest_days

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MIDDEN = region_calendar("midden")
RESTS = rest_days(MIDDEN.is_school_day, lambda day: MIDDEN.first <= day <= MIDDEN.last)
USUAL = tuple(moment for moment in meeting_table().moments.values() if moment.usual)
MINUTE = timedelta(minutes=1)
FIRST = datetime(2026, 9, 1, tzinfo=AMSTERDAM)
STARTS = st.integers(0, 60 * 24 * 1000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def plan(start: str, *, known: str = "2026-09-01 09:00", **changed: object) -> Plan:
    return Plan(
        **{
            "starts_at": at(start),
            "known_since": at(known),
            "moments": USUAL,
            "waking": Waking(8, 18),
            "rests": RESTS,
            "zone": AMSTERDAM,
            **changed,
        }
    )


def told(of: Plan) -> list[tuple[str, str]]:
    return [(one.moment, one.at.astimezone(AMSTERDAM).strftime("%a %d %b %H:%M")) for one in of.told]


def test_two_weeks_two_days_and_the_morning_itself_at_the_hour_quiet_ends() -> None:
    assert told(plan("2026-12-10 15:30")) == [
        ("two_weeks", "Thu 26 Nov 08:00"),
        ("two_days", "Tue 08 Dec 08:00"),
        ("morning", "Thu 10 Dec 08:00"),
    ]


def test_eight_o_clock_stays_eight_o_clock_across_the_end_of_summer_time() -> None:
    across = plan("2026-10-30 15:30")
    assert [one.at.astimezone(AMSTERDAM).strftime("%H:%M %z") for one in across.told] == [
        "08:00 +0200",
        "08:00 +0100",
        "08:00 +0100",
    ]


def test_what_falls_in_a_weekend_is_told_on_the_friday_before() -> None:
    assert ("two_days", "Fri 27 Nov 08:00") in told(plan("2026-11-30 15:30"))


def test_what_falls_in_a_vacation_is_told_on_the_first_school_day_after_it_if_that_is_in_time() -> None:
    assert told(plan("2027-01-07 15:30"))[0] == ("two_weeks", "Mon 04 Jan 08:00")


def test_a_meeting_on_the_first_school_day_is_told_before_the_vacation() -> None:
    assert told(plan("2027-01-04 15:30")) == [
        ("two_days", "Fri 18 Dec 08:00"),
        ("two_weeks", "Fri 18 Dec 08:00"),
        ("morning", "Mon 04 Jan 08:00"),
    ]


def test_a_meeting_before_anybody_is_awake_is_told_the_afternoon_before() -> None:
    assert told(plan("2026-12-10 08:15"))[-1] == ("morning", "Wed 09 Dec 17:00")
    assert told(plan("2026-12-10 08:30"))[-1] == ("morning", "Thu 10 Dec 08:00")


def test_a_moment_before_the_meeting_was_known_is_not_made_up_for() -> None:
    assert [moment for moment, _ in told(plan("2026-12-10 15:30", known="2026-12-01 09:00"))] == ["two_days", "morning"]


def test_a_reminder_is_due_from_its_minute_on_and_not_before() -> None:
    one = plan("2026-12-10 15:30")
    assert due_now(one, (), at("2026-11-26 07:59")) is None
    due = due_now(one, (), at("2026-11-26 08:00"))
    assert due
    assert (due.moment, due.late, due.left_out) == ("two_weeks", False, ())
    assert due_now(one, {"two_weeks"}, at("2026-11-26 08:01")) is None


def test_after_an_outage_one_late_word_stands_for_all_that_was_missed() -> None:
    due = due_now(plan("2026-12-10 15:30"), (), at("2026-12-09 11:00"))
    assert due
    assert (due.moment, due.late, due.left_out) == ("two_days", True, ("two_weeks",))


def test_nothing_is_said_once_the_meeting_has_begun_and_something_is_a_minute_before() -> None:
    one = plan("2026-12-10 15:30")
    assert due_now(one, (), at("2026-12-10 15:30")) is None
    assert due_now(one, (), at("2026-12-10 15:29")) is not None


def test_an_outage_that_ends_at_night_is_told_in_the_morning() -> None:
    one = plan("2026-12-10 15:30")
    assert due_now(one, (), at("2026-12-08 22:00")) is None
    assert next_look(one, (), at("2026-12-08 22:00")) == at("2026-12-09 08:00")


def test_where_only_quiet_hours_are_left_it_is_said_without_a_sound() -> None:
    due = due_now(plan("2026-12-10 07:30"), (), at("2026-12-09 22:00"))
    assert due
    assert (due.moment, due.silently) == ("morning", True)


def test_a_moment_somebody_asked_for_comes_among_the_others() -> None:
    snoozed = plan("2026-12-10 15:30", extra=(Told(at("2026-11-27 12:00"), "z1"),))
    due = due_now(snoozed, {"two_weeks"}, at("2026-11-27 12:00"))
    assert due
    assert due.moment == "z1"


def test_where_the_calendar_ends_a_reminder_still_comes() -> None:
    assert told(plan("2033-12-08 15:30", known="2033-09-01 09:00"))[0] == ("two_weeks", "Thu 24 Nov 08:00")


def test_the_chair_hears_who_is_missing_a_week_before_or_as_soon_as_that_can_be() -> None:
    days = []
    for known in ("2026-11-20 10:00", "2026-12-03 10:00", "2026-12-08 10:00", "2026-12-09 10:00"):
        moment = partners_moment(at("2026-12-10 15:30"), at(known), AMSTERDAM)
        days.append(moment and moment.days)
    assert days == [7, 2, 1, None]


@given(
    start=STARTS,
    lead=st.integers(1, 60 * 24 * 40),
    hours=st.tuples(st.integers(5, 10), st.integers(14, 22)),
    steps=st.lists(st.integers(1, 60 * 24 * 3), max_size=60),
)
def test_however_often_and_seldom_somebody_looks_each_moment_is_told_once_and_none_after_the_start(
    start: int, lead: int, hours: tuple[int, int], steps: list[int]
) -> None:
    starts = FIRST + start * MINUTE
    one = Plan(starts, starts - lead * MINUTE, USUAL, Waking(*hours), RESTS, AMSTERDAM)
    now, said = one.known_since, []
    for step in [*steps, 1, 60 * 24 * 50]:
        due = due_now(one, said, now)
        if due:
            assert now < starts
            assert due.moment not in said
            said += [due.moment, *due.left_out]
        look = next_look(one, said, now)
        assert look is None or look <= starts
        now += step * MINUTE
    assert len(said) == len(set(said))


@given(
    start=STARTS,
    lead=st.integers(1, 60 * 24 * 40),
    hours=st.tuples(st.integers(5, 10), st.integers(14, 22)),
)
def test_looking_only_when_it_says_to_look_tells_everything(start: int, lead: int, hours: tuple[int, int]) -> None:
    starts = FIRST + start * MINUTE
    one = Plan(starts, starts - lead * MINUTE, USUAL, Waking(*hours), RESTS, AMSTERDAM)
    said: list[str] = []
    now = one.known_since
    for _ in range(20):
        look = next_look(one, said, now)
        if look is None:
            break
        now = look
        due = due_now(one, said, now)
        if due:
            said += [due.moment, *due.left_out]
            assert not due.late
    assert sorted(said) == sorted(moment.moment for moment in one.told)


def test_a_weekend_is_rest_and_so_is_a_day_off_of_the_school() -> None:
    assert [RESTS(day) for day in (date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 21))] == [True, False, True]
