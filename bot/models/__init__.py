"""The tables, a file for each part of the house; importing this knows them all."""

from bot.models.base import Base, UtcDateTime
from bot.models.cases import Agreement, Draft, Escalation, EscalationStep, Signal
from bot.models.pipeline import (
    DISPUTED,
    DONE,
    REFUSED,
    SENT,
    SET_ASIDE,
    UNANSWERED,
    WAITING,
    EditorQuestion,
    Incoming,
    Outgoing,
    Person,
    Thread,
)
from bot.models.school import ACTIVE, LEFT, WAITING_FOR_CHAIR, Invitation, Member, School, Service

__all__ = [
    "ACTIVE",
    "DISPUTED",
    "DONE",
    "LEFT",
    "REFUSED",
    "SENT",
    "SET_ASIDE",
    "UNANSWERED",
    "WAITING",
    "WAITING_FOR_CHAIR",
    "Agreement",
    "Base",
    "Draft",
    "EditorQuestion",
    "Escalation",
    "EscalationStep",
    "Incoming",
    "Invitation",
    "Member",
    "Outgoing",
    "Person",
    "School",
    "Service",
    "Signal",
    "Thread",
    "UtcDateTime",
]
