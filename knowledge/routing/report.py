"""How good is the ranker, by lines it did not see? `python -m knowledge.routing.report`, about three minutes.

Nested: the lines of a group are left out of what is learnt and of how sure it may be. The rarity of words and the
directions of meaning are taken over all lines, without their labels.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.questions import CALM, OUTSIDE, STYLES, Example
from knowledge.routing.examples import read_lessons
from knowledge.routing.judging import SAFETY, Judge, Verdict
from knowledge.routing.kernel import Parts
from knowledge.routing.ranking import CANDIDATES_SHOWN
from knowledge.routing.settling import FOLDS, SEED, Honest, settle
from knowledge.routing.train import study

PAIRS_TOLD = 15
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and how it was judged unseen."""

    line: Example
    verdict: Verdict

    @property
    def shown(self) -> list[str]:
        """Give the topics that would be offered."""
        return [one.id for one in self.verdict.ranking.candidates[:CANDIDATES_SHOWN]]

    @property
    def right(self) -> bool:
        """Tell whether the first topic answers the question."""
        return any(map(self.line.answered_by, self.shown[:1]))


def judged(honest: Honest, groups: Rows, *, by_style: bool) -> list[Judged]:
    """Judge each group with what was settled on the others."""
    found: list[Judged] = []
    for group in sorted(set(groups.tolist())):
        judge = Judge.of(settle(_only(honest, np.flatnonzero(groups != group))) | {"labels": honest.labels})
        parts = honest.by_style if by_style else honest.at_random
        for at in np.flatnonzero(groups == group):
            one = Parts(parts.features[at][None], parts.meaning[at][None])
            found.append(Judged(honest.lines[at], judge.judge(honest.words[at], one)))
    return found


def figures(found: Sequence[Judged]) -> dict[str, float]:
    """Count the figures of `checks`: shares of questions inside, outside, acute, and all but acute."""
    inside = [one for one in found if one.line.label not in {OUTSIDE, CALM}]
    outside = [one for one in found if one.line.label == OUTSIDE]
    acute = [one for one in inside if one.line.label == SAFETY]
    calm = [one for one in found if one.line.label not in {SAFETY, CALM, "privacy.criminaliteit"}]
    hard = [one for one in found if one.line.label == CALM]
    wrong = [one for one in inside if one.verdict.ranking.certain and not one.right]
    return {
        "first": _share(inside, [one for one in inside if one.right]),
        "first_four": _share(inside, [one for one in inside if any(map(one.line.answered_by, one.shown))]),
        "certain": _share(inside, [one for one in inside if one.verdict.ranking.certain]),
        "certain_wrong": _share(inside, wrong),
        "outside_certain": _share(outside, [one for one in outside if one.verdict.ranking.certain]),
        "outside_refused": _share(outside, [one for one in outside if not one.shown]),
        "inside_refused": _share(inside, [one for one in inside if not one.shown]),
        "safety_found": _share(acute, [one for one in acute if one.verdict.ranking.safety]),
        "safety_false": _share(calm, [one for one in calm if one.verdict.ranking.safety]),
        "safety_false_hard": _share(hard, [one for one in hard if one.verdict.ranking.safety]),
    }


def report(found: Sequence[Judged]) -> Iterator[str]:
    """Tell the figures, each topic, weakest first, the pairs mistaken most, and how chances compare with outcomes."""
    yield "  ".join(f"{name} {value:.4f}" for name, value in figures(found).items())
    inside = [one for one in found if one.line.label not in {OUTSIDE, CALM}]
    right = Counter(one.line.label for one in inside if one.right)
    of = Counter(one.line.label for one in inside)
    mistaken = Counter((one.line.label, (one.shown or ["(geweigerd)"])[0]) for one in inside if not one.right)
    yield "\ntopics, weakest first: right first, and what is answered instead"
    for label in sorted(of, key=lambda label: (right[label] / of[label], label)):
        instead = [f"{got} {times}" for (wanted, got), times in mistaken.most_common() if wanted == label][:3]
        yield f"  {label:32} {right[label] / of[label]:.2f}   {', '.join(instead)}"
    yield "\npairs mistaken most"
    yield from (f"  {times:3}  {wanted} -> {got}" for (wanted, got), times in mistaken.most_common(PAIRS_TOLD))
    yield "\ncertainty told and found"
    for low, high in pairwise(BINS):
        within = [one for one in inside if low <= one.verdict.certainty < high or high == one.verdict.certainty == 1]
        hits = [one for one in within if one.right]
        yield f"  {low:.2f}-{high:.2f}  {len(within):5} questions, right {_share(within, hits):.3f}"


def main() -> None:
    """Learn, leave out, and print."""
    course = study(read_lessons())
    honest = Honest.of(course.lines, [read.words for read in course.read], course.labels, course.learnt)
    at_random = np.random.default_rng(SEED).integers(0, FOLDS, len(honest.lines))
    style = np.array([STYLES.index(line.style) for line in honest.lines])
    for name, groups in (("left out at random", at_random), ("left out by style of writing", style)):
        sys.stdout.write(f"\n== {name}\n")
        found = judged(honest, groups, by_style=groups is style)
        sys.stdout.writelines(f"{line}\n" for line in report(found))
    sys.stdout.write("\n== by style (left out)\n")
    for label in STYLES:
        own = [one for one in found if one.line.style == label]
        sys.stdout.write(
            f"  {label:8} {len(own):5}  first {figures(own)['first']:.3f}  four {figures(own)['first_four']:.3f}\n"
        )


def _only(honest: Honest, rows: Rows) -> Honest:
    def cut(parts: Parts) -> Parts:
        return Parts(parts.features[rows], parts.meaning[rows])

    lines, words = tuple(honest.lines[at] for at in rows), [honest.words[at] for at in rows]
    return Honest(lines, words, honest.labels, cut(honest.at_random), cut(honest.by_style))


def _share(of: Sequence[object], hits: Sequence[object]) -> float:
    return round(len(hits) / len(of), 4) if of else 0.0


if __name__ == "__main__":
    main()
