"""The town's own Word template of the minutes: read once and tried out before anybody relies on it."""

from pathlib import Path

from handzeichen.app.files import FileFault, read_file


def opened(path: Path | None) -> bytes | None:
    """The template that is named, filled once to see that it can be; None where none is named. Raises FileFault."""
    if path is None:
        return None
    from handzeichen.record.writers.docx import check
    from handzeichen.record.writers.template_fault import TemplateFault

    content = read_file(path)
    try:
        check(content)
    except TemplateFault as fault:
        raise FileFault(path, fault.sentence) from None
    return content
