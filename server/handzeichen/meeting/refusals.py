"""Every refusal: a code with facts, and where it rests. What it says stands in `words`, by its code.

A refusal changes nothing. Its source comes from the answer of law that made it so, from the profile's paragraph on what
the table says it is about, or from the table where a rule of our own did: no Land's paragraph stands here. A fact that
a sentence needs and does not get is our bug and is raised as KeyError.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from handzeichen.law.questions import Answer, Law, Topic
from handzeichen.law.terms import common_terms, terms_of
from handzeichen.words import keyed
from handzeichen.words.table import GERMAN, Fact, Term, say

OWN_RULE = say("phrases.source.own_rule")
"""The source of refusals that no law demands: an id used twice, something unknown."""
ANSWER = say("phrases.source.answer")
"""The source of refusals that rest on an answer of law: whoever refuses names that answer's own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no."""

    code: str
    facts: dict[str, Fact]
    law: str | None = None
    rests_on: tuple[Answer[Any], ...] = field(default=(), compare=False, repr=False)
    """The answers of law that made it so; none where a rule of our own did."""

    terms: Mapping[str, Term] = field(default_factory=common_terms, compare=False, repr=False)
    """What the law in force calls things; what most call them until that is known."""

    @property
    def source(self) -> str:
        """The paragraph, or the rule of our own."""
        return self.law or REFUSALS[self.code]

    def under(self, law: Law) -> "Refusal":
        """The same, with the paragraph of the law in force where the table knows only what it is about."""
        topic, terms = REFUSALS[self.code], terms_of(law)
        if self.law is not None or not isinstance(topic, Topic):
            return replace(self, terms=terms)
        return replace(
            self, law=law.paragraphs.value.get(topic, OWN_RULE), rests_on=(law.paragraphs,), terms=terms
        )

    def why(self, language: str = GERMAN) -> str:
        """One sentence; the German one can be said in other languages later."""
        return self._says("why", language)

    def help(self, language: str = GERMAN) -> str:
        """What would help; as `why`."""
        return self._says("do", language)

    def _says(self, what: str, language: str) -> str:
        said = keyed(f"refusals.{self.code}.{what}", **{**self.terms, **self.facts})
        return said if language == GERMAN else said.in_language(language)

    def answer(self, language: str = GERMAN) -> dict[str, str]:
        """The refusal as it goes out; the German one can be said in other languages later."""
        return {
            "refused": self.code,
            "why": self.why(language),
            "source": _source(self.source, language),
            "do": self.help(language),
        }


def refuse(code: str, law: Answer[Any] | None = None, **facts: Fact) -> Refusal:
    """A refusal, with the answer of law that made it so."""
    return Refusal(code, facts) if law is None else Refusal(code, facts, law.source, (law,))


_AGENDA = say("phrases.source.rules_of_procedure")

