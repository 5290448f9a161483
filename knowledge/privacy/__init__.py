"""Does this text identify a pupil? Names, numbers, addresses and pictures are found, told and masked."""

from knowledge.privacy.findings import MASKS, Findings, Span, What
from knowledge.privacy.guard import identifies

__all__ = ["MASKS", "Findings", "Span", "What", "identifies"]
