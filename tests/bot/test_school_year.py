"""A small piece of the made-up school year: nothing in silence, nothing twice, nobody without a next moment."""

from datetime import date

from benchmarks.school_year import run


async def test_some_days_of_three_schools_leave_no_case_in_silence() -> None:
    year, found = await run(3, 9, first=date(2026, 11, 9))
    assert year.faults == []
    assert (found["silent"], found["twice"], found["faults"]) == (0, 0, 0)
    assert found["cases"]
    assert found["taken"]
    assert found["messages"]
