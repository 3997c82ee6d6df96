"""A meeting as one folder that can be kept for decades and checked without this program.

In it are all formats in both editions, the record, the log, a verifier in one file, what it is all about, and the
SHA-512 of every file. The public edition holds what everybody may read and no log: its lines would tell how much
happened behind closed doors, and they hold single votes. Equal logs give equal folders, and equal zips. Nothing in it
is encrypted or signed.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from string import Template
from typing import Final

from handzeichen.app.formats import FORMATS, NOWHERE, source
from handzeichen.app.source import Source
from handzeichen.log.chain import Head, Line, head_of, withhold
from handzeichen.log.codec import read_entry
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import MinutesIssued, TrialVoteCast
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.editions import Edition

LOG: Final = "ereignisprotokoll.jsonl"
RECORD: Final = "record.json"
SUMS: Final = "SHA512SUMS"
VERIFIER: Final = "handzeichen_pruefen.py"
README: Final = "LIESMICH.txt"
FOLDERS: Final = {Edition.PUBLIC: "oeffentlich", Edition.NON_PUBLIC: "nichtoeffentlich"}
HELD: Final = {Edition.PUBLIC: (Edition.PUBLIC,), Edition.NON_PUBLIC: (Edition.PUBLIC, Edition.NON_PUBLIC)}
"""Which editions an archive holds: the one for the house holds what everybody may read as well."""
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, the earliest that there is: when it was packed says nothing."""


def archive(
    meeting: Meeting,
    lines: Iterable[Line],
    edition: Edition,
    *,
    url: str = NOWHERE,
    template: bytes | None = None,
) -> dict[str, bytes]:
    """Every file of the folder by its name, folders with a slash, the sums last; `lines` is the meeting's whole log.

    `url` and `template` are the house's own (`formats.source`).
    """
    given = list(without_trials(lines))
    head = head_of(given)
    ours = enclosed(meeting, head, edition)
    files = {README: ours[README]}
    if edition is Edition.NON_PUBLIC:
        files[LOG] = to_jsonl(given)
    for held in HELD[edition]:
        told = source(meeting, head, held, url=url, template=template)
        files |= {f"{FOLDERS[held]}/{name}": data for name, data in papers(told)}
    files |= {
        f"{FOLDERS[held]}/{name}": data for held, name, data in versions(given) if held in HELD[edition]
    }
    files[VERIFIER] = ours[VERIFIER]
    files[SUMS] = sums(files)
    return files


def enclosed(meeting: Meeting, head: Head, edition: Edition) -> dict[str, bytes]:
    """What lies in every archive besides: what it is all about, and the verifier."""
    verifier = resources.files(__package__).joinpath(VERIFIER).read_bytes()
    return {README: _readme(meeting, head, edition), VERIFIER: verifier}


def papers(told: Source) -> Iterator[tuple[str, bytes]]:
    """Every format of an edition, and its record, by file name."""
    for form in FORMATS:
        if told.edition in form.editions:
            yield form.name, form.write(told)
    yield RECORD, record_file(told.meeting, told.head)


def versions(lines: Iterable[Line]) -> Iterator[tuple[Edition, str, bytes]]:
    """The versions of the minutes that were issued, word for word as the log keeps them: for whom, file name, text."""
    for line in lines:
        event = None if line.body is None else read_entry(line.seq, line.body).event
        if isinstance(event, MinutesIssued):
            for text in event.texts:
                yield Edition(text.part.value), f"fassung-{event.version}.txt", text.text.encode()


def record_file(meeting: Meeting, head: Head) -> bytes:
    """The record as a file, as `replay --record` writes it."""
    found = record(meeting, length=head.seq, head=head.hash)
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def sums(files: Mapping[str, bytes]) -> bytes:
    """The list that `sha512sum -c` reads."""
    return "".join(f"{hashlib.sha512(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files as one zip with one folder in it; equal files are equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            target.writestr(entry, data)
    return packed.getvalue()


def folder_name(meeting: Meeting, edition: Edition) -> str:
    """What the folder is called: the meeting, and for whom it is."""
    return f"{meeting.plan.id}-archiv-{FOLDERS[edition]}"


def without_trials(lines: Iterable[Line]) -> Iterator[Line]:
    """The log as it is given away: what somebody pressed to try it out stays here, and the chain stays whole."""
    return (withhold(line) if _is_trial_vote(line) else line for line in lines)


def _is_trial_vote(line: Line) -> bool:
    return line.body is not None and isinstance(read_entry(line.seq, line.body).event, TrialVoteCast)


def _readme(meeting: Meeting, head: Head, edition: Edition) -> bytes:
    name = "public.txt" if edition is Edition.PUBLIC else "whole.txt"
    text = resources.files(__package__).joinpath("liesmich", name).read_text("utf-8")
    plan = meeting.plan
    title = f"{plan.body.name}, {plan.meeting.number}. Sitzung am {plan.meeting.starts_at:%d.%m.%Y}"
    filled = Template(text).substitute(
        title=title, underline="=" * len(title), length=head.seq, head=head.hash
    )
    return filled.encode()
