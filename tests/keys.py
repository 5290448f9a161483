"""Keys for tests: made up, and the same in every run."""

from bot.keyring import Keyring

KEY, OTHER_KEY = "A" * 43, "B" * 42 + "A"
KEYS = Keyring.read(KEY)
