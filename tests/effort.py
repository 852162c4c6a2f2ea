"""How hard the tests try: once in `make test`, KANYIN_EFFORT times as hard in `make soak`."""

import os


def effort(count: int) -> int:
    """So many random inputs, kills or rounds."""
    return count * int(os.environ.get("KANYIN_EFFORT", "1"))
