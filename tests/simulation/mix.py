"""What befalls one run: every seed draws its own mix of troubles, so that some runs are calm and others full of one."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Sizes, and how often or how hard each trouble strikes; times in seconds of the run."""

    # Who
    members: int
    video: int
    devices: int
    ballots: int
    nodes: int
    audiences: tuple[str, ...]
    """Which screens are open beside the members' pages."""
    clerk_by_page: bool
    roll_call: bool
    show_choices: bool
    # The network
    latency: tuple[float, float]
    cuts: float
    """How often a minute each connection is cut."""
    half_open: float
    """How often the server does not notice a cut, and what was under way still comes, late."""
    slow_reader: float
    twice: float
    """How often a request by HTTP comes twice."""
    lost: float
    """How often a request by HTTP, or its answer, is lost."""
    # The store
    write: tuple[float, float]
    refused: float
    unknown: float
    """How often nobody can say whether a write was done."""
    networked: bool
    """The store is another machine: processes follow each other, and what a dead one had sent is still written."""
    roaming: bool
    """A page that comes back may come to another process."""
    # The processes
    crashes: int
    stops: int
    """Orderly ends, as by a service manager."""
    clock_jumps: int
    revokes: int
    pace: float
    grid: float
    """Timers go off at multiples of this alone: then many things fall into one moment."""
    picture: float
    """How long pictures take, as if many watched."""


def draw_mix(draw: Random) -> Mix:
    """One mix out of very many; each trouble is absent in a good part of them."""
    members = draw.choice((5, 5, 6, 7, 9, 11))
    slow_net, slow_disk = draw.random() < 0.3, draw.random() < 0.5
    nodes = 2 if draw.random() < 0.25 else 1
    screens = [name for name, share in SCREENS if draw.random() < share]
    return Mix(
        members=members,
        video=draw.randint(0, members - 2),
        devices=draw.randint(2, 4),
        ballots=draw.choice((1, 1, 2)),
        nodes=nodes,
        audiences=tuple(screens),
        clerk_by_page=draw.random() < 0.08,
        roll_call=draw.random() < 0.3,
        show_choices=draw.random() < 0.3,
        latency=(0.03, 0.5) if slow_net else (0.001, 0.05),
        cuts=draw.choice((0, 0, 5, 12)),
        half_open=draw.choice((0.0, 0.5, 0.9)),
        slow_reader=draw.choice((0.0, 0.0, 0.3)),
        twice=draw.choice((0.0, 0.2, 0.5)),
        lost=draw.choice((0.0, 0.1, 0.2)),
        write=(0.1, 0.6) if slow_disk else (0.001, 0.02),
        refused=draw.choice((0.0, 0.0, 0.05)),
        unknown=draw.choice((0.0, 0.0, 0.06)),
        networked=nodes > 1 or draw.random() < 0.3,
        roaming=draw.random() < 0.5,
        crashes=draw.choice((0, 0, 1, 2, 3)),
        stops=draw.choice((0, 0, 0, 1)),
        clock_jumps=draw.choice((0, 0, 2)),
        revokes=draw.choice((0, 0, 1, 2)),
        pace=draw.choice((0.0, 0.0, 0.0005)),
        grid=draw.choice((0.0, 0.0, 0.05, 0.2)),
        picture=draw.choice((0.0, 0.0, 0.05, 0.3)),
    )


SCREENS = (("hall", 0.35), ("public", 0.4), ("chair", 0.1))
