"""The minutes after the meeting: versions, who signs them, what approves them, and that nothing is ever taken back."""

import pytest

from handzeichen.law.minuting import Signing
from handzeichen.meeting import commands as c
from handzeichen.meeting.approving import approvals_of, what_it_approved
from handzeichen.meeting.ids import BallotId, Line, Part
from handzeichen.meeting.issued import Issued
from handzeichen.meeting.plan import Plan
from handzeichen.meeting.refusals import Refusal
from handzeichen.record.editions import Edition, in_edition
from meeting.kit import ITEMS, Evening, at_item, opened, plan_of, present, with_ballot_open

EARLIER = "brueckenausschuss-12"


def closed(*, behind_doors: bool = False, plan: Plan | None = None, **law: object) -> Evening:
    """The bridge is adopted; the meeting is over, perhaps while the doors are closed."""
    evening = at_item("2", plan=plan, **law)
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir")
    if behind_doors:
        evening.accepted("chair", "close_item", item="2")
        evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
        evening.accepted("chair", "call_item", item="5")
    evening.accepted("chair", "close_meeting", at="19:00")
    return evening


def issued(**law: object) -> Evening:
    evening = closed(**law)
    evening.accepted("clerk", "issue_minutes")
    return evening


def newest(evening: Evening) -> Issued:
    return evening.meeting.issued[-1]


def sign(evening: Evening, *offices: str) -> None:
    people = {"chair": "ahrens", "head": "lorenz", "clerk": "meyer"}
    for office in offices:
        evening.accepted("clerk", "sign_minutes", version=1, as_=office, person=people[office])


# Versions


def test_the_first_version_needs_no_reason_and_later_ones_do() -> None:
    evening = issued()
    evening.refused("nothing_changed", "clerk", "issue_minutes", reason="Korrektur in TOP 2")
    evening.accepted("clerk", "note", item="2", text="Ein Satz.")
    evening.refused("version_reason", "clerk", "issue_minutes")
    evening.refused("version_reason", "clerk", "issue_minutes", reason=" ")
    evening.accepted("clerk", "issue_minutes", reason="Korrektur in TOP 2")
    assert [(one.version, one.reason) for one in evening.meeting.issued] == [
        (1, None),
        (2, "Korrektur in TOP 2"),
    ]


@pytest.mark.parametrize("end", ["close_meeting", "adjourn"])
def test_they_are_issued_when_the_meeting_is_over_or_broken_off(end: str) -> None:
    evening = opened()
    evening.refused("meeting_goes_on", "clerk", "issue_minutes")
    evening.accepted("chair", end)
    evening.accepted("clerk", "issue_minutes")


def test_before_the_opening_and_in_a_pause_there_is_nothing_to_issue() -> None:
    evening = present()
    evening.refused("not_open", "clerk", "issue_minutes")
    evening.accepted("chair", "open_meeting")
    evening.accepted("chair", "suspend")
    evening.refused("suspended", "clerk", "issue_minutes")


@pytest.mark.parametrize("by", ["chair", "demir", "lorenz", "system"])
def test_only_the_clerk_issues_and_approves(by: str) -> None:
    evening = closed()
    evening.refused("not_entitled", by, "issue_minutes")
    evening.refused("not_entitled", by, "approve_minutes", version=1, meeting="x-1", ballot="b1")


def test_a_meeting_that_goes_on_after_breaking_off_makes_its_version_out_of_date() -> None:
    evening = opened()
    evening.accepted("chair", "adjourn")
    evening.accepted("clerk", "issue_minutes")
    assert not newest(evening).overtaken
    evening.accepted("chair", "resume")
    assert newest(evening).overtaken


