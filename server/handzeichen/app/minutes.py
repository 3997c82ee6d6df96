"""The minutes as a file, in the form that its ending asks for.

Each form imports its writer when it is asked for: whoever wants text waits for no typesetting.
"""

from datetime import date
from typing import Final

from handzeichen.log.chain import Head
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.appendix import with_reasons
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.minutes import minutes
from handzeichen.record.times import local

FORMS: Final = (".txt", ".html", ".pdf", ".docx", ".xml")


def written(
    meeting: Meeting,
    head: Head,
    form: str,
    *,
    edition: Edition = Edition.NON_PUBLIC,
    reasons: bool = False,
    template: bytes | None = None,
) -> bytes:
    """The minutes of the meeting as it now stands, in one edition; `head` is its log's, `form` one of FORMS.

    With `reasons` the appendix tells why quorum and results are as they are. A Word file is filled into the town's own
    `template` where there is one; raises `TemplateFault` where that cannot be.
    """
    meeting = in_edition(meeting, edition)
    found = minutes(meeting, edition=edition, length=head.seq, head=head.hash)
    found = with_reasons(found, meeting) if reasons else found
    on, log = _day(meeting), wording.log(head.seq, head.hash)
    if form == ".pdf":
        from handzeichen.record.writers.pdf import pdf

        return pdf(found, on=on, log=log)
    if form == ".docx":
        from handzeichen.record.writers.docx import docx

        return docx(found, on=on, log=log, template=template)
    if form == ".html":
        from handzeichen.app.render import web_folder
        from handzeichen.record.writers.html import html

        return html(found, on=on, log=log, web=web_folder()).encode()
    if form == ".xml":
        from handzeichen.record.writers.akoma_ntoso import akoma_ntoso

        return akoma_ntoso(in_edition(meeting, edition), found, length=head.seq, head=head.hash)
    from handzeichen.record.writers.text import text

    return text(found).encode()


def _day(meeting: Meeting) -> date:
    """The day on which the meeting was opened, or is to be."""
    return local(meeting, meeting.sitting.times.opened_at or meeting.plan.meeting.starts_at).date()
