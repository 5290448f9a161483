"""On which database a test runs: on both, unless it only decides or words something on top of what others store."""

import pytest

EVERY = ("sqlite", "postgresql")
ON_BOTH = pytest.mark.databases(*EVERY)
ON_SQLITE = pytest.mark.databases("sqlite")
ON_POSTGRESQL = pytest.mark.databases("postgresql")
