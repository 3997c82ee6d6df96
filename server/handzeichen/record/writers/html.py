"""Minutes as an HTML page that stands alone: with its style inside, without a script, readable in any browser.

Served or saved, it is the same page: one that forbids itself to load or run anything, and lets only its own style pass.
"""

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from handzeichen.record.minutes import Minutes
from handzeichen.record.writers.sheet import sheet


def html(minutes: Minutes, *, on: date, log: str | None = None, web: Path) -> str:
    """The whole page; `on` is the meeting's day, `log` the sentence about the log for the foot."""
    page = sheet(minutes, on=on, log=log)
    # The style is our own file, and the only thing here that is not escaped.
    return _template(web).render(sheet=page, style=Markup(_style(web)), policy=policy(web))


def policy(web: Path) -> str:
    """The Content-Security-Policy with which the page is served, and which it carries itself."""
    digest = b64encode(sha256(_style(web).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _template(web: Path) -> Template:
    templates = Environment(
        loader=FileSystemLoader(web / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template("minutes.html")


@cache
def _style(web: Path) -> str:
    return (web / "static" / "css" / "minutes.css").read_text(encoding="utf-8")
