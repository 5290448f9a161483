"""How it runs: the program, its tables, and the way from an update to a reply."""

import os

# The library gives periods as timedelta only when asked, and warns at every use until then.
os.environ.setdefault("PTB_TIMEDELTA", "true")