def test_signing_and_approving_leave_a_version_up_to_date_and_a_correction_does_not() -> None:
    evening = issued()
    sign(evening, "chair", "head", "clerk")
    evening.accepted("clerk", "approve_minutes", version=1, meeting="brueckenausschuss-13", ballot="b1")
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="Andere Abstimmung.")
    assert not newest(evening).overtaken
    evening.accepted("clerk", "note", item="2", text="Ein Satz.", at="19:05")
    wrong = evening.entries[-1].seq
    evening.accepted("clerk", "issue_minutes", reason="Ein Satz zu TOP 2")
    evening.accepted("clerk", "correct", of=wrong, reason="So nicht gesagt.")
    assert newest(evening).overtaken
    evening.accepted("clerk", "issue_minutes", reason="Korrektur in TOP 2")
    assert not newest(evening).overtaken


# Signatures


def test_a_version_is_signed_once_everybody_has_whom_the_law_names() -> None:
    evening = issued(signatories=[{"who": "chair"}, {"who": "head"}, {"who": "clerk"}])
    evening.refused("no_version", "clerk", "sign_minutes", version=2, as_="chair", person="ahrens")
    sign(evening, "chair", "head")
    signatories = evening.meeting.law.signatories.value
    assert [one.who for one in newest(evening).lacking(signatories)] == [Signing.CLERK]
    assert not newest(evening).is_signed(signatories)
    sign(evening, "clerk")
    assert newest(evening).is_signed(signatories)
    assert evening.record["minutes"][0]["signed"] is True


def test_where_two_members_sign_one_of_them_is_not_enough() -> None:
    evening = issued(signatories=[{"who": "member"}, {"who": "member"}])
    signatories = evening.meeting.law.signatories.value
    evening.accepted("demir", "sign_minutes", version=1, as_="member")
    assert len(newest(evening).lacking(signatories)) == 1
    evening.refused("not_a_member", "clerk", "sign_minutes", version=1, as_="member", person="lorenz")
    evening.accepted("clerk", "sign_minutes", version=1, as_="member", person="ebeling")
    assert newest(evening).is_signed(signatories)


def test_the_same_signature_twice_changes_nothing() -> None:
    evening = issued()
    sign(evening, "chair")
    evening.unchanged("clerk", "sign_minutes", version=1, as_="chair", person="ahrens")
    evening.unchanged("ahrens", "sign_minutes", version=1, as_="chair")


def test_without_a_version_nothing_is_signed_or_approved() -> None:
    evening = closed()
    evening.refused("no_version_yet", "ahrens", "sign_minutes", version=1, as_="chair")
    evening.refused("no_version_yet", "clerk", "approve_minutes", version=1, meeting="x-1", ballot="b1")


@pytest.mark.parametrize(("by", "fields", "code"), [
    # Each signs for the own office, on the own device only for oneself.
    ("demir", {"as_": "chair"}, "not_the_chair"),
    ("ahrens", {"as_": "clerk"}, "not_the_clerk"),
    ("demir", {"as_": "head"}, "not_the_head"),
    ("ahrens", {"as_": "head", "person": "lorenz"}, "sign_oneself"),
    ("ahrens", {"as_": "head", "name": "Weiß"}, "sign_oneself"),
    ("demir", {"as_": "chair", "person": "ahrens"}, "not_entitled"),
    # The clerk says who signed on paper.
    ("clerk", {"as_": "chair"}, "who_signed"),
    ("clerk", {"as_": "chair", "name": "Ahrens"}, "who_signed"),
    ("clerk", {"as_": "head", "name": "Weiß", "person": "lorenz"}, "who_signed"),
    ("clerk", {"as_": "chair", "person": "brandt"}, "not_the_chair"),
    ("clerk", {"as_": "chair", "person": "wer"}, "unknown_person"),
])  # fmt: skip
def test_nobody_signs_for_another_or_in_an_office_not_held(
    by: str, fields: dict[str, str], code: str
) -> None:
    issued().refused(code, by, "sign_minutes", version=1, **fields)


