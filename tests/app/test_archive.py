"""A meeting as a folder: what is in it, that it is always the same, and that the commands find whatever was changed."""

import io
import shutil
import warnings
import zipfile
from functools import cache
from pathlib import Path

import pytest

from app.test_cli import Run, run
from app.test_issuing import CORRECTED, EVENING, PLAN, played, script_of
from handzeichen.app import archive as archives
from handzeichen.app import cli
from handzeichen.app import handzeichen_pruefen as alone
from handzeichen.app.archive import FOLDERS, archive, folder_name, without_trials, zipped
from handzeichen.app.belonging import Apart, Minutes, minutes_belong, stated_head, sums_hold
from handzeichen.app.formats import FORMATS
from handzeichen.app.minutes import FORMS, written
from handzeichen.app.replay import play
from handzeichen.log.chain import START, derived_salts, head_of, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.files import to_jsonl
from handzeichen.record.editions import Edition
from meeting.kit import Evening
from views.situations import tried

__all__ = ["run"]

FOLDER = Path(__file__).parents[1] / "record" / "full_evening"
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
NOT_PUBLIC = ("Am Güterbahnhof", "310.000", "nb1")
SMALL = played(*EVENING)
"""One ballot and a version of the minutes: each look at an archive writes all of it anew, and this takes a quarter."""


@cache
def made(edition: Edition) -> dict[str, bytes]:
    """The archive of a full evening."""
    return archive(PLAYED.meeting, PLAYED.log, edition)


@cache
def small() -> dict[str, bytes]:
    """The archive of the small one."""
    return archive(SMALL.meeting, SMALL.log, Edition.NON_PUBLIC)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_it_holds_every_format_in_both_editions_the_record_the_log_and_what_checks_them() -> None:
    both = {f"{FOLDERS[edition]}/{form.name}" for form in FORMATS for edition in form.editions}
    both |= {f"{folder}/record.json" for folder in FOLDERS.values()}
    rest = {"LIESMICH.txt", "ereignisprotokoll.jsonl", "handzeichen_pruefen.py", "SHA512SUMS"}
    assert set(made(Edition.NON_PUBLIC)) == both | rest
    assert set(made(Edition.PUBLIC)) == {
        name for name in both | rest if not name.startswith(("nicht", "ereignis"))
    }
    for name in both & made(Edition.PUBLIC).keys():
        assert made(Edition.NON_PUBLIC)[name] == made(Edition.PUBLIC)[name]


def test_nothing_that_is_not_public_stands_in_the_public_one_be_it_a_name_or_a_text() -> None:
    said = {name: data.decode("utf-8", "replace") for name, data in made(Edition.PUBLIC).items()}
    for secret in NOT_PUBLIC:
        assert any(secret in data.decode("utf-8", "replace") for data in made(Edition.NON_PUBLIC).values()), (
            "else it proves nothing"
        )
        assert [name for name, text in said.items() if secret in text or secret in name] == []
    with zipfile.ZipFile(io.BytesIO(zipped(made(Edition.PUBLIC), "x"))) as packed:
        assert {(entry.date_time, entry.extra, entry.comment) for entry in packed.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), b"", b"")
        }


def test_equal_logs_give_equal_archives_and_zips() -> None:
    again = archive(PLAYED.meeting, PLAYED.log, Edition.NON_PUBLIC)
    assert again == made(Edition.NON_PUBLIC)
    assert zipped(again, "a") == zipped(made(Edition.NON_PUBLIC), "a")


def test_what_was_pressed_in_the_trial_is_withheld_and_the_chain_stays_whole() -> None:
    evening: Evening = tried()
    lines = seal(START, [write_entry(entry) for entry in evening.entries], derived_salts(b"tried"))
    log = archive(evening.meeting, lines, Edition.NON_PUBLIC)["ereignisprotokoll.jsonl"]
    report = alone.Report()
    found, _ = alone.check_log(log, report)
    assert report.faults == []
    assert sum(line.body is None for line in found) == 2
    assert b"TrialVoteCast" not in log and b"TrialBallotOpened" in log
    assert list(without_trials(without_trials(lines))) == list(without_trials(lines))


@pytest.mark.parametrize("edition", Edition)
def test_its_own_verifier_and_the_command_accept_it(run: Run, edition: Edition, tmp_path: Path) -> None:
    folder = str(put(tmp_path / "a", made(edition)))
    assert (alone.main([folder]), run("verify", folder)) == (0, 0)
    assert "genau die" in run.err or edition is Edition.PUBLIC