REFUSALS: Final[dict[str, str | Topic]] = {
    # Who asks, and what is meant
    "internal": OWN_RULE,
    "unknown_person": OWN_RULE,
    "unknown_item": OWN_RULE,
    "unknown_motion": OWN_RULE,
    "unknown_ballot": OWN_RULE,
    "unknown_faction": OWN_RULE,
    "id_taken": OWN_RULE,
    "reserved_id": OWN_RULE,
    "not_entitled": OWN_RULE,
    "clerk_not_for_chair": OWN_RULE,
    "own_device": OWN_RULE,
    "for_whom": OWN_RULE,
    "no_leader": OWN_RULE,
    "leader_cannot_lead": ANSWER,
    # When
    "not_open": Topic.SITTING,
    "suspended": Topic.SITTING,
    "adjourned": Topic.SITTING,
    "closed": Topic.SITTING,
    "law_unconfirmed": OWN_RULE,
    "unknown_question": OWN_RULE,
    "nobodys_word": OWN_RULE,
    "already_open": OWN_RULE,
    "not_interrupted": OWN_RULE,
    "since_future": OWN_RULE,
    "since_too_early": OWN_RULE,
    "ballot_pending": OWN_RULE,
    "ballot_open": OWN_RULE,
    # Attendance
    "excluded": Topic.ORDER,
    "room_by_clerk_only": OWN_RULE,
    "not_hybrid": ANSWER,
    "not_invited_by_video": ANSWER,
    "not_here": OWN_RULE,
    "not_on_video": OWN_RULE,
    "no_fault": OWN_RULE,
    "room_fault_not_members": ANSWER,
    "not_affected": OWN_RULE,
    "known_person": OWN_RULE,
    "no_free_seat": OWN_RULE,
    "second_chair": OWN_RULE,
    "chair_no_member": OWN_RULE,
    # Deputies
    "no_seat": OWN_RULE,
    "no_deputy": OWN_RULE,
    "may_not_deputise": OWN_RULE,
    "deputy_acts": OWN_RULE,
    "member_here": OWN_RULE,
    "seat_deputised": OWN_RULE,
    "deputy_for_barred": OWN_RULE,
    # Recusal
    "no_recusal": Topic.BAR,
    "motion_elsewhere": Topic.BAR,
    "recusal_decided": Topic.DECIDED_BAR,
    "barred": Topic.BAR,
    # Lead
    "not_in_room": ANSWER,
    "no_voting_member": OWN_RULE,
    "leader_leads": OWN_RULE,
    "leads_already": OWN_RULE,
    "higher_deputy": _AGENDA,
    # Agenda
    "open_motion": _AGENDA,
    "off_the_agenda": _AGENDA,
    "item_finished": _AGENDA,
    "item_not_called": _AGENDA,
    "item_decided": _AGENDA,
    "doors_open": Topic.PUBLIC,
    "secret_matter": ANSWER,
    "non_public_called": Topic.PUBLIC,
    "no_resolution": Topic.PUBLIC,
    "doors_not_ready": ANSWER,
    "not_alone": ANSWER,
    "urgency_granted": _AGENDA,
    "no_deferring": _AGENDA,
    "debate_ended": ANSWER,
    "list_closed": ANSWER,
    # What the law leaves open
    "law_unclear": ANSWER,
    "law_is_clear": ANSWER,
    "not_askable": OWN_RULE,
    "no_answer": OWN_RULE,
    # Motions
    "may_not_move": Topic.MOVING,
    "not_their_kind": ANSWER,
    "of_no_faction": ANSWER,
    "has_spoken": ANSWER,
    "support_missing": ANSWER,
    "needs": OWN_RULE,
    "not_amendable": _AGENDA,
    "motion_decided": _AGENDA,
    "motion_in_ballot": _AGENDA,
    "not_the_mover": _AGENDA,
    "no_amendment": _AGENDA,
    "passage_not_found": OWN_RULE,
    "not_changed": OWN_RULE,
    "not_carried": _AGENDA,
    "itself": OWN_RULE,
    "not_agreeable": _AGENDA,
    "nothing_to_object": _AGENDA,
    # Ballots
    "quorum_not_stated": ANSWER,
    "quorum_challenged": ANSWER,
    "not_quorate": ANSWER,
    "fault_open": ANSWER,
    "hit_by_fault": ANSWER,
    "before_this": _AGENDA,
    "roll_call_resolved": _AGENDA,
    "paper_not_with_remote": say("phrases.source.equal_information"),
    "secret_barred": ANSWER,
    "election_barred": ANSWER,
    "secret_vote_resolved": _AGENDA,
    "lighter_majority": ANSWER,
    "nobody_eligible": OWN_RULE,
    "not_together": OWN_RULE,
    "ballot_not_open": OWN_RULE,
    "ballot_not_closed": OWN_RULE,
    "ballot_over": OWN_RULE,
    "not_eligible": Topic.VOTING,
    "disturbed": ANSWER,
    "without_picture": ANSWER,
    "nobody_by_video": OWN_RULE,
    "no_presence_check": OWN_RULE,
    "not_asked": OWN_RULE,
    "member_cast": OWN_RULE,
    "reason_missing": OWN_RULE,
    "counted_one_by_one": OWN_RULE,
    "room_only": ANSWER,
    "secret_on_paper": Topic.VOTING,
    "no_papers": OWN_RULE,
    "papers_in_room": Topic.VOTING,
    "too_many_papers": OWN_RULE,
    "papers_do_not_add_up": OWN_RULE,
    "too_many_hands": OWN_RULE,
    "no_deriving": OWN_RULE,
    "eligible_already": OWN_RULE,
    "does_not_add_up": OWN_RULE,
    "no_tie": OWN_RULE,
    "tie_rejects": ANSWER,
    "tie_open": ANSWER,
    "not_at_once": _AGENDA,
    "not_announced": OWN_RULE,
    "no_own_vote": ANSWER,
    "choice_does_not_fit": ANSWER,
    "no_recording_of_secrets": ANSWER,
    "no_recording": OWN_RULE,
    # The trial ballot
    "trial_too_late": OWN_RULE,
    "trial_without_voters": OWN_RULE,
    "no_trial": OWN_RULE,
    # Corrections
    "unknown_entry": OWN_RULE,
    "no_hold": OWN_RULE,
    "which_hold": OWN_RULE,
    "not_correctable": OWN_RULE,
    "not_in_its_place": OWN_RULE,
    "follows_from": OWN_RULE,
    "later_entry_in_the_way": OWN_RULE,
    "after_the_end": OWN_RULE,
    "count_stands": OWN_RULE,
    "other_result": Topic.VOTING,
    "recorded_votes_do_not_fit": ANSWER,
    # The minutes after the meeting, and resolutions that are not carried out
    "meeting_goes_on": OWN_RULE,
    "nothing_changed": OWN_RULE,
    "version_reason": OWN_RULE,
    "no_version_yet": OWN_RULE,
    "no_version": OWN_RULE,
    "not_the_chair": OWN_RULE,
    "not_the_head": OWN_RULE,
    "not_a_member": OWN_RULE,
    "not_the_clerk": OWN_RULE,
    "sign_oneself": OWN_RULE,
    "who_signed": OWN_RULE,
    "no_such_part": OWN_RULE,
    "own_minutes": OWN_RULE,
    "approved_already": OWN_RULE,
    "minutes_approved": OWN_RULE,
    "approval_unknown": OWN_RULE,
    "approval_not_passed": OWN_RULE,
    "approval_of_another": OWN_RULE,
    "nothing_to_stop": ANSWER,
    "stopped_already": ANSWER,
    "not_stopped": ANSWER,
    # From outside the doors
    "behind_doors": OWN_RULE,
}
"""By code, where the refusal rests; its sentences are `refusals.CODE.why` and `.do` of every language."""

_SOURCES = {
    say(f"phrases.source.{name}"): f"phrases.source.{name}"
    for name in ("own_rule", "answer", "rules_of_procedure", "equal_information")
}


def _source(source: str, language: str) -> str:
    """A paragraph of law is named as it is, in whatever language."""
    if source not in _SOURCES:
        return source
    said = keyed(_SOURCES[source])
    return said if language == GERMAN else said.in_language(language)
