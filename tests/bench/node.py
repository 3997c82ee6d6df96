"""`handzeichen` that notes in a file, one byte for each, how often another node's lines were there before its own.

CONFLICTS=FILE node.py serve …
"""

import os
import sys
from collections.abc import Sequence

from handzeichen.app.cli import main
from handzeichen.log.port import Conflict, Head, Line
from handzeichen.log.redis import RedisStore

append = RedisStore.append


async def noting(self: RedisStore, meeting: str, head: Head, lines: Sequence[Line]) -> None:
    try:
        await append(self, meeting, head, lines)
    except Conflict:
        with open(os.environ["CONFLICTS"], "ab") as file:
            file.write(b"x")
        raise


if __name__ == "__main__":
    RedisStore.append = noting  # type: ignore[method-assign]
    sys.exit(main())
