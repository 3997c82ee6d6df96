"""Which scripts a script needs: a page names them all at once, because each round trip is felt on a thin line."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

IMPORTED: Final = re.compile(r'^import [^"]*"(\./[^"]+)";$', re.MULTILINE)


@cache
def modules(static: Path, name: str) -> tuple[str, ...]:
    """A script of the folder of static files and all that it imports, each once, the nearest first."""
    found = [name]
    for script in found:  # Grows while it is gone through.
        found += [one for one in _imports(static, script) if one not in found]
    return tuple(found)


def _imports(static: Path, script: str) -> Iterator[str]:
    folder = PurePosixPath(script).parent
    for path in IMPORTED.findall((static / script).read_text(encoding="utf-8")):
        yield str(folder / path)
