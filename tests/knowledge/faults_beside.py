"""One fault each: what shows only when tables are laid beside each other."""

from broken_tables import (
    ADHD,
    CHOICE,
    CHOICES,
    IQ,
    PARTIES,
    ROUTE,
    ROWS,
    TOGETHER,
    added,
    gone,
    line,
    one_after,
    one_fault,
    only_until,
    options,
    renamed,
    text_of,
    twice,
)

BESIDE_EACH_OTHER = [
    one_fault(
        "unknown source",
        ADHD,
        line("adhd.diagnose", "source", '"krant"'),
        ADHD,
        "adhd.diagnose",
        "unknown source 'krant'",
    ),
    one_fault(
        "unknown source of a party",
        PARTIES,
        line("mentor", "source", '"krant"'),
        PARTIES,
        "mentor",
        "unknown source 'krant'",
    ),
    one_fault(
        "unknown source of a step", ROUTE, line("pm0", "source", '"krant"'), ROUTE, "pm0", "unknown source 'krant'"
    ),
    one_fault(
        "topic nobody handles",
        ADHD,
        line("adhd.diagnose", "who", '["niemand"]'),
        ADHD,
        "adhd.diagnose",
        "unknown party 'niemand': nobody handles this",
    ),
    one_fault(
        "unknown party to check with",
        ADHD,
        line("adhd.diagnose", "check_with", '"niemand"'),
        ADHD,
        "adhd.diagnose",
        "unknown party 'niemand': nobody handles this",
    ),
    one_fault(
        "option nobody handles",
        IQ,
        only_until("iq.overig", "[topic.condition]", options("een", "twee").replace('["school"]', '["niemand"]', 1)),
        IQ,
        "iq.overig",
        "unknown party 'niemand': nobody handles this",
    ),
    one_fault(
        "unknown party of a step", ROUTE, line("pm0", "who", '["niemand"]'), ROUTE, "pm0", "unknown party 'niemand'"
    ),
    one_fault(
        "step to nowhere",
        ROUTE,
        line("collectief", "next", '["nergens"]'),
        ROUTE,
        "collectief",
        "unknown step 'nergens'",
    ),
    one_fault(
        "step of an unknown topic", ROUTE, line("pm0", "topic", '"pm.99"'), ROUTE, "pm0", "unknown topic 'pm.99'"
    ),
    one_fault(
        "step that cannot be reached",
        ROUTE,
        lambda text: text + text_of(text, "pm0").replace('"pm0"', '"pm9"'),
        ROUTE,
        "pm9",
        "cannot be reached from the start",
    ),
    one_fault("route map without a start", ROUTE, renamed("start", "begin"), ROUTE, "start", "the walk has no start"),
    one_fault(
        "certainty that differs from the row",
        ADHD,
        line("adhd.diagnose", "certainty", '"laag"'),
        ADHD,
        "adhd.diagnose",
        "certainty laag differs from hoog in responsibility.toml",
    ),
    one_fault(
        "row without topic",
        ROWS,
        lambda text: text + text_of(text, "adhd.diagnose").replace("adhd.diagnose", "adhd.nieuw"),
        ROWS,
        "adhd.nieuw",
        "has no topic that tells it",
    ),
    one_fault(
        "topic without row",
        ROWS,
        gone("adhd.diagnose"),
        ADHD,
        "adhd.diagnose",
        "stands in a block of the table but has no row in it",
    ),
    one_fault("topic told twice", ADHD, twice("adhd.diagnose"), ADHD, "adhd.diagnose", "id used twice"),
    one_fault(
        "two topics with the same title",
        IQ,
        one_after(
            line("iq.overig", "title", '{ nl = "Over de test", en = "About it" }'),
            line("iq.jeugdhulp", "title", '{ nl = "OVER DE TEST", en = "About the test" }'),
        ),
        IQ,
        "iq.overig",
        "overlaps iq.jeugdhulp: the same title in Dutch",
    ),
    one_fault(
        "two topics with the same button",
        IQ,
        one_after(
            line("iq.overig", "button", '{ nl = "Test voor school", en = "The test" }'),
            line("iq.jeugdhulp", "button", '{ nl = "Test in de zorg", en = "The test" }'),
        ),
        IQ,
        "iq.overig",
        "overlaps iq.jeugdhulp: the same button in English",
    ),
    one_fault(
        "choice of an unknown topic",
        CHOICES,
        added(CHOICE.format(one="iq.overig", other="iq.onbekend", **TOGETHER)),
        CHOICES,
        "Welke van de twee?",
        "unknown topic 'iq.onbekend'",
    ),
    one_fault(
        "choice with the same button on both sides",
        CHOICES,
        added(CHOICE.format(one="smw.regulier", other="overig.bso", question="Wat?", left="dit", right="dit")),
        CHOICES,
        "Wat?",
        "two sides with the same button (nl)",
    ),
    one_fault(
        "two choices between the same topics",
        CHOICES,
        added(
            CHOICE.format(one="smw.regulier", other="overig.bso", **TOGETHER)
            + CHOICE.format(one="overig.bso", other="smw.regulier", question="Nog eens?", left="a1", right="b1")
        ),
        CHOICES,
        "Nog eens?",
        "overlaps «Welke van de twee?»: tells the same topics apart",
    ),
]