def test_the_readme_says_in_both_languages_whose_it_is_and_how_to_check() -> None:
    for files in (made(Edition.NON_PUBLIC), made(Edition.PUBLIC)):
        text = files["LIESMICH.txt"].decode()
        assert text.startswith("Ausschuss für Umwelt und Bauen, 12. Sitzung am 17.11.2026\n====")
        assert PLAYED.head.hash in text and "In English" in text and "$" not in text
    assert "NICHT FÜR DIE ÖFFENTLICHKEIT" in made(Edition.NON_PUBLIC)["LIESMICH.txt"].decode()


# Versions of the minutes


def test_versions_that_were_issued_lie_in_it_word_for_word_each_for_its_readers(
    run: Run, tmp_path: Path
) -> None:
    game = played(*EVENING, *CORRECTED)
    files = archive(game.meeting, game.log, Edition.NON_PUBLIC)
    public = archive(game.meeting, game.log, Edition.PUBLIC)
    first, second = (files[f"oeffentlich/fassung-{version}.txt"].decode() for version in (1, 2))
    assert "Ein Satz." in first and "2. Fassung, Korrektur in TOP 1" in second
    assert "Ahornweg" in files["nichtoeffentlich/fassung-1.txt"].decode()
    assert [name for name in public if "fassung" in name] == [
        "oeffentlich/fassung-1.txt", "oeffentlich/fassung-2.txt",
    ]  # fmt: skip
    assert alone.main([str(put(tmp_path / "a", files))]) == 0
    log = run.file("l.jsonl", files["ereignisprotokoll.jsonl"])
    assert run("verify", log, "--minutes", run.file("signed.txt", first)) == 0
    assert "ist die 1. Fassung, wie sie im Ereignisprotokoll steht (öffentliche Fassung)." in run.err
    forged = {name: data for name, data in files.items() if name != "SHA512SUMS"}
    forged["oeffentlich/fassung-1.txt"] = first.replace("Ein Satz.", "Kein Satz.").encode()
    forged["SHA512SUMS"] = archives.sums(forged)
    assert alone.main([str(put(tmp_path / "a", forged))]) == 1
    assert run("verify", str(tmp_path / "a")) == 1
    assert "Diese Fassung steht anders im Ereignisprotokoll." in run.err


# The commands


def replayed(run: Run) -> str:
    """The small evening's log."""
    plan, script = run.file("plan.toml", PLAN), run.file("script.jsonl", script_of(*EVENING))
    assert run("replay", plan, script, "--log", "FOLDER/l.jsonl", "--minutes", "FOLDER/m.txt") == 0
    return SMALL.head.hash


@pytest.mark.parametrize("out", ["archiv", "archiv.zip"])
def test_archive_writes_a_folder_or_a_zip_that_verify_accepts(run: Run, out: str) -> None:
    head = replayed(run)
    assert run("archive", "FOLDER/l.jsonl", "--out", f"FOLDER/{out}") == 0
    assert run("verify", f"FOLDER/{out}", "--head", head) == 0
    assert run.out == f"{head}\n"
    formats = sum(len(form.editions) for form in FORMATS)
    assert run.err == f"{formats + 4} Dateien sind genau die, die aus dem Ereignisprotokoll folgen.\n"
    assert run("archive", "FOLDER/l.jsonl", "--out", f"FOLDER/{out}") == 2
    assert "Da liegt schon etwas." in run.err


def test_a_public_archive_has_sums_to_check_and_no_log(run: Run) -> None:
    replayed(run)
    assert run("archive", "FOLDER/l.jsonl", "--out", "FOLDER/a", "--edition", "public") == 0
    assert run("verify", "FOLDER/a") == 0
    assert "Die Prüfsummen stimmen." in run.err and run.out == ""
    assert run("verify", "FOLDER/a", "--head", "0" * 64) == 2


def test_whatever_was_changed_in_an_archive_is_found_sums_made_anew_or_not(run: Run, tmp_path: Path) -> None:
    replayed(run)
    for name, data in small().items():
        if name == "SHA512SUMS":
            continue
        with pytest.raises(Apart, match=name):
            sums_hold({**small(), name: data[:-1] + bytes([data[-1] ^ 1])})
        with pytest.raises(Apart, match=name):
            sums_hold({other: data for other, data in small().items() if other != name})
    # Whoever makes the sums anew still has to fit the log.
    for name, old, new in (
        ("nichtoeffentlich/record.json", b'"yes": 2', b'"yes": 3'),
        ("nichtoeffentlich/niederschrift.txt", SMALL.head.hash.encode(), b"0" * 64),
        ("ereignisprotokoll.jsonl", b"Ahornweg", b"Ahornwag"),
    ):
        forged = {key: data for key, data in small().items() if key != "SHA512SUMS"}
        assert old in forged[name]
        forged[name] = forged[name].replace(old, new)
        forged["SHA512SUMS"] = archives.sums(forged)
        assert run("verify", str(put(tmp_path / "a", forged))) == 1, name
        assert alone.main([str(tmp_path / "a")]) == 1, name


