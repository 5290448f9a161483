"""Errors that people must hear of: a key and facts; the sentence is made at the edge, in the reader's language."""


class WegwijsError(Exception):
    """Something a person can act on."""


class SettingsError(WegwijsError):
    """The settings are wrong; `faults` lists each with what to do."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class InUseError(WegwijsError):
    """Something needs the database for itself, and somebody else has it open."""


class BackupError(WegwijsError):
    """A copy that could not be made or put back; the words say what to do."""


class TemplateError(WegwijsError):
    """A message template gives something Telegram would refuse."""
