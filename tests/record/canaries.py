"""Evenings in which every free text that is not for everybody is a word of its own that stands nowhere else.

Whoever finds such a word in a public file has found a leak, and the word says where it came from.
"""

import io
import re
import zipfile

from pypdf import PdfReader

from meeting.kit import ITEMS, PEOPLE, Evening, at_item, plan_of

CANARY = re.compile(r"zqx[a-z]+\d*", re.IGNORECASE)
"""Letters that no German word has side by side; what follows says where the word was planted."""

PLANNED = (
    *ITEMS[:4],
    {
        "id": "5", "title": "zqxtitle", "secrecy": "non_public", "public_title": "Grundstückssache",
        "papers": [{"reference": "zqxreference", "kind": "zqxkind", "link": "https://zqxlink.example/"}],
        "motions": [{"id": "m5", "kind": "main", "text": "zqxmotion"}, {"id": "m51", "kind": "amendment", "text": "zqxamendment"}],
    },
    {"id": "6", "title": "zqxsecret", "secrecy": "secret", "public_title": "Sicherheitssache"},
    {"id": "7", "title": "zqxuntitled", "secrecy": "non_public", "motions": [{"id": "m7", "text": "zqxsecond"}]},
    {"id": "8", "title": "zqxreport", "secrecy": "non_public", "kind": "information"},
)  # fmt: skip
"""The kit's agenda, with planted words in whatever a non-public item holds; one of them has no public title."""


def text_of(name: str, data: bytes) -> str:
    """All that can be read in a file, what is packed or drawn in it too."""
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(data))
        outline = [str(entry) for entry in reader.outline]
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata), *outline])
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(text_of(inner, packed.read(inner)) for inner in packed.namelist())
    return data.decode(errors="replace")


def planted(text: str) -> set[str]:
    """The planted words in a text, in whatever case they came out."""
    return {word.lower() for word in CANARY.findall(text)}


PEOPLE_IN = (
    *PEOPLE,
    {"id": "gast", "title": "Frau", "name": "Zqxguest", "role": "guest", "note": "zqxnote"},
    {"id": "stellv", "title": "Herr", "name": "Zqxdeputy", "faction": "ulme", "role": "deputy"},
    {"id": "spaet", "title": "Frau", "name": "Spaeth", "faction": "esche", "role": "deputy"},
)  # fmt: skip
"""Two of them come only while the doors are closed, the third then and again."""
PLAN = plan_of(items=PLANNED, people=PEOPLE_IN)
ROOM, VIDEO = "ahrens brandt carstens demir", "ebeling falk"


def behind_doors(room: str = ROOM, item: str = "5") -> Evening:
    """At 18.30 the doors are closed for an item; 8 has nothing to be decided."""
    evening = at_item("2", room, VIDEO, plan=PLAN)
    do = evening.accepted
    evening.vote(
        "m2",
        "b2",
        yes=" ".join(sorted({"ahrens", "brandt", "carstens"} & set(room.split()))) + " ebeling",
        no="falk",
    )
    do("clerk", "recuse", person="falk", item="5")
    for person in ("ebeling", "falk"):
        do(person, "confirm_alone", person=person)
    do("chair", "close_item", item="2")
    do("chair", "exclude_public", cleared=True, stream_off=True, at="18:30")
    do("chair", "call_item", item=item)
    return evening


