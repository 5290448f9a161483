"""What a message holds: text, caption, photo or document, read from a request and checked."""

from typing import Any

from bot.demo.backend import Backend
from bot.demo.errors import bad_request
from bot.demo.files import StoredFile, image_size
from bot.demo.formatting import Formatted, formatted
from bot.demo.params import Params, Upload

Content = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ATTACHED = "attach://"


def text_content(params: Params) -> Content:
    """The text of a request, 1-4096 UTF-16 units after entity parsing."""
    text = formatted(params, text="text", entities="entities")
    if not text.text:
        raise bad_request("message text is empty")
    if text.length > LONGEST_TEXT:
        raise bad_request("message is too long")
    return _named(text, "text", "entities")


def caption_content(params: Params) -> Content:
    """The caption of a request, at most 1024 UTF-16 units after entity parsing; empty when there is none."""
    caption = formatted(params, text="caption", entities="caption_entities")
    if caption.length > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content = _named(caption, "caption", "caption_entities") if caption.text else {}
    if content and params.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def photo_content(backend: Backend, params: Params, *, name: str = "photo") -> Content:
    """A photo of a request, new or sent before, with its size in pixels."""
    given = _given_file(backend, params, name)
    if isinstance(given, Upload):
        width, height = image_size(given.content)
        stored = backend.files.add("photos", given)
    else:
        stored, content = given
        width, height = image_size(content)
    return {"photo": [{**stored.described(), "width": width, "height": height}]}


def document_content(backend: Backend, params: Params, *, name: str = "document") -> Content:
    """A document of a request, new or sent before."""
    given = _given_file(backend, params, name)
    stored = backend.files.add("documents", given) if isinstance(given, Upload) else given[0]
    return {"document": {**stored.described(), "file_name": stored.name, "mime_type": stored.mime}}


def _given_file(backend: Backend, params: Params, name: str) -> Upload | tuple[StoredFile, bytes]:
    if name in params.files:
        return params.files[name]
    value = params.text(name)
    if value.startswith(ATTACHED) and value.removeprefix(ATTACHED) in params.files:
        return params.files[value.removeprefix(ATTACHED)]
    if not value:
        raise bad_request(f"there is no {name} in the request")
    found = backend.files.content(file_id=value)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return found


def _named(formatted_text: Formatted, text: str, entities: str) -> Content:
    content: Content = {text: formatted_text.text}
    if formatted_text.entities:
        content[entities] = formatted_text.entities
    return content
