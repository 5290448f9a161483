"""What is shown of small counts, looked at as somebody does who wants to know them: by trying every possibility."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evaluation.disclosure import Column, Hidden, protect, total_of

SCHOOLS = tuple("abcdef")
MOST = 60
COUNTS = st.lists(st.integers(0, 14), min_size=1, max_size=6).map(lambda found: dict(zip(SCHOOLS, found, strict=False)))
SMALL = frozenset(range(5))


def values_of(column: Column, school: str, insider: str | None) -> frozenset[int]:
    """Give what one count can be by itself, to somebody of `insider`."""
    shown = column.counts[school] if school == insider else column.cells[school]
    if isinstance(shown, int):
        return frozenset({shown})
    return SMALL if shown is Hidden.BELOW else frozenset(range(5, MOST))


def sums(parts: Sequence[frozenset[int]]) -> frozenset[int]:
    reached = frozenset({0})
    for part in parts:
        reached = frozenset(one + other for one in reached for other in part if one + other < 6 * MOST)
    return reached


def possible(columns: Sequence[Column], total: int | Hidden, insider: str | None) -> list[tuple[Column, str, set[int]]]:
    """Give for each count that is not shown to `insider` every value that fits all that is shown."""
    left = []
    for at, column in enumerate(columns):
        others = sums([sums_of(other, insider) for place, other in enumerate(columns) if place != at])
        for school in column.counts.keys() - {insider}:
            rest = sums([values_of(column, other, insider) for other in column.counts.keys() - {school}])
            fits = {
                value
                for value in values_of(column, school, insider)
                if any(_fits(column, value + one, others, total) for one in rest)
            }
            if not isinstance(column.cells[school], int):
                left.append((column, school, fits))
    return left


def sums_of(column: Column, insider: str | None) -> frozenset[int]:
    if isinstance(column.total, int):
        return frozenset({column.total})
    return sums([values_of(column, school, insider) for school in column.counts])


def _fits(column: Column, reached: int, others: frozenset[int], total: int | Hidden) -> bool:
    if isinstance(column.total, int) and reached != column.total:
        return False
    return not isinstance(total, int) or total - reached in others


def must_stay_secret(columns: Sequence[Column], total: int | Hidden) -> None:
    for insider in (None, *SCHOOLS):
        for column, school, fits in possible(columns, total, insider):
            assert column.counts[school] in fits
            assert len(fits) >= 5, (insider, school, column, total)
            assert column.cells[school] is not Hidden.BELOW or fits == SMALL, (insider, school, column, total)


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_nobody_works_out_a_count_from_what_is_shown_of_a_period(counts: Mapping[str, int]) -> None:
    must_stay_secret([protect(counts)], Hidden.WITHHELD)


@given(st.lists(COUNTS, min_size=2, max_size=3))
@settings(max_examples=25, deadline=None)
def test_nobody_works_out_a_count_from_a_year_beside_its_periods(periods: list[Mapping[str, int]]) -> None:
    columns = [protect(counts) for counts in periods]
    must_stay_secret(columns, total_of(columns))


@given(st.lists(COUNTS, min_size=2, max_size=4))
@settings(max_examples=50, deadline=None)
def test_no_difference_between_totals_brings_out_a_hidden_period(periods: list[Mapping[str, int]]) -> None:
    """The year so far, told after each period, differs from one time to the next by exactly that period."""
    columns = [protect(counts) for counts in periods]
    told = [total_of(columns[: many + 1]) for many in range(len(columns))]
    for (before, after), column in zip(pairwise(told), columns[1:], strict=True):
        if isinstance(before, int) and isinstance(after, int):
            assert after - before == column.total


@given(COUNTS)
@settings(max_examples=100, deadline=None)
def test_nothing_below_five_is_ever_shown(counts: Mapping[str, int]) -> None:
    column = protect(counts)
    assert all(shown >= 5 for shown in (*column.cells.values(), column.total) if isinstance(shown, int))
    assert all(column.cells[school] == one for school, one in counts.items() if isinstance(column.cells[school], int))


@pytest.mark.parametrize(("count", "shown"), [(0, Hidden.BELOW), (4, Hidden.BELOW), (5, 5)])
def test_four_is_hidden_and_five_is_shown(count: int, shown: int | Hidden) -> None:
    assert protect({"a": count}).cells == {"a": shown}


def test_of_two_schools_no_total_is_shown_and_of_three_it_is() -> None:
    assert protect({"a": 20, "b": 20}).total is Hidden.WITHHELD
    assert protect({"a": 20, "b": 20, "c": 20}).total == 60


def test_a_total_that_one_school_makes_up_almost_alone_is_not_shown() -> None:
    assert protect({"a": 20, "b": 2, "c": 2}).total is Hidden.WITHHELD
    assert protect({"a": 20, "b": 9, "c": 8}).total == 37


def test_a_total_that_can_be_made_up_in_one_way_only_is_not_shown() -> None:
    assert protect({"a": 4, "b": 4, "c": 4}).total is Hidden.WITHHELD
    assert protect(dict.fromkeys("abcdef", 2)).total == 12


def test_one_small_school_among_large_ones_hides_others_with_it_so_that_the_total_can_stay() -> None:
    column = protect({"a": 12, "b": 3, "c": 11, "d": 14})
    assert column.total == 40
    assert column.cells["b"] is Hidden.BELOW
    assert [school for school, shown in column.cells.items() if shown is Hidden.WITHHELD] == ["a", "c"]
