"""What things cost, measured; `knowledge` comes first, so that numpy starts with the threads the program has."""

import knowledge  # noqa: F401
