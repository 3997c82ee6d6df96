"""Pages and our own files for thin lines: packed with gzip for whoever takes it (RFC 9110 §12.5.3).

Files are packed once and as small as can be, pages as they are made and quickly. Answers to programs and frames on
sockets go as they are: nobody waits for them on a telephone in a train.

A packed page tells by its length how much of it repeats. That gives nothing away here: no page holds a secret beside
words that a stranger could put into it; cookies stand in no page.
"""

import gzip
import os
from functools import lru_cache
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

LEAST: Final = 1_000
"""Bytes; what is shorter goes in one packet anyway."""
QUICK: Final = 4
SMALL: Final = 9
PACKS: Final = (".css", ".js", ".svg")
"""Fonts and pictures are packed already."""


def packed(connection: HTTPConnection, response: Response) -> Response:
    """An answer, packed where it is a text long enough and the browser takes it."""
    is_text = response.headers.get("content-type", "").startswith("text/")
    if not is_text or len(response.body) < LEAST:
        return response
    response.headers.add_vary_header("accept-encoding")
    if takes_gzip(connection.headers):
        response.body = gzip.compress(bytes(response.body), QUICK, mtime=0)
        response.headers["content-encoding"] = "gzip"
        response.headers["content-length"] = str(len(response.body))
    return response


def takes_gzip(headers: Headers) -> bool:
    """Whether a browser says that it can unpack: `gzip`, and not with a weight of zero."""
    for said in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = said.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class Static(StaticFiles):
    """Our own files: browsers keep them and ask whether they are still the same."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.setdefault("cache-control", "no-cache")
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if not str(full_path).endswith(PACKS):
            return response
        response.headers.add_vary_header("accept-encoding")
        # Packed and plain are two answers of one file: equal in meaning, so their tag is a weak one (§8.8.1).
        response.headers["etag"] = f"W/{response.headers['etag']}"
        if response.status_code != 200 or not takes_gzip(Headers(scope=scope)):
            return response
        kept = {name: response.headers[name] for name in ("etag", "last-modified", "content-type", "vary")}
        body = _packed_file(str(full_path), stat_result.st_mtime_ns, stat_result.st_size)
        return Response(body, headers={**kept, "content-encoding": "gzip"})


@lru_cache(maxsize=256)
def _packed_file(path: str, _changed: int, _size: int) -> bytes:
    with open(path, "rb") as file:
        return gzip.compress(file.read(), SMALL, mtime=0)