def test_who_stood_in_for_the_chair_or_took_over_the_minutes_signs_too() -> None:
    evening = opened()
    evening.accepted("chair", "hand_over_chair", to="brandt")
    evening.accepted("clerk", "hand_over_minutes", to="lorenz")
    evening.accepted("chair", "close_meeting")
    evening.accepted("lorenz", "issue_minutes")
    evening.accepted("brandt", "sign_minutes", version=1, as_="chair")
    evening.accepted("lorenz", "sign_minutes", version=1, as_="clerk", on="2026-11-30")
    evening.accepted("lorenz", "sign_minutes", version=1, as_="clerk", person="meyer")
    evening.accepted("lorenz", "sign_minutes", version=1, as_="head", name="Oberbürgermeisterin Weiß")
    rows = evening.record["minutes"][0]["signatures"]
    assert [(row["as"], row.get("person"), row.get("name"), row["on"]) for row in rows] == [
        ("chair", "brandt", None, "2026-11-24"),
        ("clerk", "lorenz", None, "2026-11-30"),
        ("clerk", "meyer", None, "2026-11-24"),
        ("head", None, "Oberbürgermeisterin Weiß", "2026-11-24"),
    ]


def test_a_signature_entered_wrongly_is_corrected() -> None:
    evening = issued()
    sign(evening, "chair")
    seq = evening.entries[-1].seq
    rightly = {"do": "sign_minutes", "version": 1, "as": "chair", "person": "ahrens", "on": "2026-11-25"}
    evening.accepted("clerk", "correct", of=seq, reason="Anderer Tag.", with_=rightly)
    assert [row["on"] for row in evening.record["minutes"][0]["signatures"]] == ["2026-11-25"]
    evening.refused("not_in_its_place", "clerk", "correct", of=seq, reason="?", with_={"do": "issue_minutes"})
    evening.accepted("clerk", "correct", of=seq, reason="Nicht unterschrieben.")
    assert newest(evening).signatures == ()


def test_a_version_stays_as_it_was_issued() -> None:
    evening = issued()
    said = evening.refused("not_correctable", "clerk", "correct", of=evening.entries[-1].seq, reason="?")
    assert said.help() == (
        "Eine Fassung bleibt, wie sie ist; bitte berichtigen, was falsch ist, und eine neue ausgeben."
    )


# Approval


def test_each_part_is_approved_by_a_ballot_of_its_own() -> None:
    evening = issued()
    approve = {"version": 1, "meeting": "brueckenausschuss-13", "on": "2026-12-15"}
    evening.accepted("clerk", "approve_minutes", ballot="b1", **approve)
    evening.unchanged("clerk", "approve_minutes", ballot="b1", **approve)
    evening.refused("approved_already", "clerk", "approve_minutes", ballot="b9", **approve)
    assert not newest(evening).is_approved
    evening.accepted("clerk", "approve_minutes", part="non_public", ballot="b2", **approve)
    assert newest(evening).is_approved
    evening.refused("own_minutes", "clerk", "approve_minutes", version=1, meeting=EARLIER, ballot="b1")
    assert evening.record["minutes"][0]["approved"] == {
        "public": {"meeting": "brueckenausschuss-13", "ballot": "b1", "on": "2026-12-15"},
        "non_public": {"meeting": "brueckenausschuss-13", "ballot": "b2", "on": "2026-12-15"},
    }


def test_a_meeting_all_in_public_has_one_part() -> None:
    evening = closed(plan=plan_of(items=ITEMS[:4]))
    evening.accepted("clerk", "issue_minutes")
    fields = {"version": 1, "meeting": "x-1", "ballot": "b1"}
    evening.refused("no_such_part", "clerk", "approve_minutes", part="non_public", **fields)
    evening.accepted("clerk", "approve_minutes", **fields)
    assert newest(evening).is_approved


