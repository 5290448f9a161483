"""The evaluation of an AOJ-team: its questions, its figures, and what may be shown of them to whom."""

from knowledge.evaluation.guide import Guide, guide

__all__ = ["Guide", "guide"]
