"""What people send besides text: photo, document, voice, location, contact."""

from collections.abc import Callable
from typing import Any

from bot.demo.acts import text_of
from bot.demo.backend import Backend
from bot.demo.content import document_content, photo_content
from bot.demo.errors import BotApiError, PageError
from bot.demo.params import Params, Upload
from bot.demo.people import Persona

Content = dict[str, Any]

SILENCE = Upload("voice.ogg", "audio/ogg", b"OggS")


def photo(backend: Backend, persona: Persona, params: Params) -> Content:
    """A PNG or JPEG with a caption."""
    del persona
    _require_file(params)
    try:
        content = photo_content(backend, params, name="file")
    except BotApiError:
        raise PageError(400, "no_photo") from None
    return content | _caption(params)


def document(backend: Backend, persona: Persona, params: Params) -> Content:
    """Any file with a caption."""
    del persona
    _require_file(params)
    try:
        content = document_content(backend, params, name="file")
    except BotApiError as refusal:
        raise PageError(400, "too_large" if refusal.code == 413 else "no_file") from None
    return content | _caption(params)


def voice(backend: Backend, persona: Persona, params: Params) -> Content:
    """A voice message; without a file it is a silent one."""
    del persona
    stored = backend.files.add("voice", params.files.get("file", SILENCE))
    seconds = params.integer("duration", 1)
    return {"voice": {**stored.described(), "duration": seconds, "mime_type": "audio/ogg"}} | _caption(params)


def location(backend: Backend, persona: Persona, params: Params) -> Content:
    """A place on the map, in degrees."""
    del backend, persona
    try:
        latitude, longitude = float(params.text("latitude")), float(params.text("longitude"))
    except ValueError:
        raise PageError(400, "no_place") from None
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(backend: Backend, persona: Persona, params: Params) -> Content:
    """A phone number and a name; one's own when no name is given."""
    del backend
    number = params.text("phone_number", "+31600000000")
    name = params.text("first_name")
    own = {} if name else {"user_id": persona.telegram_id}
    return {"contact": {"phone_number": number, "first_name": name or persona.first_name, **own}}


CONTENTS: dict[str, Callable[[Backend, Persona, Params], Content]] = {
    "photo": photo,
    "document": document,
    "voice": voice,
    "location": location,
    "contact": contact,
}


def _require_file(params: Params) -> None:
    if "file" not in params.files:
        raise PageError(400, "no_file")


def _caption(params: Params) -> Content:
    return text_of(params.text("caption"), name="caption", entities="caption_entities")
