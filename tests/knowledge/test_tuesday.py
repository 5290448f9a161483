"""«di» is Tuesday in a signal, and Di is a name."""

import pytest

from knowledge.privacy import identifies


@pytest.mark.parametrize(
    "line",
    [
        "2231 ma en di telkens 3 uur gespijbeld",
        "ziek H3-21 vanaf di",
        "V6-88 was vorige week ziek van di t/m do",
        "R8-33 maandag ziek, di weer op school",
        "Hoi, B2-077 is vanmorgen niet gekomen",
    ],
)
def test_the_day_is_no_name(line: str) -> None:
    assert not identifies(line).what


@pytest.mark.parametrize("line", ["Di is vandaag ziek", "ik maak me zorgen over Di"])
def test_a_name_stays_a_name(line: str) -> None:
    assert identifies(line).what
