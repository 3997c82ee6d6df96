"""Turns parts into what goes out: HTML from one template each, or the part itself as JSON.

Equal parts are rendered once, whoever they are for: a thousand members with the same buttons cost one rendering.
"""

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import handzeichen
from handzeichen.views.part import Part

KEPT: Final = 8_192
"""How many rendered parts are kept; a meeting of 2,500 members shows some 3,000 at a time."""


def web_folder() -> Path:
    """Where pages and static files lie: in the wheel inside the package, in a checkout beside `server/`."""
    package = Path(handzeichen.__file__).parent
    inside = package / "web"
    return inside if inside.is_dir() else package.parents[1] / "web"


@cache
def version_of(web: Path) -> str:
    """A name that changes with any template, script or style."""
    found = hashlib.sha256()
    for path in sorted(path for path in web.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(web)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:12]


class Renderer:
    """The templates of one folder, loaded once."""

    def __init__(self, folder: Path) -> None:
        self.version = version_of(folder.parent)
        """A name for the pages as they are in this version: a page of another one loads itself anew."""
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.part = lru_cache(maxsize=KEPT)(self._part)

    def page(self, name: str, **context: object) -> str:
        """A whole page."""
        return self._template(name).render(**context, version=self.version)

    def _part(self, part_id: str, part: Part) -> str:
        """One part as the element with the id `part-<id>`: HTML, safe to stand in a page as it is."""
        return self._template(f"parts/{part.template}").render(id=part_id, part=part)

    def _template(self, name: str) -> Template:
        return self._templates.get_template(name)


def plain(part: Part) -> object:
    """A part as JSON values."""
    return msgspec.to_builtins(part)
