"""The command line: what it writes, what it says, and with which code it ends."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from handzeichen.app import cli
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.sqlite import SqliteStore
from handzeichen.record.writers.docx import shipped

FOLDER = Path(cli.__file__).parent / "demo_meeting"
PLAN, SCRIPT = str(FOLDER / "plan.toml"), str(FOLDER / "script.jsonl")
SERVER = ("starlette", "uvicorn", "uvloop", "redis", "jinja2", "websockets", "segno", "typst", "docx", "lxml")


class Run:
    """One call, with what it said and wrote into a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str) -> int:
        try:
            code = cli.main([argument.replace("FOLDER", str(self.folder)) for argument in arguments])
        except SystemExit as end:
            code = int(str(end.code))
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return code

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


# Replay


def test_replay_writes_record_minutes_and_log(run: Run) -> None:
    outputs = ("--record", "FOLDER/r.json", "--minutes", "FOLDER/m.txt", "--log", "FOLDER/l.jsonl")
    assert run("replay", PLAN, SCRIPT, *outputs) == 0
    assert run.files() == ["l.jsonl", "m.txt", "r.json"]
    record = json.loads((run.folder / "r.json").read_text("utf-8"))
    lines = (run.folder / "l.jsonl").read_text("utf-8").splitlines()
    assert record["log"] == {"length": len(lines), "head": json.loads(lines[-1])["hash"]}
    assert record["log"]["head"] in run.out
    assert record["log"]["head"] in (run.folder / "m.txt").read_text("utf-8")
    assert json.loads(lines[0]).keys() == {"seq", "salt", "body", "hash"}


def test_a_second_replay_gives_the_same_bytes_in_place_of_the_first(run: Run) -> None:
    outputs = ("--record", "FOLDER/r.json", "--minutes", "FOLDER/m.txt", "--log", "FOLDER/l.jsonl")
    run("replay", PLAN, SCRIPT, *outputs)
    first = {path.name: path.read_bytes() for path in run.folder.iterdir()}
    run.file("r.json", "old")
    assert run("replay", PLAN, SCRIPT, *outputs) == 0
    assert {path.name: path.read_bytes() for path in run.folder.iterdir()} == first


def test_a_replay_that_stops_names_file_line_and_source_and_writes_nothing(run: Run) -> None:
    script = run.file("s.jsonl", '\n{"by":"clerk","do":"call_item","item":"1"}\n')
    run.file("r.json", "old")
    outputs = ("--record", "FOLDER/r.json", "--minutes", "FOLDER/m.txt", "--log", "FOLDER/l.jsonl")
    assert run("replay", PLAN, script, *outputs) == 2
    assert run.err == f"{script}:2: Die Sitzung ist noch nicht eröffnet. (§ 63 NKomVG)\n"
    assert run.files() == ["r.json", "s.jsonl"]
    assert (run.folder / "r.json").read_text() == "old"


def test_every_fault_of_a_plan_stands_on_a_line_of_its_own(run: Run) -> None:
    plan = run.file("p.toml", '[body]\nid = "a"\n[meeting]\nclerk = "b"\nfarbe = "rot"\n')
    assert run("replay", plan, SCRIPT) == 2
    assert [line.split(": ")[:2] for line in run.err.splitlines()] == [
        [plan, place]
        for place in (
            "body.name", "body.kind", "body.rules", "body.seats", "meeting.farbe",
            "meeting.number", "meeting.starts_at", "meeting.form", "meeting.clerk",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "begin"), [
    ("m.txt", b"Stadt Erlenbr"), ("m.html", b"<!doctype html>"), ("m.pdf", b"%PDF-1.7"), ("M.PDF", b"%PDF-1.7"),
    ("m.docx", b"PK\x03\x04"),
])  # fmt: skip
def test_minutes_take_the_form_that_their_ending_asks_for(run: Run, minutes: str, begin: bytes) -> None:
    assert run("replay", PLAN, SCRIPT, "--minutes", f"FOLDER/{minutes}") == 0
    first = (run.folder / minutes).read_bytes()
    assert first.startswith(begin)
    assert run("replay", PLAN, SCRIPT, "--minutes", f"FOLDER/{minutes}") == 0
    assert (run.folder / minutes).read_bytes() == first, "equal files give equal minutes"


@pytest.mark.parametrize(("minutes", "said"), [
    ("m.odt", "Diese Endung ist nicht bekannt. Bitte auf .txt, .html, .pdf, .docx oder .xml enden lassen."),
    ("m", "Diese Endung ist nicht bekannt. Bitte auf .txt, .html, .pdf, .docx oder .xml enden lassen."),
])  # fmt: skip
def test_minutes_of_an_unknown_form_are_not_written(run: Run, minutes: str, said: str) -> None:
    assert run("replay", PLAN, SCRIPT, "--minutes", f"FOLDER/{minutes}", "--record", "FOLDER/r.json") == 2
    assert run.err == f"{run.folder}/{minutes}: {said}\n"
    assert run.files() == []


