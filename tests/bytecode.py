"""Workers, and programs that tests start, read what was compiled before, instead of compiling all anew each time."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
