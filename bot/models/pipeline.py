"""What came in, what must be said, who we talk with, what editors must look at."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind, SealedJson, SealedText, beside

WAITING, DONE, SET_ASIDE = "waiting", "done", "set_aside"
KEPT_BACK = "kept_back"
"""Cleaned of what identified, and kept for an hour until the sender says whether it may go on so."""
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Not before any moment we live to see: what may go at once goes, also when the computer's clock is set back."""
SENT, REFUSED = "sent", "refused"
EXPIRED = "expired"
"""The outcome of what was not sent in time to be right."""
UNANSWERED, DISPUTED = "unanswered", "disputed"


class Incoming(Base):
    """An update without what identifies (`bot.door`): stored before it is confirmed, handled in one transaction.

    A day later its payload is empty and nobody knows any more which chat it came from.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index(None, "state", "chat_hash", "update_id"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None] = mapped_column(SealedJson("inbox.chat_id", found_by="chat_hash"))
    chat_hash: Mapped[int | None] = mapped_column(Blind(TELEGRAM), default=beside("chat_id"))
    payload: Mapped[dict[str, Any]] = mapped_column(SealedJson("inbox.payload"))
    state: Mapped[str] = mapped_column(String(12), default=WAITING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault_code: Mapped[str | None] = mapped_column(String(12))


class Outgoing(Base):
    """One request to Telegram that must be made: order is kept per chat.

    Where something `fleeting` stands is kept in FleetingMessage once it is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "not_before", "id"),
        Index(None, "chat_hash", "state", "id"),
        # Only those that expired are in it: few ever are, and the clock asks for them each minute. Its migration says
        # so: said here, each start would load what is needed for either database.
        Index("ix_outbox_expired", "outcome"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    chat_id: Mapped[int | None] = mapped_column(SealedJson("outbox.chat_id", found_by="chat_hash"))
    chat_hash: Mapped[int | None] = mapped_column(Blind(TELEGRAM), default=beside("chat_id"))
    method: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(SealedJson("outbox.params"))
    picture: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("outbox.picture"))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(12), default=WAITING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str | None] = mapped_column(String(40))
    fleeting: Mapped[bool] = mapped_column(Boolean, default=False)


class FleetingMessage(Base):
    """A message about a case in somebody's chat: it must be taken out before Telegram no longer lets us.

    `can_be_edited` says whether the bot can put words in its place when it comes too late: not in a picture, and not in
    what somebody else typed.
    """

    __tablename__ = "fleeting_messages"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(SealedJson("fleeting_messages.chat_id", found_by="chat_hash"))
    chat_hash: Mapped[int] = mapped_column(Blind(TELEGRAM), default=beside("chat_id"), index=True)
    message_id: Mapped[int] = mapped_column(BigInteger)
    can_be_edited: Mapped[bool] = mapped_column(Boolean)
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Person(Base):
    """Somebody the bot talks with: the language chosen, and whether messages still arrive."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(SealedJson("people.telegram_id", found_by="telegram_hash"))
    telegram_hash: Mapped[int] = mapped_column(Blind(TELEGRAM), unique=True, default=beside("telegram_id"))
    language: Mapped[str | None] = mapped_column(String(2))
    reachable: Mapped[bool] = mapped_column(Boolean, default=True)


class Thread(Base):
    """What somebody was last told about in a chat, so that «en wie betaalt dat?» is understood."""

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("chat_hash", "telegram_hash"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    chat_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    telegram_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    topic: Mapped[str] = mapped_column(String(40))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EditorQuestion(Base):
    """A question that editors must look at, without who asked it; the words only where nothing in them identifies."""

    __tablename__ = "editor_questions"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    topic: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(SealedText("editor_questions.words"))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