def with_secrets(*, opens_again: bool = True) -> Evening:
    """An evening with all that can happen behind closed doors from 18.30 to 18.50; no time in between is for anybody."""
    evening = behind_doors()
    do = evening.accepted
    do("clerk", "arrive", person="gast", via="room", at="18:31:07")
    guest = {
        "id": "neu",
        "name": "Zqxadmitted",
        "role": "guest",
        "note": "zqxadmittednote",
        "office": "zqxoffice",
    }
    do("clerk", "admit", person=guest)
    do("clerk", "arrive", person="neu", via="room")
    do("clerk", "leave", person="carstens", at="18:32:13")
    do("clerk", "arrive", person="stellv", via="room")
    do("clerk", "deputise", person="stellv", for_="carstens")
    do("clerk", "arrive", person="spaet", via="room", at="18:33:17")
    do("clerk", "note", item="5", text="zqxnoted")
    do("clerk", "note", item="2", text="zqxnotedelsewhere")
    do(
        "clerk",
        "table_paper",
        item="5",
        reference="zqxtabled",
        kind="zqxtabledkind",
        handed="mail",
        file="https://zqxfile.example/",
    )
    do("brandt", "move", motion="x1", kind="amendment", amends="m5", text="zqxmoved", reason="zqxreason")
    do("brandt", "move", motion="x2", kind="referral", to="zqxto", reason="zqxreferral")
    do("brandt", "move", motion="x3", kind="urgent_item", title="zqxurgenttitle", text="zqxurgent")
    evening.vote("x3", "b3", yes="ahrens brandt demir stellv")
    do("chair", "call_to_order", person="demir", reason="zqxorder")
    do("clerk", "lose_connection", person="ebeling", at="18:35:19")
    do("chair", "attribute_fault", person="ebeling", cause="member")
    do("clerk", "restore_connection", person="ebeling", at="18:36:23")
    do("chair", "suspend", reason="zqxsuspended", at="18:37:29")
    do("chair", "resume", reason="zqxresumed", at="18:38:31")
    evening.vote("x2", "b7", no="ahrens brandt demir stellv ebeling")
    do("chair", "open_ballot", motion="x1", ballot="b4", method="show_of_hands")
    do("chair", "abort_ballot", ballot="b4", reason="zqxaborted")
    evening.vote("x1", "b5", yes="ahrens brandt", no="demir stellv ebeling")
    do("demir", "doubt_result", ballot="b5")
    do("chair", "repeat_ballot", ballot="b5", new="b6", reason="zqxrepeated")
    evening.record_hands("b6", yes="ahrens brandt", no="demir stellv ebeling")
    do("chair", "close_ballot", ballot="b6")
    do("chair", "announce_result", ballot="b6")
    do("ebeling", "have_vote_recorded", ballot="b6")
    do("chair", "hand_over_chair", to="brandt", at="18:41:37")
    do("brandt", "hand_over_chair", to="ahrens", at="18:42:41")
    evening.vote("m51", "b10", no="ahrens brandt demir stellv ebeling")
    evening.vote("m5", "b8", yes="ahrens brandt demir stellv", no="ebeling")
    do("clerk", "note", item="5", text="zqxwrong")
    wrong = evening.entries[-1].seq
    rightly = {"do": "note", "item": "5", "text": "zqxright"}
    do("clerk", "correct", of=wrong, reason="zqxcorrected", with_=rightly)
    do("clerk", "hold", reason="zqxheld")
    do("clerk", "leave", person="gast", at="18:44:43")
    do("clerk", "leave", person="neu")
    do("clerk", "leave", person="stellv", at="18:45:47")
    do("clerk", "leave", person="demir", at="18:46:53")
    do("clerk", "arrive", person="demir", via="room", at="18:47:59")
    do("clerk", "leave", person="spaet")
    if opens_again:
        in_public_again(evening)
    do("chair", "close_meeting", at="19:30")
    do("clerk", "note", item="5", text="zqxafterwards")
    do("clerk", "object_to_resolution", motion="m5", reason="zqxobjected")
    do("clerk", "note", item="2", text="zqxsince", since="18:43")
    do(
        "clerk",
        "correct",
        of=evening.entries[-1].seq,
        reason="zqxlate",
        with_={"do": "note", "item": "2", "text": "zqxsincethen"},
    )
    return evening


def in_public_again(evening: Evening) -> None:
    """The doors open; what is entered now of the time behind them is still for nobody."""
    do = evening.accepted
    do("chair", "close_item", item="5", at="18:50")
    do("chair", "admit_public")
    do("clerk", "note", item="5", text="zqxinpublic", at="18:55")
    do("clerk", "note", item="3", text="zqxlatenote", since="18:43:43")
    do("chair", "call_item", item="3", at="19:00")
    do("clerk", "arrive", person="spaet", via="room")
    do("clerk", "note", item="3", text="Öffentlich gesagt.")
    evening.vote("m3", "b9", yes="ahrens brandt", no="demir falk")