def test_minutes_for_word_are_filled_into_the_towns_own_template(run: Run) -> None:
    own, broken = run.file("own.docx", shipped()), run.file("broken.docx", b"no zip")
    minutes = ("--minutes", "FOLDER/m.docx")
    assert run("replay", PLAN, SCRIPT, *minutes, "--template", own) == 0
    assert (run.folder / "m.docx").read_bytes().startswith(b"PK")
    assert run("replay", PLAN, SCRIPT, "--minutes", "FOLDER/n.docx", "--template", broken) == 2
    assert run.err.startswith(f"{broken}: Das ist keine Word-Datei, die sich ausfüllen lässt.")
    assert run("replay", PLAN, SCRIPT, "--minutes", "FOLDER/n.pdf", "--template", own) == 2
    assert run.err == (
        f"{own}: Eine Word-Vorlage braucht ein Protokoll für Word. Bitte --minutes DATEI.docx dazu angeben.\n"
    )
    assert run.files() == ["broken.docx", "m.docx", "own.docx"]


@pytest.mark.parametrize(("arguments", "place"), [
    # Files that are not there, or are none.
    (("FOLDER/none.toml", SCRIPT), "FOLDER/none.toml: Die Datei lässt sich nicht lesen (es gibt sie nicht)."),
    ((PLAN, "FOLDER/none.jsonl"), "FOLDER/none.jsonl: Die Datei lässt sich nicht lesen ("),
    (("FOLDER", SCRIPT), "FOLDER: Die Datei lässt sich nicht lesen (das ist ein Ordner)."),
    ((PLAN, SCRIPT, "--record", "FOLDER"), "FOLDER: Das ist ein Ordner."),
    ((PLAN, SCRIPT, "--record", "FOLDER/none/r.json"), "FOLDER/none/r.json: Die Datei lässt sich nicht schreiben (den Ordner gibt es nicht)."),
    # One file for two things; and never over what is read.
    ((PLAN, SCRIPT, "--record", "FOLDER/x", "--log", "FOLDER/./x"), "FOLDER/x: Diese Datei ist schon für etwas"),
    ((PLAN, SCRIPT, "--record", PLAN), f"{PLAN}: Diese Datei ist schon für etwas anderes angegeben."),
    ((PLAN, SCRIPT, "--log", SCRIPT), f"{SCRIPT}: Diese Datei ist schon für etwas anderes angegeben."),
])  # fmt: skip
def test_what_cannot_be_read_or_written_is_told_in_one_sentence(
    run: Run, arguments: tuple[str, ...], place: str
) -> None:
    before = Path(PLAN).read_bytes(), Path(SCRIPT).read_bytes()
    assert run("replay", *arguments) == 2
    assert run.err.startswith(place.replace("FOLDER", str(run.folder))), run.err
    assert run.err.count("\n") == 1
    assert run.files() == []
    assert (Path(PLAN).read_bytes(), Path(SCRIPT).read_bytes()) == before


def test_where_one_file_cannot_be_written_none_is(run: Run) -> None:
    outputs = ("--record", "FOLDER/r.json", "--log", "FOLDER/none/l.jsonl")
    assert run("replay", PLAN, SCRIPT, *outputs) == 2
    assert run.files() == []


def test_a_link_is_written_through_and_a_device_stays_one(run: Run) -> None:
    """/dev/null replaced by a file would be a bad surprise on a server."""
    (run.folder / "there.json").write_text("old")
    (run.folder / "link.json").symlink_to(run.folder / "there.json")
    assert run("replay", PLAN, SCRIPT, "--record", "FOLDER/link.json", "--log", os.devnull) == 0
    assert (run.folder / "link.json").is_symlink()
    assert json.loads((run.folder / "there.json").read_text("utf-8"))["meeting"]["number"] == 37
    assert not Path(os.devnull).is_file()


# Verify


def test_verify_prints_the_head(run: Run) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl", "--record", "FOLDER/r.json")
    head = json.loads((run.folder / "r.json").read_text("utf-8"))["log"]["head"]
    assert run("verify", "FOLDER/l.jsonl", "--head", head, "--record", "FOLDER/r.json") == 0
    assert (run.out, run.err) == (f"{head}\n", "")
    # As somebody copies it from paper.
    assert run("verify", "FOLDER/l.jsonl", "--head", f" {head.upper()} ") == 0


def test_verify_prints_the_first_number_that_is_wrong(run: Run) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl")
    log = (run.folder / "l.jsonl").read_text("utf-8")
    lines = log.splitlines(keepends=True)
    changed = run.file("changed.jsonl", log.replace("späte Zustellung", "frühe Zustellung"))
    seq = next(number for number, line in enumerate(lines, 1) if "späte Zustellung" in line)
    assert run("verify", changed) == 1
    assert run.out == f"{seq}\n"
    assert run.err.startswith(f"{changed}:{seq}: Die Prüfsumme passt nicht")