def test_after_the_approval_of_their_part_no_sentence_is_added_and_a_correction_makes_a_version() -> None:
    evening = issued()
    evening.accepted("clerk", "note", item="2", text="Ein Satz.", at="19:05")
    sentence = evening.entries[-1].seq
    evening.accepted("clerk", "approve_minutes", version=1, meeting="brueckenausschuss-13", ballot="b1")
    said = evening.refused("minutes_approved", "clerk", "note", item="2", text="Noch einer.")
    assert said.why() == (
        "Der öffentliche Teil ist genehmigt (1. Fassung, Beschluss der Sitzung „brueckenausschuss-13“): "
        "Neue Sätze kommen nicht mehr hinein."
    )
    evening.accepted("clerk", "note", item="5", text="Im anderen Teil.")
    evening.accepted(
        "clerk", "correct", of=sentence, reason="Anders gesagt.", with_={"do": "note", "item": "2", "text": "So."}
    )  # fmt: skip
    evening.accepted("clerk", "issue_minutes", reason="Korrektur in TOP 2")
    assert [note.text for note in evening.item("2").notes] == ["So."]


# What a later meeting says of them


def later(*, changed: bool = False, carried: bool = True, part: str = "public") -> Evening:
    """The thirteenth meeting votes on the minutes of the twelfth."""
    approves = {"meeting": EARLIER, "version": 1, "part": part}
    motions = [{"id": "g1", "kind": "main", "text": "Das Protokoll wird genehmigt.", "approves": approves}]
    item = {"id": "1", "title": "Genehmigung", "kind": "minutes", "motions": motions}
    evening = at_item("1", plan=plan_of(meeting={"number": 13}, items=[item]))
    if changed:
        evening.accepted("demir", "move", motion="a1", kind="amendment", amends="g1", text="Mit Änderung.")
        evening.vote("a1", "b0", yes="ahrens brandt carstens demir")
    votes = "ahrens brandt carstens demir"
    evening.vote("g1", "b1", **({"yes": votes} if carried else {"no": votes}))
    return evening


def asked(version: int = 1, part: Part = Part.PUBLIC, ballot: str = "b1") -> c.ApproveMinutes:
    return c.ApproveMinutes(
        version=version, part=part, meeting=Line("brueckenausschuss-13"), ballot=BallotId(ballot)
    )


def test_a_later_meeting_names_what_it_approves() -> None:
    found = list(approvals_of(EARLIER, later().meeting))
    assert [(one.version, one.part, one.ballot, str(one.on)) for one in found] == [
        (1, Part.PUBLIC, "b1", "2026-11-24")
    ]
    assert list(approvals_of("brueckenausschuss-11", later().meeting)) == []
    assert list(approvals_of(EARLIER, later(carried=False).meeting)) == []


@pytest.mark.parametrize(("command", "evening", "code"), [
    (asked(), later(), None),
    (asked(ballot="b7"), later(), "approval_unknown"),
    (asked(), later(carried=False), "approval_not_passed"),
    (asked(version=2), later(), "approval_of_another"),
    (asked(part=Part.NON_PUBLIC), later(), "approval_of_another"),
    (asked(part=Part.NON_PUBLIC), later(part="non_public"), None),
    # Adopted with changes, it holds for the version that has them.
    (asked(version=1), later(changed=True), "approval_of_another"),
    (asked(version=2), later(changed=True), None),
])  # fmt: skip
def test_an_approval_must_be_true(command: c.ApproveMinutes, evening: Evening, code: str | None) -> None:
    found = what_it_approved(command, EARLIER, evening.meeting)
    assert (found.answer()["refused"] if isinstance(found, Refusal) else None) == code


def test_a_motion_in_the_meeting_approves_too_and_the_record_names_it() -> None:
    evening = at_item("2")
    approves = {"meeting": "brueckenausschuss-11", "version": 2, "part": "non_public"}
    evening.accepted("demir", "move", motion="g1", kind="main", text="Genehmigt.", approves=approves)
    motions = evening.record["motions"]
    assert motions["g1"]["approves"] == approves
    assert "approves" not in motions["m2"]


# What stays unknown, and what everybody reads


def test_a_meeting_without_versions_has_the_record_of_before() -> None:
    record = closed().record
    assert "minutes" not in record
    assert all("objection" not in motion for motion in record["motions"].values())


