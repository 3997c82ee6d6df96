"""The conference of a rehearsal: made for it alone, with a secret of its own, and gone with the rehearsal's folder."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from handzeichen.app.files import write_files, write_private
from handzeichen.app.video.settings import ID

SETTINGS: Final = "video.toml"
SECRET: Final = "video-geheimnis"
CONFERENCE: Final = "uebung"


def offer(folder: Path, meetings: Sequence[str]) -> Path:
    """Settings with a conference for each meeting, named as it is; raises FileFault."""
    write_private(folder / SECRET, secrets.token_urlsafe(32).encode())
    written = ["# Zum Üben: Hier meldet sich kein Videosystem, sondern „handzeichen simulate video“.\n"]
    for number, meeting in enumerate(meetings, 1):
        name = meeting if ID.fullmatch(meeting) else f"{CONFERENCE}-{number}"
        written.append(
            f'[conferences."{name}"]\nmeeting = "{meeting}"\nsystem = "signed"\nsecret_file = "{SECRET}"\n'
        )
    write_files({folder / SETTINGS: "\n".join(written).encode()})
    return folder / SETTINGS


def how_to_play(folder: Path, usual: Path) -> str:
    """What to type into a second window, so that a conference is played in this rehearsal."""
    where = "" if folder == usual else f" --data {folder}"
    return f"Eine Videokonferenz dazu, in einem zweiten Fenster: handzeichen simulate video --script flatternd{where}"
