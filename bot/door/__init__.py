"""At the door: every update is looked at before it is stored, and what points at a pupil stays outside."""

from bot.door.keeping import has_number
from bot.door.looking import MARK, Door, Myself

__all__ = ["MARK", "Door", "Myself", "has_number"]
