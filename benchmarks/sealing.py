"""What it costs to keep something sealed: per value, and in bytes.

python benchmarks/sealing.py
"""

import time
from collections.abc import Callable

from bot.keyring import ID_BYTES, NONCE_BYTES, Keyring, new_key

TIMES = 20_000
TEXTS = {"a code": "K7T-4", "an update": '{"message": {"text": "' + "K7T-4 ziek sinds vrijdag " * 20 + '"}}'}
PLACE = "signals.code"


def microseconds(work: Callable[[], object]) -> float:
    """Give how long one round of work takes."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - begun) / TIMES * 1e6


def main() -> None:
    """Print the costs, and what they are beside the plainest thing one could do instead."""
    keys = Keyring.read(new_key())
    for name, text in TEXTS.items():
        content = text.encode()
        sealed = keys.seal(content, PLACE)
        plain = microseconds(lambda content=content: bytes(content).decode())  # type: ignore[misc]
        seal = microseconds(lambda content=content: keys.seal(content, PLACE))  # type: ignore[misc]
        unseal = microseconds(lambda sealed=sealed: keys.unseal(sealed, PLACE))  # type: ignore[misc]
        blind = microseconds(lambda text=text: keys.blind(text))  # type: ignore[misc]
        print(f"{name} ({len(content)} bytes): seal {seal:.1f} µs, open {unseal:.1f} µs, hash {blind:.1f} µs")
        print(f"  sealing and opening take {(seal + unseal) / plain:.0f} times what copying the bytes takes")
        print(f"  {len(sealed) - len(content)} bytes more: {ID_BYTES} name the key, {NONCE_BYTES} once only, the seal")


if __name__ == "__main__":
    main()
