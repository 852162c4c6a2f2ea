"""The sha256 of font files (20 MB and more), remembered by path, size and time of change."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path


class Fixities:
    """The sha256 of files; remembered in `memory`, or not at all where it is None or unwritable."""

    def __init__(self, memory: Path | None) -> None:
        self._memory = memory
        self._known = _load(memory)
        self._new = False

    def sha256(self, path: Path) -> str:
        """The digest of a file's bytes, in hex."""
        status = path.stat()
        state = f"{status.st_size} {status.st_mtime_ns}"
        known = self._known.get(str(path))
        if known is not None and known[0] == state:
            return known[1]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._known[str(path)] = (state, digest)
        self._new = True
        return digest

    def keep(self) -> None:
        """Write down what was learnt; a folder that cannot be written is no error."""
        if self._memory is None or not self._new:
            return
        with suppress(OSError):
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._memory.parent, prefix=".fonts-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._known, file, ensure_ascii=False, indent=0, sort_keys=True)
            Path(name).replace(self._memory)
        self._new = False


def _load(memory: Path | None) -> dict[str, tuple[str, str]]:
    if memory is None:
        return {}
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        return {str(path): (str(state), str(digest)) for path, (state, digest) in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
