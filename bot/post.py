"""Settings for e-mail, off unless a host is given, and the sending of one message."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator

WORD = "application"
DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
PATIENCE_SECONDS = 30
Security = Literal["starttls", "tls", "none"]


class PostSettings(BaseModel):
    """How e-mail is sent; without a host the bot sends none."""

    smtp_host: str | None = Field(default=None, description="the mail server; without it no e-mail is sent")
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Security = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = Field(default=None, validate_default=True, description="goes with the user")
    smtp_from: str | None = Field(default=None, validate_default=True, description="the address it comes from")

    @field_validator("smtp_password")
    @classmethod
    def _goes_with_the_user(cls, password: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (password is None) != (info.data.get("smtp_user") is None):
            raise ValueError("a user and a password are given together, or neither")
        if password is not None and info.data.get("smtp_security") == "none":
            raise ValueError("is never sent over a connection that others can read")
        return password

    @field_validator("smtp_from")
    @classmethod
    def _sender_is_given(cls, address: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("smtp_host") and (address is None or "@" not in address):
            raise ValueError("is missing: with a mail server, give the address that e-mail comes from")
        return address

    @property
    def mails(self) -> bool:
        """Say whether e-mail can be sent."""
        return self.smtp_host is not None


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail with one Word file; `reference` lets who gets it twice see that it is the same."""

    to: str
    subject: str
    words: str
    file_name: str
    file: bytes
    reference: str


def send(settings: PostSettings, letter: Letter, now: datetime) -> None:
    """Send an e-mail and wait until the server has it; raises OSError or SMTPException."""
    import smtplib  # noqa: PLC0415  # few send e-mail
    import ssl  # noqa: PLC0415

    host = settings.smtp_host or ""
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, settings.smtp_port, timeout=PATIENCE_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, settings.smtp_port, timeout=PATIENCE_SECONDS)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(_message(settings, letter, now))


def _message(settings: PostSettings, letter: Letter, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.smtp_from, letter.to, letter.subject
    message["Date"], message["Message-ID"] = format_datetime(now), f"<{letter.reference}@wegwijs>"
    message.set_content(letter.words)
    message.add_attachment(letter.file, maintype=WORD, subtype=DOCX, filename=letter.file_name)
    return message
