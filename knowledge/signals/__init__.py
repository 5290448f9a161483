"""One typed line read as an absence signal: whom it is about, what happened and when."""

from knowledge.signals.draft import Kind, SignalDraft
from knowledge.signals.reading import code_in, day_told, read_otherwise, read_signal

__all__ = ["Kind", "SignalDraft", "code_in", "day_told", "read_otherwise", "read_signal"]
