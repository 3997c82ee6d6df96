"""The tables that join all topics: a decider, a right and references for every command, an evolver for every event."""

import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from handzeichen.meeting import commands, events, refusals
from handzeichen.meeting.commands import COMMANDS, Command, Late
from handzeichen.meeting.events import EVENTS, Entry, Event, LateEvent
from handzeichen.meeting.machine import REFERENCES
from handzeichen.meeting.names import ADMINISTRATION
from handzeichen.meeting.refusals import REFUSALS
from handzeichen.meeting.registry import DECIDERS, EVOLVERS, Asker, Office
from handzeichen.meeting.rights import ATTENDANCE, HELPS, WHO
from handzeichen.words.table import template

CONTRACT = {
    # Attendance
    "arrive": "KMS", "leave": "KMS", "admit": "K", "lose_connection": "KMS", "restore_connection": "KMS",
    "attribute_fault": "C", "settle_steps": "C", "set_camera": "KMS", "deputise": "KC", "end_deputation": "KC",
    "confirm_identity": "C", "confirm_alone": "M", "recuse": "KCM", "end_recusal": "KCM", "contest_recusal": "M",
    "ask_presence": "C", "confirm_presence": "M", "end_presence_check": "C",
    # Sitting
    "open_meeting": "C", "resume": "C", "adjourn": "C", "close_meeting": "C", "suspend": "C",
    "hand_over_chair": "C", "hand_over_minutes": "K", "take_chair": "M", "state_convening": "C", "object_to_convening": "M",
    "state_quorum": "C", "challenge_quorum": "M", "give_notice": "C", "confirm_law": "KS", "call_item": "C", "close_item": "C",
    "answer_law": "C", "exclude_public": "C", "admit_public": "C", "table_paper": "K", "call_to_order": "C", "exclude": "C",
    # Motions
    "move": "M", "withdraw_motion": "M", "accept_amendment": "M", "support": "M", "order_motions": "C",
    "restate": "KC", "settle_motion": "C", "agree": "C", "object": "M", "take_note": "C", "defer_to_factions": "C",
    # Ballots
    "open_ballot": "C", "cast_vote": "M", "record_vote": "K", "decline_vote": "KM", "count_hands": "K",
    "take_paper": "K", "count_papers": "K", "admit_to_ballot": "C", "close_ballot": "C", "break_tie": "C", "announce_result": "C",
    "abort_ballot": "C", "doubt_result": "M", "repeat_ballot": "C", "have_vote_recorded": "M",
    # The trial ballot
    "open_trial_ballot": "KC", "cast_trial_vote": "M", "close_trial_ballot": "KC",
    # Floor and minutes
    "request_floor": "MS", "withdraw_floor": "MS", "give_floor": "C", "end_floor": "C", "note": "K", "correct": "KC",
    # How long the log is kept
    "hold": "KC", "release_hold": "KC",
    # The minutes after the meeting, and resolutions that are not carried out
    "issue_minutes": "K", "sign_minutes": "KM", "approve_minutes": "K", "object_to_resolution": "KC", "lift_objection": "KC",
}  # fmt: skip
"""Every command of the public contract and who may give it: chair, clerk, member concerned, video system."""


def kinds_in(module: object, base: type) -> set[type]:
    """Every dataclass of a module that is a kind of `base` and not only its root."""
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, base))
    return {kind for kind in found if kind not in (base, Late, LateEvent)}


def test_every_command_of_the_contract_is_there_and_no_other() -> None:
    assert set(COMMANDS) == set(CONTRACT)
    assert len(set(COMMANDS.values())) == len(COMMANDS)


def test_every_type_of_command_has_its_word() -> None:
    assert set(COMMANDS.values()) == kinds_in(commands, Command)


@pytest.mark.parametrize("word", COMMANDS)
def test_every_command_has_a_decider_a_right_and_its_references(word: str) -> None:
    command = COMMANDS[word]
    assert command in DECIDERS
    assert command in REFERENCES
    assert set(WHO[command]) == set(CONTRACT[word])


def test_no_table_speaks_of_a_command_that_there_is_not() -> None:
    for table in (DECIDERS, WHO, REFERENCES):
        assert set(table) == set(COMMANDS.values())
    assert set(COMMANDS.values()) >= ATTENDANCE


def test_every_type_of_event_has_its_name_and_an_evolver() -> None:
    assert set(EVENTS.values()) == kinds_in(events, Event)
    assert all(name == kind.__name__ for name, kind in EVENTS.items())
    # The first event makes the meeting: there is nothing yet that could evolve.
    assert set(EVOLVERS) == set(EVENTS.values()) - {events.MeetingPlanned}


def test_every_decider_and_evolver_says_what_it_means_in_the_meeting() -> None:
    silent = [f.__qualname__ for f in (*DECIDERS.values(), *EVOLVERS.values()) if not inspect.getdoc(f)]
    assert silent == []


def test_the_letters_are_the_four_capacities_and_the_clerks_two_helpers() -> None:
    helpers = {office for offices in HELPS.values() for office in offices}
    assert helpers == {Office.HOST, Office.DOOR}
    assert {letter for who in WHO.values() for letter in who} == {
        office.value for office in set(Office) - helpers
    }
    assert {field.name for field in fields(Asker)} == {"by", "office", "at", "for_"}
    assert {field.name for field in fields(Entry)} == {"seq", "at", "by", "event", "for_", "key"}


# Refusals


def codes_in_use() -> set[str]:
    """Every code that `refuse` is called with, and those of tables that hold one."""
    found: set[str] = set()
    for path in Path(inspect.getfile(refusals)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "refusals.py":
                found.add(node.value)
    return found & set(REFUSALS)


def test_every_refusal_has_its_occasion() -> None:
    from_the_shell = {"internal", "behind_doors"}
    assert set(REFUSALS) - codes_in_use() == from_the_shell


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_one_german_sentence_and_a_help(code: str) -> None:
    why, do = template(f"refusals.{code}.why"), template(f"refusals.{code}.do")
    assert re.fullmatch(r"[„A-ZÄÖÜ{].*[.]", why, re.DOTALL), why
    assert re.fullmatch(r"[„A-ZÄÖÜ{].*[.]", do, re.DOTALL), do
    assert REFUSALS[code]
    gaps = [name for _, name, _, _ in Formatter().parse(why + do) if name is not None]
    assert all(name.isidentifier() for name in gaps)


def test_the_administration_is_nobodys_id() -> None:
    assert ADMINISTRATION == "administration"
