"""The keyring: what it seals only it opens, in the place it was sealed for; what it hashes tells nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keys import KEY, KEYS, OTHER_KEY

from bot.keyring import Keyring, KeyringError, UnsealError, new_key, write_key

OTHER = Keyring.read(OTHER_KEY)
ROTATING = Keyring.read(f"{OTHER_KEY}, {KEY}")


@given(st.binary())
def test_what_was_sealed_is_opened_by_the_same_key_in_the_same_place(content: bytes) -> None:
    assert KEYS.unseal(KEYS.seal(content, "signals.code"), "signals.code") == content


@given(st.binary(), st.data())
def test_whatever_is_changed_in_what_was_sealed_is_refused(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(KEYS.seal(content, "signals.code"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(UnsealError):
        KEYS.unseal(bytes(sealed), "signals.code")


@given(st.binary(), st.data())
def test_what_was_cut_short_is_refused(content: bytes, data: st.DataObject) -> None:
    sealed = KEYS.seal(content, "signals.code")
    with pytest.raises(UnsealError):
        KEYS.unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], "signals.code")


@given(st.binary())
def test_what_was_moved_to_another_column_is_refused(content: bytes) -> None:
    with pytest.raises(UnsealError, match=r"agreements\.words: was changed, or moved from elsewhere"):
        KEYS.unseal(KEYS.seal(content, "signals.code"), "agreements.words")


@given(st.binary())
def test_another_key_says_which_key_is_missing(content: bytes) -> None:
    with pytest.raises(UnsealError, match=f"sealed with key {KEYS.id}, which is not in the keyring"):
        OTHER.unseal(KEYS.seal(content, "signals.code"), "signals.code")


def test_the_same_content_is_sealed_differently_each_time() -> None:
    assert len({KEYS.seal(b"K7T-4", "signals.code") for _ in range(100)}) == 100


def test_a_key_that_came_before_still_opens_and_the_new_one_seals() -> None:
    assert ROTATING.unseal(KEYS.seal(b"K7T-4", "signals.code"), "signals.code") == b"K7T-4"
    assert OTHER.unseal(ROTATING.seal(b"K7T-4", "signals.code"), "signals.code") == b"K7T-4"
    assert (ROTATING.id, [key.id for key in ROTATING.older]) == (OTHER.id, [KEYS.current.id])


@pytest.mark.parametrize("typed", ["K7T-4", "k7t-4", " K7T-4 ", "\uff2b7T-4"])
def test_a_code_is_found_again_however_it_was_typed(typed: str) -> None:
    assert KEYS.blind(typed) == KEYS.blind("K7T-4")


@pytest.mark.parametrize("other", ["K7T-5", "K7T4", "K7T 4", ""])
def test_another_code_has_another_hash(other: str) -> None:
    assert KEYS.blind(other) != KEYS.blind("K7T-4")


def test_a_hash_tells_nothing_without_the_key_and_nothing_of_another_kind() -> None:
    assert len({KEYS.blind("2231"), OTHER.blind("2231"), KEYS.blind("2231", "telegram")}) == 3
    assert "2231" not in KEYS.blind("2231")


@pytest.mark.parametrize(
    "spoil", [lambda key: key[:-1], lambda key: f"{key}A", lambda key: f"{key[:-1]}é", lambda key: f"*{key[1:]}"]
)
def test_what_is_no_key_is_refused(spoil: Callable[[str], str]) -> None:
    with pytest.raises(KeyringError, match="«wegwijs key new» makes one"):
        Keyring.read(spoil(KEY))


def test_a_new_key_is_one_and_each_is_another() -> None:
    assert len({Keyring.read(new_key()).id for _ in range(20)}) == 20


def test_only_its_owner_may_read_a_key_file_and_none_is_overwritten(tmp_path: Path) -> None:
    write_key(tmp_path / "key", KEY)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_key(tmp_path / "key", OTHER_KEY)
    assert Keyring.read((tmp_path / "key").read_text()).id == KEYS.id
