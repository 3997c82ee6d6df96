"""How the systems are asked who is connected, and what their answers say."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from handzeichen.app.video.port import LONGEST, Unreadable
from handzeichen.app.video.roster import COUNTS_LATER, POLLS, Asked
from handzeichen.app.video.sightings import Known, Present

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
ASKED = Asked(server="https://video.example/api/", key="key", secret=b"secret", room="rat & co")

BBB = """<response><returncode>SUCCESS</returncode><meetingName>Rat</meetingName><attendees>
<attendee><userID>ebeling</userID><fullName>Frau E</fullName><role>VIEWER</role><hasVideo>true</hasVideo></attendee>
<attendee><userID>w_xfsb9</userID><fullName>Gast</fullName><role>VIEWER</role><hasVideo>false</hasVideo></attendee>
<attendee><userID>falk</userID></attendee></attendees></response>"""
NOT_FOUND = "<response><returncode>FAILED</returncode><messageKey>notFound</messageKey></response>"
LIVEKIT = {
    "participants": [
        {
            "sid": "PA_1",
            "identity": "ebeling",
            "name": "Frau E",
            "state": "ACTIVE",
            "tracks": [{"source": "MICROPHONE"}, {"source": "CAMERA", "muted": False}],
        },
        {
            "sid": "PA_2",
            "identity": "falk",
            "state": "ACTIVE",
            "tracks": [{"source": "CAMERA", "muted": True}],
        },
        {"sid": "PA_3", "identity": "demir", "state": "DISCONNECTED"},
    ]
}


def test_bigbluebutton_is_asked_with_its_checksum_and_names_accounts() -> None:
    poll = POLLS["bigbluebutton"]
    question = poll.question(ASKED, NOW)
    checksum = hashlib.sha256(b"getMeetingInfomeetingID=rat+%26+cosecret").hexdigest()
    assert (
        question.url == f"https://video.example/api/getMeetingInfo?meetingID=rat+%26+co&checksum={checksum}"
    )
    roster = poll.read(BBB.encode(), NOW)
    assert roster.at == NOW - COUNTS_LATER
    assert [(one.connection, one.who.account, one.camera) for one in roster.present] == [
        (None, "ebeling", True),
        (None, "w_xfsb9", False),
        (None, "falk", None),
    ]


def test_a_conference_that_does_not_run_is_empty() -> None:
    assert POLLS["bigbluebutton"].read(NOT_FOUND.encode(), NOW).present == ()
    assert POLLS["livekit"].read(b"{}", NOW).present == ()


def test_livekit_is_asked_with_a_token_and_knows_of_muted_cameras() -> None:
    poll = POLLS["livekit"]
    question = poll.question(ASKED, NOW)
    assert question.url == "https://video.example/api/twirp/livekit.RoomService/ListParticipants"
    assert question.method == "POST" and json.loads(question.body or b"") == {"room": "rat & co"}
    head, claims, signature = question.headers["authorization"].removeprefix("Bearer ").split(".")
    true = hmac.new(b"secret", f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == true
    said = json.loads(base64.urlsafe_b64decode(claims + "==="))
    assert said["iss"] == "key" and said["video"] == {"roomAdmin": True, "room": "rat & co"}
    assert said["nbf"] < NOW.timestamp() < said["exp"]
    present = poll.read(json.dumps(LIVEKIT).encode(), NOW).present
    assert present[0] == Present(
        connection="PA_1", who=Known(id="ebeling", account="ebeling", name="Frau E"), camera=True
    )
    assert [(one.connection, one.camera) for one in present] == [("PA_1", True), ("PA_2", False)]


@pytest.mark.parametrize("name", sorted(POLLS))
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<response",
        b"[]",
        b"null",
        b'{"participants": 5}',
        b'{"participants": [{}]}',
        b"<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>",
        b"<response><returncode>SUCCESS</returncode><attendee/></response>",
        b'<?xml version="1.0" encoding="foo"?><response/>',
        b'<?xml version="1.0" encoding="utf-7"?><response/>',
    ],
)
def test_another_answer_says_nothing_about_anybody(name: str, answer: bytes) -> None:
    with pytest.raises(Unreadable):
        POLLS[name].read(answer, NOW)


def test_a_name_in_a_roster_is_no_longer_than_elsewhere() -> None:
    answer = BBB.replace("Gast", "G" * 5_000).replace("w_xfsb9", "w" * 5_000)
    guest = POLLS["bigbluebutton"].read(answer.encode(), NOW).present[1].who
    assert guest == Known(id="w" * LONGEST, account="w" * LONGEST, name="G" * LONGEST)