def test_what_does_not_follow_from_the_log_is_named_or_refused_sums_made_anew_or_not(
    run: Run, tmp_path: Path
) -> None:
    replayed(run)

    def verified(**changed: bytes | None) -> tuple[int, int]:
        files = {**small(), **{name.replace("__", "/"): data for name, data in changed.items()}}
        there = {name: data for name, data in files.items() if data is not None and name != "SHA512SUMS"}
        there["SHA512SUMS"] = archives.sums(there)
        shutil.rmtree(tmp_path / "a", ignore_errors=True)
        return run("verify", str(put(tmp_path / "a", there))), alone.main([str(tmp_path / "a")])

    assert verified(**{"oeffentlich__neu.pdf": b"x"})[0] == 0
    assert "Diese folgen nicht aus dem Ereignisprotokoll" in run.err and "oeffentlich/neu.pdf" in run.err
    assert verified(**{"handzeichen_pruefen.py": b"print('Alles stimmt.')"})[0] == 0
    assert "bewiesen ist von ihnen nur, dass die Prüfsummen stimmen: handzeichen_pruefen.py." in run.err
    assert verified(**{"oeffentlich__beschluesse.txt": None})[0] == 0
    assert "sie sind nicht im Archiv: oeffentlich/beschluesse.txt." in run.err
    for text in (b"x", b"\xff"):
        assert verified(**{"oeffentlich__fassung-7.txt": text}) == (1, 1)
        assert "Diese Fassung steht nicht im Ereignisprotokoll." in run.err
    assert verified(**{"ereignisprotokoll.jsonl": None}) == (1, 1)
    assert "Das Ereignisprotokoll fehlt" in run.err


def test_what_hides_in_a_folder_is_found(run: Run, tmp_path: Path) -> None:
    folder = put(tmp_path / "a", small())
    hidden = folder / "__pycache__" / "neu.pdf"
    put(folder, {"__pycache__/neu.pdf": b"x"})
    assert (run("verify", str(folder)), alone.main([str(folder)])) == (1, 1)
    hidden.unlink()
    (folder / "mehr").symlink_to(tmp_path)
    assert alone.main([str(folder)]) == 1
    assert run("verify", str(folder)) in (1, 2)
    (folder / "mehr").unlink()
    (folder / "SHA512SUMS").write_bytes(small()["SHA512SUMS"] + small()["SHA512SUMS"].splitlines(True)[0])
    assert alone.main([str(folder)]) == 1
    (folder / "SHA512SUMS").write_bytes(b"\xff" + small()["SHA512SUMS"])
    assert (run("verify", str(folder)), alone.main([str(folder)])) == (1, 1)
    (folder / "SHA512SUMS").unlink()
    assert run("verify", str(folder)) == 2
    assert "ein Ordner ohne SHA512SUMS ist kein Archiv" in run.err


@pytest.mark.parametrize("harm", ["packed", "encrypted"])
def test_a_damaged_word_file_is_told_in_words(run: Run, tmp_path: Path, harm: str) -> None:
    name = "oeffentlich/niederschrift.docx"
    damaged = bytearray(small()[name])
    with zipfile.ZipFile(io.BytesIO(small()[name])) as packed:
        at = packed.getinfo("word/document.xml").header_offset
    if harm == "packed":
        damaged[at + 80 : at + 300] = bytes(byte ^ 0x5A for byte in damaged[at + 80 : at + 300])
    else:
        entry = damaged.rfind(b"word/document.xml") - 46
        damaged[entry + 8] |= 1
    files = {**small(), name: bytes(damaged)}
    files["SHA512SUMS"] = archives.sums({key: data for key, data in files.items() if key != "SHA512SUMS"})
    folder = put(tmp_path / "a", files)
    assert alone.main([str(folder)]) == 1
    assert run("verify", str(folder)) == 0
    assert f"dass die Prüfsummen stimmen: {name}." in run.err


