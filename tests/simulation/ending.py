"""What must hold once all is quiet: each answer is true of the log, each screen is new, each node tells the same."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handzeichen.app.hub import MEMBER
from handzeichen.app.render import plain
from handzeichen.app.verify import rebuild
from handzeichen.log.chain import Head
from handzeichen.meeting.events import BallotClosed, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Choice
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.record.data import record
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from handzeichen.views.audience import looks_at, parts, personal
from handzeichen.views.next_act import NextPart
from handzeichen.views.part import Part
from simulation.node import Node
from simulation.pages import Page
from simulation.world import Press, World

OTHERWISE = {Choice.YES: Choice.NO, Choice.NO: Choice.ABSTAIN, Choice.ABSTAIN: Choice.YES}


def check_ending(world: World, nodes: Sequence[Node], pages: Sequence[Page]) -> None:
    """All of it."""
    world.truth.check_whole()
    for press in world.presses:
        _check_answers(world, press)
        _check_screen(world, press)
    _check_order(world)
    for page in pages:
        _check_page(world, page)
    _check_nodes(world, nodes)
    for entry in world.truth.entries:
        if isinstance(entry.event, BallotClosed | ResultAnnounced):
            before = world.truth.at(entry.seq - 1)
            if before.ballots[entry.event.ballot].pending:
                _check_silence(world, before, before.ballots[entry.event.ballot])


def _check_answers(world: World, press: Press) -> None:
    """What was accepted stands in the log, or was true already; what was refused does not stand there."""
    seqs = world.truth.keys.get(press.key)
    for _, reply in press.answers:
        if "accepted" in reply:
            head = Head(reply["seq"], reply["head"])
            if not world.truth.holds(head):
                world.wrong(f"{press.key} was accepted at Nr. {head.seq}, which the log does not hold")
            elif seqs is None:
                _check_unchanged(world, press, head.seq)
            elif head.seq != seqs[-1] and press.sent == 1:
                world.wrong(f"{press.key} stands at {seqs}, but its answer says {head.seq}")
        elif seqs is not None and press.sent == 1:
            world.wrong(f"{press.key} was refused ({reply.get('refused')}) and stands in the log at {seqs}")


def _check_unchanged(world: World, press: Press, seq: int) -> None:
    """Accepted without an entry: then it was so before."""
    if press.fields["do"] != "cast_vote":
        return
    ballot = world.truth.at(seq).ballots[press.fields["ballot"]]
    vote = ballot.votes.get(ballot.seat_of[press.who])  # type: ignore[index]
    if vote is None or vote.choice != press.fields["choice"]:
        world.wrong(f"{press.key}: an accepted vote does not count at Nr. {seq}")


def _check_screen(world: World, press: Press) -> None:
    """Whoever's vote counts saw this very ballot, with the wording that was voted on."""
    seqs = world.truth.keys.get(press.key)
    if press.fields["do"] != "cast_vote" or seqs is None or press.page is None:
        return
    meeting = world.truth.at(seqs[0])
    ballot = meeting.ballots[press.fields["ballot"]]
    wording = meeting.motions[ballot.opened.motion].moved.text
    if press.screen != (ballot.id, wording):
        world.wrong(f"{press.key} votes in {ballot.id} on „{wording}“ and saw {press.screen}")


def _check_order(world: World) -> None:
    """What was answered before another was asked stands before it; one page's commands stand as they were pressed."""
    known = [(press, world.truth.keys[press.key]) for press in world.presses if press.key in world.truth.keys]
    answered = sorted(
        (at, seqs[-1]) for press, seqs in known for at, reply in press.answers[:1] if "accepted" in reply
    )
    for press, seqs in known:
        before = max((seq for at, seq in answered if at < press.at), default=0)
        if seqs[0] < before:
            world.wrong(f"{press.key} stands at {seqs} before Nr. {before}, which had been answered")
    if world.mix.nodes > 1:
        return  # A node that is cut off may finish what it had taken, after the page has gone on elsewhere.
    last: dict[object, int] = {}
    for press, seqs in known:
        if press.page is not None and press.sent == 1:
            if seqs[0] < last.get(press.page, 0):
                world.wrong(f"{press.key} overtook what {press.who} pressed later")
            last[press.page] = max(seqs[0], last.get(press.page, 0))


