"""What every test may ask for."""

import os

from keys import KEY

# The library reads this when it is first imported, which pytest may do before the bot does.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# Commands read their settings from the environment; those about the settings themselves take this away.
os.environ.setdefault("WEGWIJS_KEY", KEY)
