"""The guard and short forms with dots: they look like initials and are nobody's, unless somebody is called so."""

import pytest

from knowledge.privacy import identifies


def redacted(text: str) -> str:
    return identifies(text).redacted


@pytest.mark.parametrize(
    "text",
    [
        "L3-017 ziek v.a. maandag",
        "L3-017 ziek v.a. 2 nov",
        "ziek sinds maandag j.l. L3-017",
        "L3-017 afwezig i.v.m. begrafenis",
        "afwezig i.v.m. tandarts",
        "L3-017 a.u.b. bellen",
        "m.b.t. L3-017 ziek",
        "graag z.s.m. een reactie",
        "ziek i.v.m griep",
    ],
)
def test_a_short_form_is_nobody(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("J.L. is ziek", "[naam] is ziek"),
        ("j.l. is ziek", "[naam] is ziek"),
        ("ll v.a. is ziek", "ll [naam] is ziek"),
        ("gesprek m.b.t. Daan", "gesprek m.b.t. [naam]"),
        ("t.a.v. J. Bakker", "t.a.v. [naam]"),
    ],
)
def test_initials_and_the_name_beside_a_short_form_are_found(text: str, kept: str) -> None:
    assert redacted(text) == kept