@pytest.mark.parametrize("name", ["x/../../LIESMICH.txt", "/LIESMICH.txt", "x/LIESMICH.txt"])
def test_a_zip_with_a_name_twice_or_one_that_leads_out_is_refused(
    run: Run, tmp_path: Path, name: str
) -> None:
    packed = tmp_path / "a.zip"
    packed.write_bytes(zipped(small(), "x"))
    assert run("verify", str(packed)) == 0
    with zipfile.ZipFile(packed, "a") as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target.writestr(name, "x")
    assert run("verify", str(packed)) == 1
    assert "hinaus" in run.err or "doppelt" in run.err


def test_a_zip_that_is_none_is_told_in_words(run: Run) -> None:
    assert run("verify", run.file("a.zip", b"PK nothing")) == 1
    assert "Das Archiv lässt sich nicht auspacken" in run.err
    assert run("verify", "FOLDER/none.zip") == 2


# Minutes and older copies beside a log


@pytest.mark.parametrize("form", [".txt", ".html", ".pdf"])
def test_minutes_that_follow_from_the_log_are_told_apart_from_those_that_only_name_it(
    run: Run, form: str
) -> None:
    head = replayed(run)
    data = written(SMALL.meeting, SMALL.head, form)
    assert run("verify", "FOLDER/l.jsonl", "--minutes", run.file(f"n{form}", data)) == 0
    assert run.out == f"{head}\n"
    assert "genau die, die aus dem Ereignisprotokoll folgt (nichtöffentliche Fassung)." in run.err
    other = run.file(f"o{form}", data + b"\n")
    assert run("verify", "FOLDER/l.jsonl", "--minutes", other) == 0
    assert "Eine andere Fassung des Programms oder ein Mensch hat sie geschrieben." in run.err
    forged = run.file(f"f{form}", data.replace(head.encode(), b"0" * 64))
    assert run("verify", "FOLDER/l.jsonl", "--minutes", forged) == 1
    assert "Die Niederschrift nennt ein anderes Ereignisprotokoll" in run.err
    nothing = run.file(f"x{form}", b"Protokoll")
    assert run("verify", "FOLDER/l.jsonl", "--minutes", nothing) == 1


def test_minutes_of_an_earlier_state_belong_and_say_so(run: Run) -> None:
    replayed(run)
    before = SMALL.log[:-2]
    found = cli.main(["verify", run.file("before.jsonl", to_jsonl(before))])
    assert found == 0
    run("archive", "FOLDER/before.jsonl", "--out", "FOLDER/a")
    assert run("verify", "FOLDER/l.jsonl", "--minutes", "FOLDER/a/oeffentlich/niederschrift.txt") == 0
    assert "genau die, die aus dem Ereignisprotokoll folgt (öffentliche Fassung)." in run.err
    assert f"Sie zeigt den Stand nach Nr. {len(before)}; seither kamen 2 Einträge dazu." in run.err


def test_an_older_copy_is_the_beginning_of_the_log_or_it_is_told_where_they_part(run: Run) -> None:
    log = run.file("l.jsonl", to_jsonl(PLAYED.log))
    older = run.file("older.jsonl", to_jsonl(PLAYED.log[:50]))
    assert run("verify", log, "--older", older) == 0
    assert "ist der Anfang dieses Ereignisprotokolls" in run.err
    assert run("verify", older, "--older", "FOLDER/l.jsonl") == 1
    assert run.out == "51\n"
    bodies = [line.body or "" for line in PLAYED.log]
    bodies[40] = bodies[40].replace('"by":"', '"by":"x')
    forged = run.file("forged.jsonl", to_jsonl(seal(START, bodies, derived_salts(b"forged"))[:60]))
    assert run("verify", "FOLDER/l.jsonl", "--older", forged) == 1
    assert run.out == "1\n"


def test_the_folder_is_named_after_meeting_and_edition() -> None:
    assert folder_name(PLAYED.meeting, Edition.PUBLIC) == "umwelt-bauen-12-archiv-oeffentlich"
    assert head_of(PLAYED.log) == PLAYED.head


@pytest.mark.parametrize("form", FORMS)
def test_minutes_of_every_form_name_their_log_and_are_known_again(form: str, tmp_path: Path) -> None:
    found = Minutes(ending=form, data=written(SMALL.meeting, SMALL.head, form))
    assert stated_head(found) == SMALL.head
    assert "genau die" in minutes_belong(SMALL.log, found)
    # The verifier that goes along reads it too.
    file = tmp_path / f"niederschrift{form}"
    file.write_bytes(found.data)
    log = tmp_path / "l.jsonl"
    log.write_bytes(to_jsonl(SMALL.log))
    assert alone.main([str(log), "--minutes", str(file)]) == 0
