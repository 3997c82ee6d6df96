"""The house's conferences come from one file; what is wrong in it is told at once, each thing at its key."""

from datetime import timedelta
from pathlib import Path

import pytest

from handzeichen.app.video.settings import VideoFault, read_settings

RIGHT = """
[conferences.rat]
body = "rat"
system = "bigbluebutton"
secret_file = "secret"
rooms = ["rat-sitzung"]
grace = 20
[conferences.rat.roster]
server = "https://bbb.example/bigbluebutton/api"
every = 5
[conferences.rat.links]
"8f3a" = "ebeling"
[conferences.bau]
meeting = "bau-12"
pages = ["member", "hall"]
arrivals = "people"
"""


def file(folder: Path, text: str, secret: bytes = b"a-secret-of-sixteen\n") -> Path:
    (folder / "secret").write_bytes(secret)
    (folder / "short").write_bytes(b"short")
    (folder / "video.toml").write_text(text)
    return folder / "video.toml"


def test_a_house_without_a_file_has_no_conference() -> None:
    assert read_settings(None) == ()


def test_conferences_are_read_with_their_secret_and_never_show_it(tmp_path: Path) -> None:
    rat, bau = read_settings(file(tmp_path, RIGHT))
    assert (rat.id, rat.body, rat.meeting, rat.system) == ("rat", "rat", None, "bigbluebutton")
    assert rat.secret == b"a-secret-of-sixteen" and "sixteen" not in repr(rat)
    assert rat.patience.grace == timedelta(seconds=20) and rat.patience.settled == timedelta(seconds=30)
    assert (rat.patience.arrivals, bau.patience.arrivals) == ("system", "people")
    assert rat.links == {"8f3a": "ebeling"} and rat.rooms == {"rat-sitzung"}
    assert rat.roster is not None and rat.roster.every == timedelta(seconds=5)
    assert rat.roster.secret == rat.secret
    assert (bau.meeting, bau.system, bau.pages) == ("bau-12", None, {"member", "hall"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("body =", "bodies ="), "conferences.rat.bodies: unbekannt"),
        (('body = "rat"', ""), "conferences.rat: Nötig ist entweder body"),
        (('body = "rat"', 'body = "rat"\nmeeting = "rat-1"'), "conferences.rat: Nötig ist entweder body"),
        (('body = "rat"', "body = 5"), "conferences.rat.body: Nötig ist ein Text."),
        (
            ('"bigbluebutton"', '"teams"'),
            "conferences.rat.system: unbekannt: teams. Möglich sind: bigbluebutton",
        ),
        (('secret_file = "secret"', ""), "conferences.rat.secret_file: fehlt"),
        (('secret_file = "secret"', 'secret_file = "none"'), "none: Die Datei lässt sich nicht lesen"),
        (
            ('secret_file = "secret"', 'secret_file = "short"'),
            "conferences.rat.secret_file: Das Geheimnis ist zu kurz",
        ),
        (('rooms = ["rat-sitzung"]', 'rooms = "rat"'), "conferences.rat.rooms: Nötig ist eine Liste"),
        (('rooms = ["rat-sitzung"]', ""), "conferences.rat.rooms: Nötig ist genau ein Raum"),
        (
            ("grace = 20", 'arrivals = "x"'),
            "conferences.rat.arrivals: unbekannt: x. Möglich sind: system, people.",
        ),
        (("grace = 20", "grace = -1"), "conferences.rat.grace: Nötig sind Sekunden"),
        (("grace = 20", "grace = true"), "conferences.rat.grace: Nötig sind Sekunden"),
        (("grace = 20", 'grace = "20"'), "conferences.rat.grace: Nötig sind Sekunden"),
        (("every = 5", "every = 0"), "conferences.rat.roster.every: Nötig sind Sekunden, von 1"),
        (('"https://bbb', '"bbb'), "conferences.rat.roster.server: Nötig ist die Adresse"),
        (('"https://bbb', '"https://b b'), "conferences.rat.roster.server: Nötig ist die Adresse"),
        (('"bigbluebutton"', '"livekit"'), "conferences.rat.roster.key: fehlt"),
        (
            ('"bigbluebutton"', '"zoom"'),
            "conferences.rat.roster: Gefragt werden kann nur: bigbluebutton, livekit.",
        ),
        (('"8f3a" = "ebeling"', '"8f3a" = 5'), "conferences.rat.links.8f3a: Nötig ist ein Text."),
        (('["member", "hall"]', '["chair"]'), "conferences.bau.pages: unbekannt: chair"),
        (('pages = ["member", "hall"]', ""), "conferences.bau: Nötig ist system"),
        (("conferences.bau", "conferences.Bau"), "conferences.Bau: Der Name steht in der Adresse"),
        (("[conferences.rat]", "[conferences.rat"), "Das ist kein gültiges TOML"),
    ],
)
def test_what_is_wrong_is_told_at_its_key(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    assert change[0] in RIGHT
    with pytest.raises(VideoFault) as told:
        read_settings(file(tmp_path, RIGHT.replace(*change)))
    assert says in str(told.value) and str(told.value).startswith(str(tmp_path))


@pytest.mark.parametrize("text", ["", "conferences = 5", "[conferences]", "rat = 1", "conferences.rat = 1"])
def test_a_file_without_a_conference_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(VideoFault, match="conferences"):
        read_settings(file(tmp_path, text))


def test_a_file_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(
        VideoFault, match=r"video\.toml: Die Datei lässt sich nicht lesen \(es gibt sie nicht\)"
    ):
        read_settings(tmp_path / "video.toml")


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        RIGHT.replace("grace = 20", "grace = -1")
        .replace('"zoom"', '"x"')
        .replace('["member", "hall"]', '["x"]')
    )
    with pytest.raises(VideoFault) as told:
        read_settings(file(tmp_path, text))
    assert len(str(told.value).splitlines()) == 2


