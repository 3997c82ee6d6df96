"""Whatever happens changes some screen besides the clerk's timeline, or is listed here with the reason why not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache

from handzeichen.meeting.events import EVENTS, Entry
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import AUDIENCES, parts, personal
from meeting.evenings import evening
from meeting.kit import Evening, at_item, opened
from views import situations

SILENT = {
    "CameraSet": "A camera that is on is what is expected: only one that is off is shown.",
    "IdentityConfirmed": "Whoever sits in the room is seen by everybody there.",
    "CalledToOrder": "It is for the minutes; no screen pillories anybody.",
    "PaperTabled": "Of an item that is not called no papers are shown.",
    "OwnVoteRecorded": "It is for the minutes; the receipt goes when the meeting goes on.",
    "FaultAttributed": "Of a fault that is over only the minutes tell.",
    "QuorumStated": "Said again within the minute, with the same numbers.",
    "MotionsOrdered": "The order in which they stand already, or of motions on an item that is not called.",
    "LawConfirmed": "Only a meeting that counts waits for the house's word; nobody said of these that they do.",
    "AloneConfirmed": "Nobody waits for it where the next item is public.",
    "QuorumChallenged": "Doubted once more before the chair has answered, with the same numbers.",
    "NoteWritten": "Of an item that is not called only the minutes tell.",
    "LawAnswered": "It is for the minutes; the screens show what follows from it once that is asked for.",
    "MinutesIssued": "Versions of the minutes have a page of their own.",
    "MinutesSigned": "Versions of the minutes have a page of their own.",
    "MinutesApproved": "Versions of the minutes have a page of their own.",
    "StepsSettled": "Said otherwise of a step that was settled: repeated or irrelevant, only the minutes tell which.",
    "Corrected": "What was corrected is over, or for the minutes alone.",
}
"""Types of events that may move no screen but the timeline, and why."""


def picture(meeting: Meeting, entries: Sequence[Entry]) -> dict[tuple[str, str], object]:
    """All screens at once, without the timeline, which is a list of all that happens."""
    found = {
        (audience, name): part
        for audience in AUDIENCES
        for name, part in parts(meeting, audience, entries=entries[-200:]).items()
        if "timeline" not in name
    }
    return found | {
        (person, name): part
        for person in meeting.roll.people
        for name, part in personal(meeting, person).items()
    }


def silent_in(entries: Sequence[Entry]) -> Iterable[tuple[str, bool]]:
    """Each event's type, and whether it moved nothing."""
    meeting, before = None, None
    for place, entry in enumerate(entries, start=1):
        meeting = evolve(meeting, entry)
        after = picture(meeting, entries[:place])
        yield type(entry.event).__name__, after == before
        before = after


def random_evening(seed: int) -> list[Entry]:
    """What happens on a random evening."""
    start = at_item("2", "ahrens brandt carstens gross jung", "ebeling falk ivers")
    meeting, entries, now = start.meeting, list(start.entries), start.now + timedelta(minutes=10)
    for step in evening(seed):
        now += step.pause
        answer = decide(meeting, step.named(meeting, now), by=step.by, at=now)
        for event in answer.events if isinstance(answer, Accepted) else ():
            entry = Entry(seq=len(entries) + 1, at=now, by=answer.by, for_=answer.for_, event=event)
            meeting = evolve(meeting, entry)
            entries.append(entry)
    return entries


