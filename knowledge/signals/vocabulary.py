"""The words of a signal, ready to use: forms brought under words, mistyped ones mended, cues looked up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from knowledge.signals.cues import CueBook
from knowledge.signals.mending import Mender
from knowledge.signals.numbers import number_words, ordinal_words
from knowledge.signals.table import SignalTable, read_table

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
PARTS_OF_DAY = ("ochtend", "morgen", "middag", "avond", "nacht", "s")
SPECIAL = "…/*§"
ANY = "*"


class Vocabulary:
    """Brings the words people type under the words this package reasons with."""

    def __init__(self, table: SignalTable) -> None:
        self._words: dict[str, str] = {word: str(number) for word, number in number_words(table.number).items()}
        self._words.update(ordinal_words(table.ordinals))
        self._endings: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for word, forms in table.word.items():
            for form in forms:
                self._learn(tuple(form.split()), word)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._words.update({day + part: day for day in WEEKDAYS for part in PARTS_OF_DAY})
        self._doubtful = {entry.form: entry for entry in table.doubtful}
        self._mender = Mender(self._words, self._known(table))
        self.cues = CueBook(self._canonical_cues({**table.cue, **table.concern}))
        self.asking = {
            name: frozenset(self._cue(phrase) for phrase in table.asking[name]) for name in ("verbs", "subjects")
        }
        self.openers = CueBook(self._canonical_cues(table.asking))
        self.exclaimed = frozenset(table.asking["exclaimed"])
        self.endings = tuple(f" {phrase}" for phrase in table.asking["endings"])
        self.concerns = frozenset(table.concern)

    def _learn(self, form: tuple[str, ...], word: str) -> None:
        if form[0].startswith(ANY):
            self._endings[form[0].removeprefix(ANY)] = word
        elif len(form) == 1:
            self._words[form[0]] = word
        else:
            self._phrases[form[0]].append((form, word))

    def canonical(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Give each word as we reason with it, and how many of the typed words it stands for."""
        mended = [self._mender.mended(word) for word in typed]
        at = 0
        while at < len(mended):
            form, word = self._phrase_at(mended, at)
            if not form:
                form, word = (mended[at],), self._single(mended, at)
            yield word, len(form)
            at += len(form)

    def meaning(self, typed: str) -> str:
        """Give a word by itself as we reason with it."""
        return self._single([self._mender.mended(typed)], 0)

    def _phrase_at(self, words: Sequence[str], at: int) -> tuple[tuple[str, ...], str]:
        for form, word in self._phrases.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                return form, word
        return (), ""

    def _single(self, words: Sequence[str], at: int) -> str:
        word = words[at]
        if (doubtful := self._doubtful.get(word)) is None:
            return self._words.get(word) or self._compound(word)
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        return doubtful.means if doubtful.holds(before, after) else word

    def _compound(self, word: str) -> str:
        """Read a word by its ending, «knieblessure», where it is no word of its own."""
        return next((means for end, means in self._endings.items() if word.endswith(end) and word != end), word)

    def _canonical_cues(self, cues: dict[str, list[str]]) -> dict[str, set[str]]:
        return {name: {self._cue(phrase) for phrase in phrases} for name, phrases in cues.items()}

    def _cue(self, phrase: str) -> str:
        """Bring a cue under the words it is looked for among: its own forms are canonical words too."""
        parts: list[str] = []
        plain: list[str] = []
        for part in [*phrase.split(), ""]:
            if part and not any(sign in part for sign in SPECIAL):
                plain.append(part)
                continue
            parts.extend(word for word, _ in self.canonical(plain))
            plain.clear()
            parts.append("/".join(dict.fromkeys(self._single([one], 0) for one in part.split("/"))))
        return " ".join(part for part in parts if part)

    def _known(self, table: SignalTable) -> set[str]:
        lists: Iterable[list[str]] = (*table.cue.values(), *table.concern.values(), *table.asking.values())
        cue_words = {
            word for phrases in lists for phrase in phrases for part in phrase.split() for word in part.split("/")
        }
        in_phrases = {word for phrases in self._phrases.values() for form, _ in phrases for word in form}
        return {*self._words, *cue_words, *in_phrases, *table.leave, *self._doubtful}


@cache
def vocabulary() -> Vocabulary:
    """Give the words that ship with the product; raises TableError when they are wrong."""
    return Vocabulary(read_table())