PAGE = '[conferences.wir]\nbody = "rat"\nsystem = "page"\ngrace = 15\n'


def test_a_house_with_nothing_but_our_page_needs_no_secret_and_leaves_arrivals_to_people(
    tmp_path: Path,
) -> None:
    (found,) = read_settings(file(tmp_path, PAGE))
    assert found.is_own_page and found.patience.arrivals == "people" and found.secret == b""
    assert found.patience.grace == timedelta(seconds=15)
    assert not any(one.is_own_page for one in read_settings(file(tmp_path, RIGHT)))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('secret_file = "secret"', "conferences.wir.secret_file: Gilt nicht, wo system"),
        ('rooms = ["rat"]', "conferences.wir.rooms: Gilt nicht"),
        ('pages = ["member"]', "conferences.wir.pages: Gilt nicht"),
        ('callback = "https://x"', "conferences.wir.callback: Gilt nicht"),
        ('arrivals = "system"', "conferences.wir.arrivals: Eine offene Seite heißt nicht"),
        ('[conferences.wir.links]\n"8f" = "e"', "conferences.wir.links: Gilt nicht"),
        ('[conferences.wir.roster]\nserver = "https://x"', "conferences.wir.roster: Gilt nicht"),
    ],
)
def test_what_means_nothing_where_our_page_is_the_conference_is_said(
    tmp_path: Path, more: str, says: str
) -> None:
    with pytest.raises(VideoFault) as told:
        read_settings(file(tmp_path, PAGE + more))
    assert says in str(told.value)


def test_our_page_is_not_the_conference_where_there_is_another_for_the_same_meetings(tmp_path: Path) -> None:
    with pytest.raises(
        VideoFault, match=r"conferences\.wir\.system: .*auch „rat“ ist für dieselben Sitzungen"
    ):
        read_settings(file(tmp_path, RIGHT + PAGE))
    both = read_settings(file(tmp_path, RIGHT + PAGE.replace('body = "rat"', 'body = "ausschuss"')))
    assert [one.id for one in both if one.is_own_page] == ["wir"]
