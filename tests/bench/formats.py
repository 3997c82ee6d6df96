"""How long each format of a long evening takes to be written, and how much memory: two hundred items, two ballots each.

Each is written in a process of its own, so that what one takes does not hide in what another took before.
"""

import json
import multiprocessing
import resource
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from multiprocessing.connection import Connection

from bench.figures import Figure
from bench.meetings import opening, plan_of
from handzeichen.app.formats import FORMATS, Format, source
from handzeichen.app.replay import Played, play
from handzeichen.record.editions import Edition, in_edition

SEATS = 50
FORK = multiprocessing.get_context("fork")
"""Where the meeting that is written lies in memory already."""
NOTE = "Der Bürgermeister erläuterte die Vorlage, und die Fraktionen nahmen dazu Stellung."


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    for items in sizes:
        start = time.perf_counter()
        played = play(*evening(items))
        many = f"{items} items, {items * 2} ballots"
        yield Figure(what=f"{many}: replayed", unit="s", values=(time.perf_counter() - start,))
        yield Figure(what=f"{many}: public edition made", unit="ms", values=_edition(played, rounds))
        for form in FORMATS:
            for edition in Edition:
                seconds, memory, size = _written(form, played, edition, rounds)
                yield Figure(
                    what=f"{many}: {form.name}, {edition.value}",
                    unit="s",
                    values=seconds,
                    beside=f"{memory:.0f} MB more at its peak, {size / 1e3:,.0f} kB written",
                )


def evening(items: int) -> tuple[bytes, bytes]:
    """Plan and script of a council with so many items, the last tenth of them behind closed doors."""
    head, _, _ = plan_of(SEATS).partition("[[items]]")
    planned = "\n".join(_item(n, closed=n > items - items // 10) for n in range(1, items + 1))
    lines = [*opening(SEATS), *(line for n in range(1, items + 1) for line in _treated(n, items))]
    return f"{head}{planned}".encode(), "\n".join(map(_line, [*lines, {"do": "close_meeting"}])).encode()


def _line(entered: dict[str, object]) -> str:
    return json.dumps({"by": "clerk", **entered}, ensure_ascii=False)


def _item(number: int, *, closed: bool) -> str:
    motions = "".join(
        f'[[items.motions]]\nid = "m{number}-{n}"\nkind = "main"\ntext = "Beschluss {number}.{n}: {NOTE * 4}"\n'
        for n in (1, 2)
    )
    return (
        f'[[items]]\nid = "{number}"\ntitle = "Punkt {number} der Tagesordnung mit einem längeren Titel"\n'
        f'secrecy = "{"non_public" if closed else "public"}"\n'
        f'[[items.papers]]\nreference = "{number:04}/2021"\nkind = "Beschlussdrucksache"\n{motions}'
    )


def _treated(number: int, items: int) -> Iterator[dict[str, object]]:
    item = str(number)
    if number == items - items // 10 + 1:
        yield {"do": "close_item", "item": str(number - 1)}
        yield from ({"do": "confirm_alone", "person": f"m{seat}"} for seat in range(1, SEATS))
        yield {"do": "exclude_public", "cleared": True, "stream_off": True}
    yield {"do": "call_item", "item": item}
    yield {"do": "note", "item": item, "text": f"{NOTE} {NOTE}", "person": f"m{number % SEATS}"}
    for n in (1, 2):
        ballot = f"b{number}-{n}"
        yield {"do": "open_ballot", "ballot": ballot, "motion": f"m{number}-{n}", "method": "show_of_hands"}
        for seat in range(1, SEATS):
            yield {"do": "record_vote", "ballot": ballot, "person": f"m{seat}", "choice": "yes"}
        yield {"do": "count_hands", "ballot": ballot, "yes": 1, "no": 0, "abstain": 0}
        yield {"do": "close_ballot", "ballot": ballot}
        yield {"do": "announce_result", "ballot": ballot}


def _edition(played: Played, rounds: int) -> tuple[float, ...]:
    return tuple(_seconds(lambda: in_edition(played.meeting, Edition.PUBLIC)) * 1e3 for _ in range(rounds))


def _written(
    form: Format, played: Played, edition: Edition, rounds: int
) -> tuple[tuple[float, ...], float, int]:
    """Seconds of each round, megabytes that were needed, and bytes of the file."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=_write, args=(theirs, form, played, edition, rounds))
    process.start()
    found: tuple[tuple[float, ...], float, int] = ours.recv()
    process.join()
    return found


def _write(answers: Connection, form: Format, played: Played, edition: Edition, rounds: int) -> None:
    before, written = _peak(), b""

    def write() -> None:
        nonlocal written
        written = form.write(source(played.meeting, played.head, edition))

    seconds = tuple(_seconds(write) for _ in range(rounds))
    answers.send((seconds, _peak() - before, len(written)))


def _seconds(work: object) -> float:
    assert callable(work)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak() -> float:
    """Megabytes, at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
