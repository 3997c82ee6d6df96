"""Which requests come from a page of this host."""

import pytest
from starlette.requests import HTTPConnection

from handzeichen.app.security import from_here


@pytest.mark.parametrize(("headers", "here"), [
    ({"host": "a.example", "origin": "https://a.example"}, True),
    ({"host": "a.example:8037", "origin": "http://a.example:8037"}, True),
    # Another port is another server.
    ({"host": "a.example:8037", "origin": "http://a.example"}, False),
    ({"host": "a.example", "origin": "https://b.example"}, False),
    ({"host": "a.example", "origin": "https://a.example.b.example"}, False),
    # Sandboxed frames and files have the origin "null".
    ({"host": "a.example", "origin": "null"}, False),
    ({"host": "a.example", "origin": ""}, False),
    ({"host": "", "origin": "null"}, False),
    ({"host": "a.example", "origin": "file://a.example"}, False),
    ({"host": "a.example", "origin": "https://listed.example"}, True),
    # No origin: a program, or a browser that says that the page is ours.
    ({"host": "a.example"}, True),
    ({"host": "a.example", "sec-fetch-site": "same-origin"}, True),
    ({"host": "a.example", "sec-fetch-site": "same-site"}, False),
    ({"host": "a.example", "sec-fetch-site": "cross-site"}, False),
])  # fmt: skip
def test_where_a_request_comes_from(headers: dict[str, str], here: bool) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    connection = HTTPConnection({"type": "http", "headers": raw})
    assert from_here(connection, frozenset({"https://listed.example"})) is here