def test_verify_finds_the_missing_end_by_the_head(run: Run) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl")
    lines = (run.folder / "l.jsonl").read_text("utf-8").splitlines(keepends=True)
    short = run.file("short.jsonl", "".join(lines[:-1]))
    head = json.loads(lines[-1])["hash"]
    assert run("verify", short) == 0
    assert run("verify", short, "--head", head) == 1
    assert run.out == f"{len(lines)}\n"
    assert run("verify", short, "--head", "kein Hash") == 1


def test_verify_names_where_a_record_differs(run: Run) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl", "--record", "FOLDER/r.json")
    record = json.loads((run.folder / "r.json").read_text("utf-8"))
    record["ballots"]["b1"]["yes"] = 8
    other = run.file("other.json", json.dumps(record))
    assert run("verify", "FOLDER/l.jsonl", "--record", other) == 1
    assert run.err.endswith("weicht vom Ereignisprotokoll ab: ballots.b1.yes: 9, nicht 8.\n")
    # Another order of keys and other spaces are the same record.
    record["ballots"]["b1"]["yes"] = 9
    same = run.file("same.json", json.dumps(dict(reversed(record.items())), indent=4))
    assert run("verify", "FOLDER/l.jsonl", "--record", same) == 0


@pytest.mark.parametrize("content", ["", "{", "nichts", "[" * 100_000, b"\xff\xfe"])
def test_what_is_no_record_differs_from_one(run: Run, content: str | bytes) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl")
    assert run("verify", "FOLDER/l.jsonl", "--record", run.file("r.json", content)) == 1
    assert "kein gültiges JSON in UTF-8" in run.err


@pytest.mark.parametrize("arguments", [
    ("FOLDER/none.jsonl",),
    ("FOLDER",),
    ("FOLDER/l.jsonl", "--record", "FOLDER/none.json"),
])  # fmt: skip
def test_a_file_that_is_not_there_cannot_be_checked(run: Run, arguments: tuple[str, ...]) -> None:
    run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl")
    assert run("verify", *arguments) == 2
    assert "Die Datei lässt sich nicht lesen (" in run.err
    assert run.out == ""


# The command line itself


@pytest.mark.parametrize(
    "arguments", [(), ("play",), ("replay", PLAN), ("replay", PLAN, SCRIPT, "--fast"), ("serve", "--plan")]
)
def test_a_wrong_call_is_told_how_it_looks(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
    assert run.err.startswith("usage: handzeichen")
    assert "Dieser Aufruf ist nicht vollständig oder nicht bekannt" in run.err


def test_a_replay_loads_no_server(tmp_path: Path) -> None:
    """Importing the server takes longer than many a replay."""
    code = (
        "import sys; from handzeichen.app.cli import main; "
        f"code = main(['replay', {PLAN!r}, {SCRIPT!r}, '--record', 'r.json', '--minutes', 'm.txt', '--log', 'l.jsonl']); "
        "code = code or main(['verify', 'l.jsonl', '--record', 'r.json']); "
        "print(sorted(name for name in sys.modules if '.' not in name)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    loaded = done.stdout.splitlines()[-1]
    assert "'handzeichen'" in loaded
    assert [name for name in SERVER if f"'{name}'" in loaded] == []


def test_the_command_is_installed(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("handzeichen")
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("replay", "verify", "serve", "demo"))


# Moving house


def test_copy_brings_a_log_into_another_store_and_says_its_head(run: Run) -> None:
    head = _stored(run.folder / "here.sqlite")
    assert run("copy", "sqlite:FOLDER/here.sqlite", "sqlite:FOLDER/there.sqlite") == 0
    assert run.out == f"rat-1: Nr. 3, Kopf {head}\n"
    assert run("copy", "sqlite:FOLDER/there.sqlite", "sqlite:FOLDER/back.sqlite") == 0
    assert run.out == f"rat-1: Nr. 3, Kopf {head}\n"


@pytest.mark.parametrize(("source", "target", "why"), [
    ("sqlite:FOLDER/nowhere.sqlite", "sqlite:FOLDER/there.sqlite", "gibt es nicht"),
    ("FOLDER/here.sqlite", "sqlite:FOLDER/there.sqlite", "ist kein Speicher"),
    ("sqlite:FOLDER/here.sqlite", "sqlite:FOLDER/here.sqlite", "Ein anderer Prozess hat sie offen"),
])  # fmt: skip
def test_copy_says_what_stands_in_the_way(run: Run, source: str, target: str, why: str) -> None:
    _stored(run.folder / "here.sqlite")
    assert run("copy", source, target) == 1
    assert why in run.err
    assert "nowhere.sqlite" not in run.files()


def _stored(path: Path) -> str:
    """A store with one short log; its head."""
    lines = seal(START, ['{"n":1}', '{"n":2}', '{"n":3}'], random_salts())

    async def store() -> None:
        there = await SqliteStore.open(path)
        await there.append("rat-1", START, lines)
        await there.close()

    asyncio.run(store())
    return lines[-1].hash
