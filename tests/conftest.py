"""What every test may ask for."""

import os

# The library reads this when it is first imported, which pytest may do before the bot does.
os.environ.setdefault("PTB_TIMEDELTA", "true")