def test_the_public_hears_of_versions_though_the_doors_were_closed_at_the_end() -> None:
    evening = closed(behind_doors=True)
    evening.accepted("clerk", "note", item="2", text="Im Öffentlichen.")
    evening.accepted("clerk", "note", item="5", text="Geheim zu halten.")
    evening.accepted("clerk", "issue_minutes")
    evening.accepted("clerk", "approve_minutes", version=1, meeting="x-1", ballot="b1")
    evening.accepted("clerk", "approve_minutes", version=1, part="non_public", meeting="x-1", ballot="b2")
    known = in_edition(evening.meeting, Edition.PUBLIC)
    assert [(one.version, one.parts, set(one.approvals)) for one in known.issued] == [
        (1, (Part.PUBLIC,), {Part.PUBLIC})
    ]
    notes = [note.text for item in known.agenda.items.values() for note in item.notes]
    assert notes == ["Im Öffentlichen."]


def test_the_public_edition_is_corrected_though_the_doors_were_closed_at_the_end() -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir")
    evening.accepted("clerk", "note", item="2", text="Falsch.")
    wrong = evening.entries[-1].seq
    evening.accepted("chair", "close_item", item="2")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")
    evening.accepted("chair", "close_meeting")
    evening.accepted("clerk", "correct", of=wrong, reason="So nicht.")
    known = in_edition(evening.meeting, Edition.PUBLIC)
    assert [note.text for item in known.agenda.items.values() for note in item.notes] == []


# Resolutions that are not carried out


def test_a_resolution_is_stopped_with_a_reason_and_the_mark_falls_when_that_is_settled() -> None:
    evening = closed()
    evening.refused("not_stopped", "clerk", "lift_objection", motion="m2")
    evening.refused("reason_missing", "clerk", "object_to_resolution", motion="m2", reason=" ")
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Der Rat ist zuständig.")
    evening.refused("stopped_already", "clerk", "object_to_resolution", motion="m2", reason="Noch einmal.")
    objection = evening.record["motions"]["m2"]["objection"]
    assert objection == {
        "at": "2026-11-24T19:00:00+01:00",
        "person": None,
        "reason": "Der Rat ist zuständig.",
    }
    evening.accepted("clerk", "lift_objection", motion="m2", reason="Der Rat hat beschlossen.", at="19:30")
    evening.unchanged("clerk", "lift_objection", motion="m2")
    objection = evening.record["motions"]["m2"]["objection"]
    assert objection["lifted_because"] == "Der Rat hat beschlossen."
    evening.accepted(
        "clerk", "object_to_resolution", motion="m2", reason="Wieder.", person="lorenz", at="19:40"
    )
    assert evening.record["motions"]["m2"]["objection"] == {
        "at": "2026-11-24T19:40:00+01:00", "person": "lorenz", "reason": "Wieder."
    }  # fmt: skip


def test_only_what_was_carried_can_be_stopped_and_the_refusal_names_the_law() -> None:
    said = closed().refused("nothing_to_stop", "clerk", "object_to_resolution", motion="m3", reason="?")
    assert said.source == "§ 88 NKomVG"
    assert (
        with_ballot_open()
        .refused("nothing_to_stop", "chair", "object_to_resolution", motion="m2", reason="?")
        .rests_on
    )


@pytest.mark.parametrize("by", ["demir", "lorenz", "system"])
def test_clerk_and_chair_enter_it(by: str) -> None:
    evening = closed()
    evening.refused("not_entitled", by, "object_to_resolution", motion="m2", reason="?")
    evening.accepted("chair", "object_to_resolution", motion="m2", reason="Nicht zuständig.")
    evening.refused("not_entitled", by, "lift_objection", motion="m2")
    evening.accepted("chair", "lift_objection", motion="m2")


def test_a_stopped_resolution_makes_the_version_out_of_date() -> None:
    evening = issued()
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Nicht zuständig.")
    evening.accepted("clerk", "issue_minutes", reason="Einspruch")
    assert [one.version for one in evening.meeting.issued] == [1, 2]
