"""What minutes say about themselves: draft, version, signatures, approval; and of resolutions not carried out."""

from handzeichen.record.changes import changes_since
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from meeting.kit import Evening, at_item
from meeting.test_minutes import issued, sign


def lines(evening: Evening, edition: Edition = Edition.NON_PUBLIC) -> tuple[str, ...]:
    """The heading below place and day."""
    return minutes(evening.meeting, edition=edition).heading[3:]


def test_of_a_replay_nobody_issues_minutes_and_a_meeting_that_counts_has_a_draft() -> None:
    assert lines(at_item()) == ()
    assert lines(Evening.planned(live=True)) == ("Entwurf",)
    assert lines(Evening.planned(live=False)) == ()


def test_a_version_says_its_number_who_signed_and_what_approved_it() -> None:
    evening = issued()
    sign(evening, "chair")
    approve = {"version": 1, "meeting": "brueckenausschuss-13"}
    evening.accepted("clerk", "approve_minutes", ballot="b1", on="2026-12-15", **approve)
    evening.accepted("clerk", "approve_minutes", ballot="b2", part="non_public", **approve)
    named = "öffentlicher Teil genehmigt durch Beschluss vom 15. Dezember 2026 (13. Sitzung)"
    assert lines(evening) == (
        "1. Fassung",
        "unterschrieben am 24. November 2026: Ratsfrau Ahrens (Vorsitz)",
        named,
        "nichtöffentlicher Teil genehmigt durch Beschluss (13. Sitzung)",
    )
    # Who reads the public edition hears nothing of the other part.
    public = "genehmigt durch Beschluss vom 15. Dezember 2026 (13. Sitzung)"
    assert lines(evening, Edition.PUBLIC)[2:] == (public,)


def test_what_was_changed_since_is_a_draft_of_the_next_version_and_told_by_item() -> None:
    evening = issued()
    evening.accepted("clerk", "note", item="4", text="Ein Satz.")
    assert lines(evening) == ("Entwurf der 2. Fassung",)
    (changed,) = changes_since(evening.meeting, evening.meeting.issued[0])
    assert (changed.item, changed.gone, changed.new) == ("4", (), ("Ein Satz.",))
    evening.accepted("clerk", "issue_minutes", reason="Korrektur in TOP 4")
    assert lines(evening) == ("2. Fassung, Korrektur in TOP 4",)
    assert changes_since(evening.meeting, evening.meeting.issued[1]) == ()


def test_a_resolution_that_is_stopped_says_so_in_both_editions_and_that_it_was() -> None:
    evening = issued()
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Der Rat ist zuständig.")
    mark = (
        "Einspruch, nicht auszuführen (§ 88 NKomVG), eingelegt am 24. November 2026: Der Rat ist zuständig."
    )
    for edition in Edition:
        assert mark in " ".join(text(minutes(evening.meeting, edition=edition)).split())
    evening.accepted("clerk", "lift_objection", motion="m2", reason="Der Rat hat beschlossen.")
    told = " ".join(text(minutes(evening.meeting)).split())
    assert "nicht auszuführen" not in told
    assert "Einspruch erledigt am 24. November 2026 (Der Rat hat beschlossen)" in told
