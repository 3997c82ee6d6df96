"""Turns parts into what goes out: HTML from one template each, or the part itself as JSON, in the reader's language.

Equal parts are rendered once for each language, whoever they are for: a thousand members with the same buttons cost one
rendering. Templates say their own words by `t("…")`; what a part says is put into the page's language on its way out.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_eval_context
from jinja2.filters import sync_do_join
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

import handzeichen
from handzeichen.app.frames import as_text
from handzeichen.app.language import CHOICES
from handzeichen.app.modules import modules
from handzeichen.views.part import Part
from handzeichen.words.sentences import Said, Sentence, filled, worded
from handzeichen.words.table import ENGLISH, GERMAN, Sayable, table

KEPT: Final = 8_192
"""How many rendered parts are kept; a meeting of 2,500 members shows some 3,000 at a time."""


OF_THE_TOWN: Final = frozenset({"text", "title"})
"""The gaps of sentences that hold what the town wrote: titles, motions. It is German on every page."""


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
    """The templates of one folder, and the parts that they have been filled with."""

    def __init__(self, folder: Path) -> None:
        self.version = version_of(folder.parent)
        """A name for the pages as they are in this version: a page of another one loads itself anew."""
        self._folder = folder
        self.part = lru_cache(maxsize=KEPT)(self._part)

    def page(self, name: str, language: str = GERMAN, /, **context: object) -> str:
        """A whole page."""
        return self._template(name, language).render(**context, version=self.version)

    def _part(self, part_id: str, part: Part, language: str = GERMAN) -> str:
        """One part as the element with the id `part-<id>`: HTML, safe to stand in a page as it is."""
        return self._template(f"parts/{part.template}", language).render(id=part_id, part=part)

    def _template(self, name: str, language: str) -> Template:
        return environment(self._folder, language).get_template(name)


@cache
def environment(folder: Path, language: str) -> Environment:
    """The templates as one language fills them: `t` says their words, and whatever can be said otherwise is.

    Loaded once by a process, like their version: nobody changes them under a server that runs.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        finalize=partial(_shown, language),
    )
    made.globals |= {
        "t": partial(words, language),
        "language": CHOICES[language],
        "languages": CHOICES,
        "catalogue": catalogue(language),
        "modules": partial(modules, folder.parent / "static"),
    }
    made.filters["join"] = _joining(language)
    made.filters["marked"] = partial(marked, language)
    return made


def words(language: str, template: str, /, **gaps: object) -> str:
    """A template's own words; a gap may be markup, and all else in them is then escaped."""
    if not any(isinstance(value, Markup) for value in gaps.values()):
        return filled(template, language, gaps)
    shown = {
        name: escape(value) if isinstance(value, str) else value for name, value in _all_shown(language, gaps)
    }
    return Markup(table(language).filled(str(escape(worded(template, language))), shown))


def marked(language: str, value: object) -> object:
    """A sentence for an English page, with the town's own words in it marked as German; anything else as it is."""
    source = value.source if isinstance(value, Said) else None
    if language != ENGLISH or not isinstance(source, Sentence):
        return value
    return words(language, source.template, **{name: _german(name, fact) for name, fact in source.facts})


def _german(name: str, fact: object) -> object:
    if name in OF_THE_TOWN and type(fact) is str:
        return Markup('<span lang="de">{}</span>').format(fact)
    return fact


def catalogue(language: str) -> Markup:
    """What the page's scripts say in this language, for a data block of the page; nothing for German."""
    known = table(language).scripts
    # A data block ends at the first "</": nothing in it may look like markup.
    return Markup(msgspec.json.encode(known).decode().replace("<", "\\u003c")) if known else Markup()


def _all_shown(language: str, gaps: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, _shown(language, value)) for name, value in gaps.items())


def _shown(language: str, value: object) -> object:
    return value.said(language) if isinstance(value, Sayable) else value


def _joining(language: str) -> Callable[..., str]:
    """Jinja's own `join`, of what this language says."""

    @pass_eval_context
    def joined(context: EvalContext, values: Iterable[Any], between: str = "") -> str:
        return sync_do_join(context, [_shown(language, value) for value in values], between)

    return joined


def plain(part: Part, language: str = GERMAN) -> object:
    """A part as JSON values."""
    return msgspec.to_builtins(part, enc_hook=partial(as_text, language))
