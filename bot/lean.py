"""What a start does without: libraries bring more along than is used of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_installed(*names: str) -> Iterator[None]:
    """Let what is imported meanwhile go without these modules, as it does where they are not installed.

    A module that was imported before stays as it is.
    """
    kept_out = [name for name in names if name not in sys.modules]
    # Python takes this for: there is no such module.
    sys.modules.update(dict.fromkeys(kept_out))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in kept_out:
            del sys.modules[name]
