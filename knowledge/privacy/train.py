"""Learn to tell names: `python -m knowledge.privacy.train`, some four minutes on one core.

With the argument `honest` it learns without every fifth example question, and prints in which of those it raises a
false alarm; nothing is written then.
"""

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable

import numpy as np

from knowledge.privacy.bars import PARTICLES
from knowledge.privacy.features import FACTS, Reader
from knowledge.privacy.hearing import learn_sounds
from knowledge.privacy.learning import IGNORE, Corpus, learn_network
from knowledge.privacy.lessons import lessons, read_slots, read_templates
from knowledge.privacy.lists import DATA, Kind, read_lists, table_of
from knowledge.privacy.names import certain_names, other_script
from knowledge.privacy.shipped import MODEL, write
from knowledge.privacy.tagger import EDGE, UNKNOWN, Tagger
from knowledge.privacy.tokens import Shape, Token, tokens_of
from knowledge.privacy.writing import Lesson
from knowledge.questions import read_questions

HELD_OUT_EVERY = 5
NETWORKS = 3
SEED = 6
FAMILIAR_FROM = 3
NO_WORDS = ("<unknown>", "<edge>")
QUESTIONS = DATA.parent / "questions"

log = logging.getLogger(__name__)


def main(arguments: list[str]) -> None:
    """Learn from everything and write the model, or tell how well it does on what it did not see."""
    questions = [example.text for example in read_questions(QUESTIONS, []).examples]
    if "honest" not in arguments:
        write(train(questions))
        log.info("written: %.2f MB", MODEL.stat().st_size / 1e6)
        return
    held = questions[::HELD_OUT_EVERY]
    tagger = train([question for at, question in enumerate(questions) if at % HELD_OUT_EVERY])
    alarms = [question for question in held if certain_names(question, tagger)]
    log.info("%s\nfalse alarms in questions not seen: %.2f%%", "\n".join(alarms), 100 * len(alarms) / len(held))


def train(questions: list[str]) -> Tagger:
    """Learn from example questions and all templates."""
    kinds = read_lists()
    sounds = learn_sounds(kinds, SEED)
    sentences = [(lesson, tokens_of(lesson.text)) for lesson in lessons(kinds, questions, SEED)]
    familiar = familiar_words(questions)
    for word in familiar:
        if word.isalpha():
            kinds[word] = kinds.get(word, 0) | Kind.COMMON.bit
    vocabulary = {word: at for at, word in enumerate((*NO_WORDS, *sorted(familiar)))}
    reader = Reader(table_of(kinds), sounds)
    corpus = _corpus(sentences, vocabulary, reader)
    log.info("%d sentences, %d tokens, %d familiar words", len(sentences), len(corpus.ids), len(vocabulary))
    networks = tuple(learn_network(corpus, len(vocabulary), SEED + number) for number in range(NETWORKS))
    return Tagger(networks, vocabulary, reader)


def familiar_words(questions: Iterable[str]) -> set[str]:
    """Give the words and signs that occur often enough in questions, or stand in our own templates and their slots."""
    counts = Counter(token.key for text in questions for token in tokens_of(text) if _has_word(token))
    own = [re.sub(r"\{\w+\}", " ", template) for templates in read_templates().values() for template in templates]
    own += [words for listed in read_slots().values() for words in listed]
    written = {token.key for text in own for token in tokens_of(text) if _has_word(token)}
    return {word for word, times in counts.items() if times >= FAMILIAR_FROM or other_script(word)} | written


def _has_word(token: Token) -> bool:
    return token.shape in {Shape.WORD, Shape.SIGN, Shape.INITIALS}


def _corpus(sentences: list[tuple[Lesson, list[Token]]], vocabulary: dict[str, int], reader: Reader) -> Corpus:
    sizes = [len(tokens) for _, tokens in sentences]
    total = sum(sizes) + 2 * FACTS
    ids, facts = np.full(total, EDGE, dtype=np.intp), np.zeros((total, FACTS), dtype=np.float32)
    labels, sentence = np.full(total, IGNORE, dtype=np.int8), np.zeros(total, dtype=np.intp)
    at = FACTS
    for number, (lesson, tokens) in enumerate(sentences, start=1):
        after = at + len(tokens)
        ids[at:after] = [vocabulary.get(token.key, UNKNOWN) for token in tokens]
        facts[at:after] = reader.facts(tokens)
        labels[at:after] = [_label(token, lesson) for token in tokens]
        sentence[at:after] = number
        at = after
    sentence[at:] = len(sentences) + 1
    return Corpus(ids, facts, labels, sentence, np.flatnonzero(labels != IGNORE))


def _label(token: Token, lesson: Lesson) -> int:
    if token.shape not in {Shape.WORD, Shape.INITIALS}:
        return IGNORE
    named = any(token.start < end and start < token.end for start, end in lesson.names)
    if named and (token.key in PARTICLES or len(token.key) == 1):
        return IGNORE
    return int(named)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
