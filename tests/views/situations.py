"""Evenings of the small committee at moments that look different on the screens."""

from collections.abc import Callable
from typing import Final

from meeting.kit import Evening, at_item, opened, plan_of, present

ROOM: Final = "ahrens brandt carstens demir"
VIDEO: Final = "ebeling falk jung"
"""Ebeling and Falk hold seats, Jung advises; Ahrens leads."""
YES_BY_VIDEO: Final = {"ebeling": "yes", "falk": "yes"}


def before() -> Evening:
    """People gather, nothing is open."""
    return present(ROOM, VIDEO)


def trying(**law: object) -> Evening:
    """A trial ballot is on before the opening, one has pressed yes."""
    evening = present(ROOM, VIDEO, **law)
    evening.accepted("clerk", "open_trial_ballot")
    evening.accepted("ebeling", "cast_trial_vote", choice="yes")
    return evening


def tried(**law: object) -> Evening:
    """The trial ballot is over: one yes, one abstention."""
    evening = trying(**law)
    evening.accepted("falk", "cast_trial_vote", choice="abstain")
    evening.accepted("clerk", "close_trial_ballot")
    return evening


def at_work() -> Evening:
    """Item 2 is called, nobody votes."""
    return at_item("2", ROOM, VIDEO)


def voting(method: str = "show_of_hands", **law: object) -> Evening:
    """A ballot is open, nothing came in."""
    evening = at_item("2", ROOM, VIDEO, **law)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method=method)
    return evening


def voted(*, yes: int = 3, no: int = 1, abstain: int = 0, by_video: dict[str, str] = YES_BY_VIDEO) -> Evening:
    """Everything came in, the ballot is still open."""
    evening = voting()
    for person, choice in by_video.items():
        evening.accepted(person, "cast_vote", ballot="b1", choice=choice)
    evening.accepted("clerk", "count_hands", ballot="b1", yes=yes, no=no, abstain=abstain)
    return evening


def counted() -> Evening:
    """The ballot is closed and waits for its announcement."""
    evening = voted()
    evening.accepted("chair", "close_ballot", ballot="b1")
    return evening


def announced() -> Evening:
    """The result was announced."""
    evening = counted()
    evening.accepted("chair", "announce_result", ballot="b1")
    return evening


def aborted() -> Evening:
    """The ballot was broken off."""
    evening = voting()
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Bild weg")
    return evening


