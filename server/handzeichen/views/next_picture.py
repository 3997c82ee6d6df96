"""Who takes part by video with the camera off, where the law says that this keeps from counting or voting."""

from collections.abc import Iterator

from handzeichen.meeting.presence import here_since, kept_out_by_picture
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.clerk_words import plain_of
from handzeichen.views.next_step import Concern
from handzeichen.views.words import clock
from handzeichen.words import listed, said

_NAMED = 3


def concerns(meeting: Meeting) -> Iterator[Concern]:
    """Told once for all of them; to speak to them is all that there is to do."""
    unseen = list(kept_out_by_picture(meeting))
    if not unseen or meeting.sitting.phase is Phase.CLOSED:
        return
    since = here_since(meeting, unseen[0]).since
    if len(unseen) == 1 and since is not None:
        text: str = said(
            "{who}: Kamera aus seit {since}.", who=plain_of(meeting, unseen[0]), since=clock(meeting, since)
        )
    elif len(unseen) <= _NAMED:
        text = said("Kamera aus: {who}.", who=listed([plain_of(meeting, one) for one in unseen]))
    else:
        text = said("Kamera aus bei {n} Mitgliedern.", n=len(unseen))
    yield Concern(text=text, help=_consequence(meeting))


def _consequence(meeting: Meeting) -> str:
    law = meeting.law
    if law.without_picture_may_vote.value:
        return said("Ohne Bild zählt niemand als anwesend. Bitte darum bitten, die Kamera einzuschalten.")
    if law.without_picture_counts_as_present.value:
        return said("Ohne Bild stimmt niemand mit. Bitte darum bitten, die Kamera einzuschalten.")
    return said(
        "Ohne Bild zählt niemand als anwesend und stimmt niemand mit. "
        "Bitte darum bitten, die Kamera einzuschalten."
    )
