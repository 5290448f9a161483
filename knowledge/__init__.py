"""What is true: cited data, routing and rules. Pure Python, no Telegram, database, template, clock or setting."""

import os

# The products of one question are small: dividing them over threads costs more than it saves, and blocks other work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
