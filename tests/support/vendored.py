"""What our pages use of vendored files: KERN's rules whose classes stand in a template or a script, idiomorph unexplained.

Whole, both are two thirds of what a page weighs. After a new class of KERN's or a new version, by hand:

    ./dev run python tests/support/vendored.py
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).parents[2] / "web"
VENDOR: Final = WEB / "static/vendor"
CLASS: Final = re.compile(r"kern-[a-z0-9_-]+")
IN_SELECTOR: Final = re.compile(r"\.(kern-[a-z0-9_-]+)")
CHOICE: Final = re.compile(r":(is|where|not)\((?:[^()]|\([^()]*\))*\)")
"""One of several, or none of them: a rule that begins `:is(body,.kern-dark)` is body's too."""


def made() -> dict[Path, str]:
    """Each file that is made, and what it has to hold."""
    head = "/* Made from vendor/{} by tests/support/vendored.py, not to be edited. {} */\n"
    kern, idiomorph = VENDOR / "kern/kern.min.css", VENDOR / "idiomorph/idiomorph.esm.js"
    return {
        WEB / "static/made/kern.css": head.format("kern/kern.min.css", "KERN: EUPL-1.2.")
        + on_paper_light(pruned(kern.read_text(encoding="utf-8"), _classes()))
        + "\n",
        WEB / "static/made/idiomorph.js": head.format("idiomorph/idiomorph.esm.js", "idiomorph: 0BSD.")
        + unexplained(idiomorph.read_text(encoding="utf-8")),
    }


def _classes() -> set[str]:
    """KERN's classes that stand somewhere in a page of ours."""
    places = [*(WEB / "templates").rglob("*.html"), *(WEB / "static").glob("*.js")]
    return {name for path in places for name in CLASS.findall(path.read_text(encoding="utf-8"))}


def on_paper_light(css: str) -> str:
    """The colours for the dark are for screens alone: paper is white, whatever the screen is set to."""
    dark, light = "@media (prefers-color-scheme: dark)", "@media (prefers-color-scheme: light)"
    assert css.count(dark) == css.count(light) == 1
    return css.replace(dark, dark.replace("@media", "@media screen and")).replace(
        light, "@media print, (prefers-color-scheme: light)"
    )


def unexplained(script: str) -> str:
    """A script without comments that stand on lines of their own, and without what moves its lines in."""
    return "".join(f"{line}\n" for line in _code(script))


def _code(script: str) -> Iterator[str]:
    inside = False
    for line in map(str.strip, script.splitlines()):
        begins = not inside and line.startswith("/*") and ("*/" not in line or line.endswith("*/"))
        if line and not (inside or begins or line.startswith("//")):
            yield line
        inside = (inside or begins) and "*/" not in line


def pruned(css: str, classes: set[str]) -> str:
    """A minified stylesheet without the selectors that name another class of KERN's, and without what that empties."""
    return "".join(_kept(css, classes))


def _kept(css: str, classes: set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None or head.startswith(("@keyframes", "@font-face")):
            yield f"{head}{{{body}}}" if body is not None else head
        elif head.startswith("@"):
            if inside := pruned(body, classes):
                yield f"{head}{{{inside}}}"
        elif selectors := [
            one for one in _split(head) if classes.issuperset(IN_SELECTOR.findall(CHOICE.sub("", one)))
        ]:
            yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule's head and what stands in its braces; a line like `@charset "UTF-8";` has none."""
    at = 0
    while at < len(css):
        brace, line = css.find("{", at), css.find(";", at)
        if 0 <= line < brace and css[at] == "@":
            yield css[at : line + 1], None
            at = line + 1
            continue
        if brace < 0:
            break
        end, depth = brace + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[at:brace], css[brace + 1 : end - 1]
        at = end


def _split(selectors: str) -> list[str]:
    """The selectors of a list; a comma inside `:is(…)` ends none."""
    found, depth = [""], 0
    for letter in selectors:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found


if __name__ == "__main__":
    for path, content in made().items():
        path.write_text(content, encoding="utf-8")