def _check_page(world: World, page: Page) -> None:
    """By frames it has come to exactly what a fresh page would get."""
    node = page.home
    if page.socket is None or not node.up:
        if not page.signed_out:
            world.wrong(f"{page.name} of {page.audience} did not come back")
        return
    now = node.live.room.now
    person = None if page.sign_in is None else page.sign_in.person
    seen_as = looks_at(now.meeting, page.audience, person)
    fresh = parts(now.meeting, seen_as, entries=now.recent)
    if page.audience == MEMBER and person is not None:
        fresh |= personal(now.meeting, person)
    for name, part in fresh.items():
        if page.parts.get(name) != json.loads(json.dumps(plain(part))):
            world.wrong(f"{page.name} ({page.audience}, {person}) still shows an old „{name}“")


def _check_nodes(world: World, nodes: Iterable[Node]) -> None:
    """Every node that knows the whole log tells the same record and minutes, to the byte, as the log by itself."""
    truth, head = world.truth, world.truth.head
    again = rebuild(truth.lines)
    if not isinstance(again, Meeting):
        return world.wrong(f"the log cannot be played: {again}")
    expected = _told(again, head)
    for node in nodes:
        if not node.up:
            world.wrong(f"{node.name} does not run")
        elif node.live.room.now.head == head:
            if _told(node.live.room.now.meeting, head) != expected:
                world.wrong(f"{node.name} tells another record or other minutes than the log")
        else:
            world.wrong(f"{node.name} is not at the log's end")


def _told(meeting: Meeting, head: Head) -> tuple[bytes, str]:
    found = json.dumps(record(meeting, length=head.seq, head=head.hash), ensure_ascii=False).encode()
    return found, text(minutes(meeting, length=head.seq, head=head.hash))


def _check_silence(world: World, meeting: Meeting, ballot: Ballot) -> None:
    """Before the announcement every screen is the same, whatever the others voted.

    Once the ballot is closed, the chair's own page holds the result that is to be read aloud; before, it says what the
    ballot may still come to, and nothing else there depends on how anybody voted.
    """
    for audience in ("hall", "member", "public", *(("chair",) if ballot.state is BallotState.OPEN else ())):
        if _without_outlook(meeting, audience) != _without_outlook(_turned(meeting, ballot, None), audience):
            world.wrong(f"what {audience} sees during {ballot.id} depends on how somebody voted")
    for person in ballot.seat_of:
        if personal(meeting, person) != personal(_turned(meeting, ballot, person), person):
            world.wrong(f"what {person} sees during {ballot.id} depends on how others voted")


def _without_outlook(meeting: Meeting, audience: str) -> dict[str, Part]:
    """The parts but for the one sentence that is meant for whoever counts."""
    found = parts(meeting, audience)
    told = found.get("next")
    return {**found, "next": replace(told, outlook="")} if isinstance(told, NextPart) else found


def _turned(meeting: Meeting, ballot: Ballot, but: str | None) -> Meeting:
    """The same meeting, had everybody but one voted otherwise."""
    votes = ballot.votes
    for seat, vote in ballot.votes.items():
        if vote.choice is not None and vote.person != but:
            votes = votes.with_(seat, replace(vote, choice=OTHERWISE[vote.choice]))
    counts = tuple(replace(count, yes=count.no, no=count.yes) for count in ballot.counts)
    turned = replace(ballot, votes=votes, counts=counts)
    return replace(meeting, ballots={**meeting.ballots, ballot.id: turned})