def of_motions() -> Evening:
    """Everything that may become of a motion."""
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    for motion, text in (("x1", "Aus Holz."), ("x2", "Aus Stein."), ("x3", "Aus Lehm.")):
        evening.accepted("brandt", "move", motion=motion, kind="amendment", amends="m2", text=text)
    evening.accepted("falk", "support", motion="x1")
    evening.accepted("chair", "order_motions", motions=["x3", "x2", "x1"])
    evening.accepted("brandt", "withdraw_motion", motion="x3")
    evening.accepted("brandt", "move", motion="x4", kind="urgent_item", title="Deichbruch")
    evening.vote("x4", "b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "defer_to_factions", item="4", faction="ulme")
    evening.accepted("brandt", "move", motion="x5", kind="urgency", item="4")
    evening.vote("x5", "b2", yes="ahrens brandt carstens demir ebeling falk")
    return evening


def of_texts() -> Evening:
    """A matter that is amended, written down anew, and voted on in parts: those named, and those that the chair puts."""
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    evening.accepted("chair", "order_motions", motions=["m3"])
    evening.accepted("brandt", "move", motion="x1", kind="amendment", amends="m2", text="Aus Holz.")
    evening.vote("x1", "b1", yes="ahrens brandt carstens")
    evening.accepted("clerk", "restate", motion="m2", text="Die Brücke wird gebaut. Sie ist aus Holz.")
    evening.accepted("brandt", "move", motion="x2", kind="separate_votes", parts=["1.", "2."])
    evening.vote("x2", "b2", yes="ahrens brandt carstens")
    evening.accepted("brandt", "move", motion="x3", kind="main", text="Die Brücke.", part_of="m2")
    return evening


def of_demands() -> Evening:
    """What enough members demand happens without a ballot."""
    law = {"demands": {"roll_call_vote": {"settles": "demand", "supporters": 2}}}
    evening = at_item("2", situations.ROOM, situations.VIDEO, **law)
    evening.accepted("brandt", "move", motion="x1", kind="roll_call_vote")
    evening.accepted("falk", "support", motion="x1")
    return evening


def of_treatment() -> Evening:
    """What the body resolves about the treatment of an item, and in which order items are dealt with."""
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    moved = {
        "y1": {"kind": "reorder", "item": "4", "before": "3"},
        "y2": {"kind": "end_of_list"},
        "y3": {"kind": "end_of_debate"},
        "y4": {"kind": "hearing", "about": "falk"},
        "y5": {"kind": "roll_call_vote"},
    }
    for number, (motion, fields) in enumerate(moved.items(), start=1):
        evening.accepted("brandt", "move", motion=motion, **fields)
        evening.vote(motion, f"b{number}", yes="ahrens brandt carstens")
    return evening


def of_order() -> Evening:
    """Convening doubted, order kept, the lead handed over and taken, bars ended, a meeting broken off."""
    evening = opened(situations.ROOM, situations.VIDEO)
    evening.accepted("falk", "object_to_convening")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "call_item", item="3")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("falk", "withdraw_floor", person="falk", kind="speech")
    evening.accepted("chair", "call_to_order", person="falk")
    evening.accepted("clerk", "recuse", person="falk", item="3")
    evening.accepted("falk", "contest_recusal", person="falk", item="3")
    evening.accepted("clerk", "end_recusal", person="falk", item="3")
    guest = {"id": "petersen", "name": "Petersen", "role": "guest"}
    evening.accepted("clerk", "admit", person=guest)
    evening.accepted("clerk", "note", item="3", text="Der Radweg wird gezeigt.")
    evening.accepted("brandt", "challenge_quorum")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "open_ballot", motion="m3", ballot="b1", method="show_of_hands")
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="gross", via="room")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Verspätung")
    evening.accepted("clerk", "leave", person="gross")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m3", ballot="b2", method="show_of_hands")
    evening.accepted("clerk", "arrive", person="demir", via="room")
    evening.accepted("chair", "admit_to_ballot", ballot="b2", person="demir")
    evening.accepted("chair", "abort_ballot", ballot="b2", reason="Verspätung")
    evening.accepted("chair", "hand_over_chair", to="brandt")
    evening.accepted("clerk", "hand_over_minutes", to="lorenz")
    evening.accepted("clerk", "leave", person="brandt")
    evening.accepted("carstens", "take_chair", person="carstens")
    evening.accepted("chair", "exclude", person="falk")
    evening.accepted("chair", "suspend")
    evening.accepted("chair", "resume")
    evening.accepted("chair", "adjourn")
    return evening


