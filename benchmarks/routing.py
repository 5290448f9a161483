"""What routing costs and what it gains: beside BM25, plain n-grams and two packages, on the same lines, in one run.

Run `python -m benchmarks.routing`. One example question in five is left out in turn; each method learns from the
rest. Accuracy is of questions within scope. Figures of time are of one core and differ per machine. The packages
bm25s and rapidfuzz are compared with when they are installed; nothing else here needs them.
"""

import importlib
import importlib.util
import math
import resource
import time
from collections import Counter, defaultdict
from functools import partial
from itertools import islice

import numpy as np

from knowledge.questions import CALM, OUTSIDE
from knowledge.routing import load_router
from knowledge.routing.examples import read_lessons
from knowledge.routing.features import pieces
from knowledge.routing.settling import FOLDS, SEED, Honest
from knowledge.routing.text import stem, words
from knowledge.routing.train import study

K1, B = 1.2, 0.75
MEGABYTE = 1024
TIMED = 600
LIKEST = 200


def four(labels):
    return list(islice(dict.fromkeys(label for label in labels if label != OUTSIDE), 4))


class Bm25s:
    """The package bm25s over stemmed words; each label by its likest line."""

    def __init__(self, lines):
        self.labels = [meant[0] for meant, _ in lines]
        self.retriever = importlib.import_module("bm25s").BM25()
        self.retriever.index([stems(text) for _, text in lines], show_progress=False)

    def rank(self, text):
        known = [term for term in stems(text) if term in self.retriever.vocab_dict]
        if not known:
            return []
        return four(self.labels[at] for at in np.argsort(-self.retriever.get_scores(known), kind="stable"))


class Rapidfuzz:
    """The package rapidfuzz, its token_sort_ratio over plain words; each label by its likest line."""

    def __init__(self, lines):
        self.labels = [meant[0] for meant, _ in lines]
        self.texts = [" ".join(words(text)) for _, text in lines]
        self.process, self.fuzz = (importlib.import_module(f"rapidfuzz.{name}") for name in ("process", "fuzz"))

    def rank(self, text):
        found = self.process.extract(" ".join(words(text)), self.texts, scorer=self.fuzz.token_sort_ratio, limit=LIKEST)
        return four(self.labels[at] for _, _, at in found)


# rapidfuzz compares with every line, letter by letter, so it is asked one question in twenty.
PACKAGES = {"bm25s": (Bm25s, 1), "rapidfuzz": (Rapidfuzz, 20)}


class Nearest:
    """Scores each label by its likest line: BM25 over terms, or the cosine of their tf-idf."""

    def __init__(self, lines, terms, *, cosine):
        self.labels = [meant[0] for meant, _ in lines]
        self.terms, self.cosine = terms, cosine
        counted = [Counter(terms(text)) for _, text in lines]
        holding = Counter(term for counts in counted for term in counts)
        self.rarity = {term: math.log(1 + (len(lines) - n + 0.5) / (n + 0.5)) for term, n in holding.items()}
        mean = sum(sum(counts.values()) for counts in counted) / len(counted)
        postings: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for at, counts in enumerate(counted):
            length = sum(counts.values())
            norm = math.sqrt(sum((n * self.rarity[term]) ** 2 for term, n in counts.items())) or 1.0
            for term, n in counts.items():
                weight = n / norm if cosine else n * (K1 + 1) / (n + K1 * (1 - B + B * length / mean))
                postings[term][0].append(at)
                postings[term][1].append(weight * self.rarity[term])
        self.postings = {term: (np.array(ats), np.array(weights)) for term, (ats, weights) in postings.items()}

    def rank(self, text):
        scores = np.zeros(len(self.labels))
        for term, times in Counter(self.terms(text)).items():
            if term in self.postings:
                ats, weights = self.postings[term]
                scores[ats] += weights * (self.rarity[term] * times if self.cosine else 1.0)
        likest = np.argsort(-scores, kind="stable")
        return four(self.labels[at] for at in likest)


def stems(text):
    return [stem(word) for word in words(text)]


def ngrams(text):
    return [piece for word in words(text) for piece in pieces(word)]


def shares(ranked, meant):
    first = sum(bool({*ids[:1]} & {*labels}) for ids, labels in zip(ranked, meant, strict=True))
    four = sum(bool({*ids[:4]} & {*labels}) for ids, labels in zip(ranked, meant, strict=True))
    return first / len(meant), four / len(meant)


def milliseconds(rank, texts):
    spent = []
    for text in texts:
        start = time.perf_counter()
        rank(text)
        spent.append(1000 * (time.perf_counter() - start))
    return np.percentile(spent, [50, 99])


def told(name, accuracy, speed):
    print(f"{name:28} first {accuracy[0]:.3f}  four {accuracy[1]:.3f}  p50 {speed[0]:6.2f} ms  p99 {speed[1]:6.2f} ms")


def baseline(name, lines, groups, make, *, one_in=1):
    ranked, meant, speed = [], [], None
    for group in range(FOLDS):
        rest = [line for line, own in zip(lines, groups, strict=True) if own != group]
        left_out = [line for line, own in zip(lines, groups, strict=True) if own == group and line[0][0] != OUTSIDE]
        method = make(rest)
        left_out = left_out[::one_in]
        ranked += [method.rank(text) for _, text in left_out]
        meant += [labels for labels, _ in left_out]
        speed = milliseconds(method.rank, [text for _, text in left_out[:TIMED]])
    told(name, shares(ranked, meant), speed)


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main():
    before, start = memory(), time.perf_counter()
    router = load_router()
    print(f"load {time.perf_counter() - start:.2f} s, {memory() - before:.0f} MB more than Python and numpy")
    lessons = read_lessons()
    lines = [((line.label, *line.also), line.text) for line in lessons.questions if line.label != CALM]
    texts = [text for _, text in lines[:: len(lines) // TIMED]]
    milliseconds(router.rank, texts[:50])
    speed = milliseconds(router.rank, texts)
    groups = np.random.default_rng(SEED).integers(0, FOLDS, len(lines)).tolist()
    baseline("BM25, stemmed words", lines, groups, partial(Nearest, terms=stems, cosine=False))
    baseline("plain n-grams, nearest", lines, groups, partial(Nearest, terms=ngrams, cosine=True))
    for name, (make, one_in) in PACKAGES.items():
        if importlib.util.find_spec(name):
            baseline(f"package {name}", lines, groups, make, one_in=one_in)
        else:
            print(f"The package {name} is not installed, so it is not compared.")
    course = study(lessons)
    honest = Honest.of(course.lines, [read.words for read in course.read], course.labels, course.learnt)
    order = np.argsort(-honest.at_random.total[:, :-1], axis=1)[:, :4]
    asked = [at for at, line in enumerate(honest.lines) if line.label not in {OUTSIDE, CALM}]
    ranked = [[honest.labels[one] for one in order[at]] for at in asked]
    told("this ranker", shares(ranked, [(honest.lines[at].label, *honest.lines[at].also) for at in asked]), speed)


if __name__ == "__main__":
    main()