def tied() -> Evening:
    """As many yes as no, where the law leaves it to the lot, and nothing drawn yet."""
    evening = at_item("2", ROOM, VIDEO, tie="lot")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.record_hands("b1", yes="ahrens brandt carstens", no="demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    return evening


def tie_broken() -> Evening:
    """The lot drew yes, and that is announced."""
    evening = tied()
    evening.accepted("clerk", "break_tie", ballot="b1", result="passed", how="Frau Jung zieht.")
    evening.accepted("chair", "announce_result", ballot="b1")
    return evening


def disturbed() -> Evening:
    """A member on video cannot be seen, in mid-ballot."""
    evening = voting()
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    return evening


def in_a_break() -> Evening:
    """Interrupted, with a time for going on."""
    evening = at_work()
    evening.accepted("chair", "suspend", reason="Lüften", until="2026-11-24T19:20:00+01:00")
    return evening


def behind_closed_doors() -> Evening:
    """Item 5 is called, the public is out."""
    evening = opened(ROOM, VIDEO)
    for person in ("ebeling", "falk"):
        evening.accepted(person, "confirm_alone", person=person)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")
    return evening


def voting_behind_closed_doors() -> Evening:
    """A ballot on item 5 is open."""
    evening = behind_closed_doors()
    evening.accepted("chair", "open_ballot", motion="m5", ballot="b5", method="show_of_hands")
    return evening


def announced_behind_closed_doors() -> Evening:
    """Item 5 is decided, the public is still out."""
    evening = voting_behind_closed_doors()
    evening.accepted("clerk", "count_hands", ballot="b5", yes=3, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b5")
    evening.accepted("chair", "announce_result", ballot="b5")
    return evening


def open_again() -> Evening:
    """The public is back after item 5."""
    evening = announced_behind_closed_doors()
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    return evening


def on_paper() -> Evening:
    """A secret ballot is open: some have a paper, one takes no part."""
    evening = voting("secret", remote_secret_votes="excluded_remote")
    for person in ("ahrens", "brandt", "carstens"):
        evening.accepted("clerk", "take_paper", ballot="b1", person=person)
    evening.accepted("clerk", "decline_vote", ballot="b1", person="demir")
    return evening


def papers_counted() -> Evening:
    """The papers are counted, the result waits for its announcement."""
    evening = on_paper()
    evening.accepted("clerk", "count_papers", ballot="b1", yes=2, no=0, abstain=0, invalid=1)
    evening.accepted("chair", "close_ballot", ballot="b1")
    return evening


def secretly_decided() -> Evening:
    """The result of a secret ballot was announced."""
    evening = papers_counted()
    evening.accepted("chair", "announce_result", ballot="b1")
    return evening


def left_open() -> Evening:
    """A secret vote is asked for, and the law does not say whether there is one; the chair has said so already."""
    evening = at_item("2", ROOM, VIDEO, remote_secret_votes="unclear")
    evening.accepted("chair", "answer_law", question="remote_secret_votes", value="excluded_remote")
    evening.accepted(
        "chair", "answer_law", question="remote_secret_votes", value="meeting_bar", reason="Anruf"
    )
    evening.accepted("brandt", "move", motion="x1", kind="secret_vote")
    evening.vote("x1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    return evening


def ended() -> Evening:
    """The meeting is over."""
    evening = announced()
    evening.accepted("chair", "close_meeting")
    return evening


ALL: Final[dict[str, Callable[[], Evening]]] = {
    made.__name__: made
    for made in (
        before, trying, tried, at_work, voting, voted, counted, announced, tied, tie_broken, aborted, disturbed, in_a_break, behind_closed_doors,
        voting_behind_closed_doors, announced_behind_closed_doors, open_again,
        on_paper, papers_counted, secretly_decided, left_open, ended,
    )
}  # fmt: skip


def large() -> Evening:
    """A council of 60 with long names, a third of it on video, a long agenda and long motions; a ballot is open."""
    factions = [{"id": f"f{n}", "name": f"Bündnis für Stadt und Land {n}"} for n in range(4)]
    people = [
        {
            "id": f"p{n}", "title": "Bürgermeisterin Dr.", "name": f"Schmidt-Hohenstein-Lüdinghausen{n}",
            "faction": "f0" if n < 30 else f"f{n % 4}", "role": "member", "chairs": n == 0,
        }
        for n in range(60)
    ]  # fmt: skip
    clerk = {"id": "meyer", "title": "Herr", "name": "Meyer", "role": "administration"}
    guests = [
        {"id": f"g{n}", "title": "Frau", "name": f"Beratungsberechtigte{n}", "role": "advisory"}
        for n in range(20)
    ]
    motion = {"kind": "main", "text": "Der Rat beschließt die Satzung. " * 600}
    items = [
        {
            "id": f"{n}",
            "title": f"Bebauungsplan Nr. {n} mit örtlicher Bauvorschrift, " * 8,
            "motions": [{"id": f"m{n}", **motion}],
        }
        for n in range(1, 41)
    ]
    plan = plan_of(
        body={"kind": "council", "seats": 61},
        factions=factions,
        people=[*people, clerk, *guests],
        items=items,
        seating={
            "shape": "hemicycle",
            "rows": [[f"p{n}" for n in range(start, start + 15)] for start in range(0, 60, 15)],
        },
    )
    evening = Evening.planned(plan)
    evening.arrive("meyer " + " ".join(f"p{n}" for n in range(60) if n % 3))
    evening.arrive(" ".join(f"p{n}" for n in range(3, 60, 3)), "video")
    evening.arrive(" ".join(f"g{n}" for n in range(20)), "video")
    evening.arrive("p0")
    for step in ("open_meeting", "state_convening", "state_quorum"):
        evening.accepted("chair", step)
    evening.accepted("chair", "call_item", item="1")
    for n in range(1, 31):
        evening.accepted(f"p{n}", "request_floor", person=f"p{n}", kind="personal")
        if n < 12:
            evening.accepted(
                f"p{n}", "move", kind="amendment", amends="m1", text="Satz 2 wird gestrichen. " * 400
            )
    for n in range(12, 20):
        evening.accepted(
            "clerk",
            "table_paper",
            item="1",
            reference=f"{n}/2026 N{n}",
            kind="Beschlussdrucksache",
            handed="mail",
            file=f"https://ratsinformation.schmidt-hohenstein.example/vorlagen/{n}-2026-N{n}-Satzung.pdf",
        )
    return evening
