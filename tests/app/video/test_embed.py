"""How people come into a conference: what the settings say, and the links made of them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.video.test_settings import file
from handzeichen.app.security import POLICY, showing
from handzeichen.app.video.embed import Embed, Kind
from handzeichen.app.video.links import THE_HALL, Guest, link
from handzeichen.app.video.settings import VideoFault, read_settings

RIGHT = """
[conferences.rat]
body = "rat"
pages = ["member", "hall"]
rooms = ["rat-sitzung"]
[conferences.rat.embed]
kind = "jitsi"
address = "https://meet.stadt.example/rat"
in = ["member", "hall"]
app = "handzeichen"
secret_file = "secret"
also = ["https://meet-2.stadt.example"]
"""


def test_a_conference_says_how_people_come_in_and_never_shows_its_secret(tmp_path: Path) -> None:
    (rat,) = read_settings(file(tmp_path, RIGHT))
    assert rat.embed is not None
    assert (rat.embed.kind, rat.embed.app, rat.embed.within) == ("jitsi", "handzeichen", {"member", "hall"})
    assert rat.embed.origins == ("https://meet.stadt.example", "https://meet-2.stadt.example")
    assert rat.embed.secret == b"a-secret-of-sixteen" and "sixteen" not in repr(rat)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('kind = "jitsi"', ""), "rat.embed.kind: fehlt. Möglich sind: jitsi, bigbluebutton, plain."),
        (('"jitsi"', '"teams"'), "rat.embed.kind: unbekannt: teams."),
        (('in = ["member", "hall"]', 'in = ["clerk"]'), "rat.embed.in: unbekannt: clerk. Möglich sind: member, hall."),
        (("app =", "apps ="), "rat.embed.apps: unbekannt."),
        (('app = "handzeichen"', ""), "rat.embed.app: fehlt: Mit dem Geheimnis allein entsteht kein Zugang."),
        (('secret_file = "secret"', ""), "rat.embed.secret_file: fehlt"),
        (('secret_file = "secret"', 'secret_file = "short"'), "rat.embed.secret_file: Das Geheimnis ist zu kurz"),
        (('"jitsi"', '"plain"'), "rat.embed.app: gehört zu Zugängen für Jitsi."),
        (('"jitsi"', '"bigbluebutton"'), "rat.embed.app: gehört zu Zugängen für Jitsi."),
        (('"https://meet-2.stadt.example"', '"https://meet-2.stadt.example/"'), "rat.embed.also: Nötig sind Adressen"),
        (("https://meet.stadt.example/rat", "https://meet.stadt.example/"), "rat.embed.address: Nötig ist die Adresse"),
        (("example/rat", "example/rat?jwt=ey"), "rat.embed.address: Nötig ist die Adresse des Raums"),
        (("https://meet.", "http://meet."), "rat.embed.address: Nötig ist eine Adresse mit https://"),
        (("https://meet.", "https://eva:geheim@meet."), "rat.embed.address: Nötig ist eine Adresse mit https://"),
        # Whatever would be read as something else in a policy or a header.
        (("meet.stadt.example/rat", "meet.example;script-src /rat"), "rat.embed.address: Nötig ist eine Adresse"),
        (("meet.stadt.example/rat", "*.example/rat"), "rat.embed.address: Nötig ist eine Adresse mit https://"),
        (("meet.stadt.example/rat", "[::1/rat"), "rat.embed.address: Nötig ist eine Adresse mit https://"),
        (("meet.stadt.example/rat", "meet.example/a b"), "rat.embed.address: Nötig ist eine Adresse mit https://"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_key(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(VideoFault) as fault:
        read_settings(file(tmp_path, RIGHT.replace(*change)))
    assert says in str(fault.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong = RIGHT.replace('"jitsi"', '"bigbluebutton"').replace('rooms = ["rat-sitzung"]', "")
    with pytest.raises(VideoFault) as fault:
        read_settings(file(tmp_path, wrong.replace("https://meet.", "ftp://meet.")))
    lines = str(fault.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "conferences.rat.embed.app",
        "conferences.rat.rooms",
        "conferences.rat.embed.address",
    ]


# Links. The token and the checksum were computed with openssl and sha256sum.

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
EBELING = Guest(id="8f3a", name="Ratsfrau Ebeling")
SECRET = b"a-secret-of-sixteen"
JITSI = Embed(kind=Kind.JITSI, address="https://meet.stadt.example/Rat", app="handzeichen", secret=SECRET)
TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJoYW5kemVpY2hlbiIsImF1ZCI6ImhhbmR6ZWljaGVuIiwic3ViIjoibWVldC5z"
    "dGFkdC5leGFtcGxlIiwicm9vbSI6InJhdCIsImV4cCI6MTc5NTU4NjQwMCwiY29udGV4dCI6eyJ1c2VyIjp7ImlkIjoiOGYzYSIsIm5hbWUiO"
    "iJSYXRzZnJhdSBFYmVsaW5nIn19fQ.55o_yXAo1eWOehxta47PP-YIgedzFjKJrqd1UbGG_HU"
)
BBB = Embed(
    kind=Kind.BIGBLUEBUTTON,
    address="https://bbb.stadt.example/bigbluebutton/api/",
    secret=SECRET,
    room="rat-sitzung",
)


def test_jitsis_link_carries_a_token_for_one_person_one_room_and_one_evening() -> None:
    assert link(JITSI, EBELING, NOW, in_frame=False) == f"https://meet.stadt.example/Rat?jwt={TOKEN}#"
    assert link(JITSI, EBELING, NOW, in_frame=True) == (
        f"https://meet.stadt.example/Rat?jwt={TOKEN}#jitsi_meet_external_api_id=1&config.disableDeepLinking=true"
    )
    other = replace(JITSI, audience="jitsi", subject="*", address="https://meet.stadt.example/kommune/rat")
    assert link(other, EBELING, NOW, in_frame=False).partition("?")[2] != f"jwt={TOKEN}#"


def test_where_jitsi_asks_for_no_token_the_name_alone_goes_along_and_stays_in_the_browser() -> None:
    found = link(replace(JITSI, app=None, secret=b""), EBELING, NOW, in_frame=False)
    assert found == "https://meet.stadt.example/Rat#userInfo.displayName=%22Ratsfrau%20Ebeling%22"


def test_bigbluebuttons_link_is_signed() -> None:
    query = "fullName=Ratsfrau+Ebeling&meetingID=rat-sitzung&redirect=true&role=VIEWER&userID=8f3a"
    checksum = "4677abb38793bdff44ddb581c624081bc5a6e8d879224d34d8b6b3b445ca438c"
    assert link(BBB, EBELING, NOW, in_frame=True) == (
        f"https://bbb.stadt.example/bigbluebutton/api/join?{query}&checksum={checksum}"
    )
    assert "role=MODERATOR" in link(BBB, replace(EBELING, leads=True), NOW, in_frame=False)


def test_the_display_comes_as_the_hall_and_sends_nothing() -> None:
    assert "fullName=Saal" in link(BBB, THE_HALL, NOW, in_frame=True)
    assert "bbb_auto_share_webcam=false" in link(BBB, THE_HALL, NOW, in_frame=True)
    wishes = link(replace(JITSI, app=None), THE_HALL, NOW, in_frame=True).partition("#")[2]
    assert {"config.startSilent=true", "config.startWithVideoMuted=true"} <= set(wishes.split("&"))


def test_all_others_have_one_address_for_everybody() -> None:
    plain = Embed(kind=Kind.PLAIN, address="https://webex.example/meet?MTID=m1")
    assert (
        link(plain, EBELING, NOW, in_frame=False)
        == link(plain, THE_HALL, NOW, in_frame=True)
        == plain.address
    )


def test_a_page_with_a_conference_frames_it_and_nothing_else_and_everything_else_stays_as_strict() -> None:
    found = showing(["https://meet.example", "https://meet-2.example"], with_devices=True)
    assert (
        found["content-security-policy"] == f"{POLICY}; frame-src https://meet.example https://meet-2.example"
    )
    assert found["permissions-policy"] == (
        'camera=(self "https://meet.example" "https://meet-2.example"), '
        'microphone=(self "https://meet.example" "https://meet-2.example"), '
        'display-capture=(self "https://meet.example" "https://meet-2.example"), geolocation=()'
    )
    assert "permissions-policy" not in showing(["https://meet.example"], with_devices=False)
