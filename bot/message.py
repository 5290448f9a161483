"""What is said: a text in Telegram's HTML and the buttons under it."""

from dataclasses import dataclass, field
from typing import Any

from bot.errors import TemplateError

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
MARK_LENGTH = 8
DATA_BYTES = 64 - MARK_LENGTH
"""What is left of Telegram's 64 bytes beside the mark that binds a button to its chat."""
FILE = "file"
"""Where what is drawn is a file of this name, and no picture."""
ROW_MARK, BUTTON_MARK = " || ", " => "


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `target` is callback data, an https address, or `inline:` with the query to start."""

    label: str
    target: str

    def markup(self) -> dict[str, str]:
        """Give the button as the Bot API wants it; raises TemplateError when its data does not fit."""
        if self.target.startswith("https://"):
            return {"text": self.label, "url": self.target}
        if self.target.startswith("inline:"):
            return {"text": self.label, "switch_inline_query_current_chat": self.target.removeprefix("inline:")}
        if not 1 <= len(self.target.encode()) <= DATA_BYTES:
            raise TemplateError(f"callback data of {len(self.target.encode())} bytes: {self.target}")
        return {"text": self.label, "callback_data": self.target}


@dataclass(frozen=True, slots=True)
class Message:
    """A text and rows of buttons, and what a picture or file that goes with it is drawn from when it is sent.

    What is `fleeting`, because it tells of a case, is taken out of a private chat again.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: dict[str, str] | None = field(default=None)
    fleeting: bool = False

    def __post_init__(self) -> None:
        """Refuse what Telegram would refuse: an empty or too long text."""
        limit = CAPTION_UNITS if self.picture else TEXT_UNITS
        if not 1 <= utf16_units(self.text) <= limit:
            raise TemplateError(f"a text of {utf16_units(self.text)} units, 1 to {limit} fit")

    def markup(self) -> dict[str, Any]:
        """Give the buttons as an inline keyboard; without buttons an empty one, which takes old buttons away."""
        return {"inline_keyboard": [[button.markup() for button in row] for row in self.buttons]}


def utf16_units(text: str) -> int:
    """Count as Telegram counts: in UTF-16 code units (here over the HTML, so on the safe side)."""
    return len(text.encode("utf-16-le")) // 2


def read_buttons(text: str) -> tuple[tuple[Button, ...], ...]:
    """Read a template's button block: a line for each row, buttons as `label => target`, divided by `||`."""
    rows = (line.strip() for line in text.splitlines() if line.strip())
    return tuple(tuple(_button(part) for part in row.split(ROW_MARK)) for row in rows)


def _button(part: str) -> Button:
    label, mark, target = part.partition(BUTTON_MARK)
    if not mark or not label.strip() or not target.strip():
        raise TemplateError(f"a button is written as «label{BUTTON_MARK}target», not «{part}»")
    return Button(label.strip(), target.strip())