def of_papers() -> Evening:
    """A paper tabled elsewhere, a camera, somebody who has the floor, an urgent matter, an amendment taken over."""
    evening = at_item("3", situations.ROOM, situations.VIDEO)
    evening.accepted("clerk", "table_paper", item="2", reference="9/2026", kind="Tischvorlage", handed="mail")
    evening.accepted("falk", "set_camera", person="falk", on=True)
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("falk", "confirm_presence", person="falk")
    evening.accepted("chair", "end_presence_check")
    evening.accepted("demir", "arrive", person="demir", via="video")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("chair", "give_floor", person="falk")
    evening.accepted("chair", "end_floor", person="falk")
    evening.accepted("falk", "move", motion="x1", kind="amendment", amends="m3", text="Ohne Bäume.")
    evening.accepted("brandt", "accept_amendment", motion="x1")
    evening.accepted("falk", "move", motion="x2", kind="postponement", item="3")
    evening.accepted("falk", "move", motion="x3", kind="urgency", item="3")
    evening.vote("x3", "b1", yes="ahrens brandt carstens demir ebeling falk")
    return evening


def of_doubt() -> Evening:
    """A notice, a face, a fault, something agreed and objected to, and a result doubted, repeated and kept on request."""
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    evening.accepted("chair", "give_notice", notice="hybrid")
    evening.accepted("clerk", "confirm_law", question="doors", confirmed_by="Falk", source="§ 64")
    evening.accepted("chair", "confirm_identity", person="brandt")
    evening.accepted("falk", "lose_connection", person="falk")
    for cause in ("unclear", "member"):
        evening.accepted("chair", "attribute_fault", person="falk", cause=cause)
    evening.accepted("chair", "attribute_fault", person="falk", cause="municipality")
    evening.accepted("chair", "state_quorum")
    missed = len(evening.entries)
    evening.wait(1)
    evening.accepted("falk", "restore_connection", person="falk")
    evening.accepted("chair", "settle_steps", steps=[missed], how="irrelevant")
    evening.accepted("chair", "attribute_fault", person="falk", cause="unclear")
    evening.accepted("brandt", "move", motion="x1", kind="interruption")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("falk", "object", motion="x1")
    evening.vote("x1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    evening.record_hands("b2", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "state_quorum")
    evening.accepted("falk", "have_vote_recorded", ballot="b2")
    for _ in range(2):
        evening.accepted("brandt", "challenge_quorum", person="brandt")
    evening.accepted("clerk", "note", item="3", text="Ein Satz.")
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="verhört")
    evening.accepted("clerk", "hold", reason="Beschwerde")
    evening.accepted("clerk", "release_hold", reason="beschieden")
    evening.accepted("clerk", "object_to_resolution", motion="x1", reason="nicht zuständig")
    evening.accepted("clerk", "lift_objection", motion="x1")
    evening.accepted("chair", "close_meeting")
    evening.accepted("clerk", "issue_minutes")
    evening.accepted("clerk", "sign_minutes", version=1, as_="clerk", person="meyer")
    evening.accepted("clerk", "approve_minutes", version=1, meeting="brueckenausschuss-13", ballot="b1")
    return evening


@cache
def played() -> tuple[Counter[str], Counter[str]]:
    """How often each type of event happened, and how often it moved nothing."""
    evenings = [random_evening(seed) for seed in (0, 1, 41)]
    evenings += [
        made().entries
        for made in (
            *situations.ALL.values(),
            of_motions,
            of_texts,
            of_demands,
            of_treatment,
            of_order,
            of_papers,
            of_doubt,
        )
    ]
    happened, silent = Counter[str](), Counter[str]()
    for entries in evenings:
        for name, moved_nothing in silent_in(entries):
            happened[name] += 1
            silent[name] += moved_nothing
    return happened, silent


def test_whatever_happens_changes_some_screen_or_is_listed_with_its_reason() -> None:
    _, silent = played()
    assert {name for name, times in silent.items() if times} <= SILENT.keys()


def test_every_type_of_event_was_played() -> None:
    happened, _ = played()
    assert EVENTS.keys() <= happened.keys(), "add an evening in which it happens"


def test_what_is_listed_did_move_nothing() -> None:
    _, silent = played()
    assert {name for name in SILENT if not silent[name]} == set()
