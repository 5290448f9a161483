"""Concepts in words: whole words, beginnings and insides, at a cost that grows with the word and no faster."""

from knowledge.routing.lexicon import lexicon_of

LONGEST_MESSAGE = 4096


class Counted(dict[str, set[str]]):
    """A table that counts how often it is asked."""

    asked = 0

    def get(self, form: str, default: set[str] | None = None) -> set[str] | None:  # type: ignore[override]
        Counted.asked += 1
        return super().get(form, default)


def test_a_form_is_found_in_front_inside_and_as_a_whole() -> None:
    lexicon = lexicon_of({"verzuim": ["ziek*", "*verzuim*", "spijbelen"]})
    for word in ("ziekmelding", "ziek", "schoolverzuimkaart", "verzuim", "spijbelen"):
        assert list(lexicon.concepts([word])) == ["verzuim"]
    for word in ("muziek", "verzui", "spijbelende"):
        assert list(lexicon.concepts([word])) == []


def test_a_message_that_is_one_long_word_costs_no_more_than_as_many_short_ones() -> None:
    lexicon = lexicon_of({"verzuim": ["ziek*", "*verzuim*"]})
    lexicon.inside = Counted(lexicon.inside)
    long = "".join(chr(ord("a") + number * number % 26) for number in range(LONGEST_MESSAGE))
    list(lexicon.concepts([long]))
    assert 0 < Counted.asked < LONGEST_MESSAGE * len("verzuim")


def test_a_phrase_is_found_in_whole_and_only_as_a_whole() -> None:
    lexicon = lexicon_of({"verzuim": ["te laat", "niet op school"]})
    assert list(lexicon.concepts(["hij", "is", "te", "laat", "en", "niet", "op", "school"])) == ["verzuim", "verzuim"]
    for text in ("te", "laat te", "niet op", "te vaak laat"):
        assert list(lexicon.concepts(text.split())) == []
