"""Writes the snapshots anew."""

from . import NAMES, drawn, file_of

for name in NAMES:
    file_of(name).write_text(drawn(name), encoding="utf-8")
