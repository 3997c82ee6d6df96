"""Where a house uses nothing but our page: losing it is a fault, with patience; restarts and other servers are none."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from app.video.kit import Followed, at
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.follow import Arrivals, Patience
from handzeichen.app.video.own_pages import COME_BACK, OwnPages
from handzeichen.meeting.ids import PersonId, Via
from meeting.kit import Evening, opened

MEETING: Final = opened("ahrens brandt carstens").meeting.plan.id
BY_PEOPLE: Final = Patience(arrivals=Arrivals.PEOPLE)


@dataclass(eq=False)
class Page:
    """An open page; of several of one sign-in each has a name."""

    person: str | None
    name: str | None = "a"
    slug: str = ""
    meeting: str = MEETING
    heard_at: float = 0.0

    def __post_init__(self) -> None:
        person, slug = self.person, self.slug or str(self.person)
        self.sign_in: SignIn | None = (
            None
            if person is None
            else SignIn(
                id=slug, slug=slug, meeting=self.meeting, role=Role.MEMBER, person=PersonId(person), until=0
            )
        )


@dataclass
class OurPage:
    """A meeting held on our page alone, on one server or more; the loop's seconds are those since the beginning."""

    meeting: Followed = field(default_factory=lambda: Followed(evening=evening(), patience=BY_PEOPLE))
    pages: dict[str, list[Page]] = field(default_factory=dict)
    servers: dict[str, OwnPages] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    """Sign-ins that have ended."""
    alive: dict[str, int] = field(default_factory=dict)

    def server(self, name: str, *pages: Page) -> None:
        """A server begins."""
        self.servers[name] = OwnPages(name, lambda sign_in: sign_in.slug not in self.ended)
        self.pages[name] = list(pages)

    def wait(self, seconds: int, *, silent: str = "") -> None:
        """Each second a look; pages answer, but for those of these people."""
        for _ in range(seconds):
            self.meeting.now += 1
            self.look(silent)

    def look(self, silent: str = "") -> None:
        now = self.meeting.now
        for name, own in self.servers.items():
            self.alive[name] = int(now)
            for page in self.pages[name]:
                if page.person not in silent.split():
                    page.heard_at = now
            for other, alive in self.alive.items():
                if other != name:
                    own.hear(other, at(alive), now)
            self.meeting.report(
                *own.look(
                    self.pages[name], self.meeting.evening.meeting, self.meeting.conference, at(now), now
                )
            )


def evening() -> Evening:
    """Ebeling and Falk are on video before the evening begins for us, the others sit in the room."""
    return opened("ahrens brandt carstens", video="ebeling falk")


def open_pages(*pages: Page) -> OurPage:
    house = OurPage()
    house.server("one", *pages)
    house.wait(5)
    return house


def test_a_page_that_goes_is_a_fault_after_the_grace_and_one_that_is_back_ends_it() -> None:
    page = Page("ebeling")
    house = open_pages(page)
    house.pages["one"].clear()
    house.wait(9)
    assert house.meeting.fault() is None
    house.wait(3)
    assert house.meeting.fault() == (5, None) and not house.meeting.counts("ebeling")
    house.pages["one"].append(Page("ebeling", "b"))
    house.wait(2)
    assert house.meeting.counts("ebeling")
    assert house.meeting.said == ["LoseConnection", "RestoreConnection"]


def test_a_page_that_is_back_within_the_grace_is_no_fault() -> None:
    house = open_pages(Page("ebeling"))
    for _ in range(5):
        gone = house.pages["one"].pop()
        house.wait(7)
        house.pages["one"].append(gone)
        house.wait(7)
    assert house.meeting.said == []


def test_a_page_that_comes_and_goes_all_the_time_has_one_fault_until_it_has_held() -> None:
    house = open_pages(Page("ebeling"))
    for _ in range(6):
        gone = house.pages["one"].pop()
        house.wait(12)
        house.pages["one"].append(gone)
        house.wait(12)
    assert house.meeting.said == ["LoseConnection", "RestoreConnection", "LoseConnection"]
    house.wait(40)
    assert house.meeting.counts("ebeling")


def test_of_two_pages_on_two_devices_the_last_one_counts() -> None:
    house = open_pages(Page("ebeling", "a"), Page("ebeling", "a", "tablet"))
    house.pages["one"].pop()
    house.wait(60)
    assert house.meeting.said == []
    house.pages["one"].pop()
    house.wait(12)
    assert house.meeting.said == ["LoseConnection"]


def test_a_line_that_is_half_open_is_lost_from_when_it_was_heard_last() -> None:
    page = Page("ebeling")
    house = open_pages(page)
    house.wait(12, silent="ebeling")
    assert house.meeting.said == []
    house.pages["one"].remove(page)  # The beats found it, and cut it off.
    house.wait(1)
    assert house.meeting.fault() == (5, None)


def test_opening_a_page_enters_nobody_and_a_page_of_somebody_in_the_room_means_nothing() -> None:
    house = open_pages(Page("demir"), Page("brandt"), Page(None), Page("ebeling", meeting="another"))
    house.wait(30)
    house.pages["one"].clear()
    house.wait(60)
    assert house.meeting.said == []
    assert (house.meeting.evening.via("demir"), house.meeting.evening.via("brandt")) == (None, Via.ROOM)


def test_who_was_on_video_without_a_page_is_nobodys_fault() -> None:
    house = open_pages()
    house.wait(60)
    assert house.meeting.said == []


def test_whom_people_enter_after_the_page_was_lost_is_believed() -> None:
    house = open_pages(Page("demir"))
    house.pages["one"].clear()
    house.wait(30)
    house.meeting.evening.accepted("clerk", "arrive", person="demir", via="video")
    house.wait(60)
    assert house.meeting.said == []


def test_signing_out_is_no_fault_but_a_leaving_once_no_other_page_is_open() -> None:
    house = open_pages(Page("ebeling"), Page("ebeling", "a", "tablet"))
    house.ended.add("tablet")
    house.pages["one"].pop()
    house.wait(30)
    assert house.meeting.said == []
    house.ended.add("ebeling")
    house.pages["one"].pop()
    house.wait(12)
    assert house.meeting.said == ["Leave"] and house.meeting.evening.faults == ()


def test_a_restart_is_nobodys_fault_but_of_whom_it_does_not_bring_back() -> None:
    house = open_pages(Page("ebeling"), Page("falk"))
    del house.servers["one"]  # It ends, and says nothing of its pages.
    del house.alive["one"]
    house.meeting.now += 30
    house.meeting.restart(forgets=False)
    house.server("two")
    house.wait(3)
    house.pages["two"].append(Page("ebeling"))
    house.wait(int(COME_BACK) + 9 - 3)
    assert house.meeting.said == []
    house.wait(3)
    assert house.meeting.counts("ebeling") and house.meeting.fault("falk") == (35 + COME_BACK + 1, None)


def test_a_page_that_changes_the_server_is_no_fault_and_neither_is_a_server_that_is_lost() -> None:
    house = open_pages(Page("ebeling"), Page("falk"))
    house.server("two")
    house.pages["two"].append(house.pages["one"].pop())
    house.wait(60)
    assert house.meeting.said == []
    since = {device.who.id: device.since for device in house.meeting.conference.devices() if device.here}
    assert since == {"ebeling": at(1), "falk": at(6)}  # Nobody took the other server for lost.
    del house.servers["one"]  # Its last sign of life stays where it was.
    house.wait(4)
    house.pages["two"].append(Page("ebeling"))
    house.wait(60)
    assert house.meeting.said == []


def test_a_server_that_hung_for_a_while_tells_of_its_pages_again() -> None:
    house = open_pages(Page("ebeling"))
    hung = house.servers.pop("one")
    house.server("two")
    house.wait(int(COME_BACK) + 15)
    assert house.meeting.said == ["LoseConnection"]
    house.servers["one"] = hung
    house.wait(2)
    assert house.meeting.counts("ebeling")


def test_many_reconnects_leave_one_connection_a_page() -> None:
    house = open_pages()
    for _ in range(50):
        house.pages["one"] = [Page("ebeling", "a-name-of-many-letters")]
        house.wait(1)
        house.pages["one"] = []
        house.wait(1)
    assert len(house.meeting.conference.connections) == 1


def test_the_hour_of_a_page_that_flaps_in_the_worst_way_adds_few_lines() -> None:
    house = open_pages(Page("ebeling"))
    while house.meeting.now < timedelta(hours=1).total_seconds():
        counts, is_open = house.meeting.counts("ebeling"), bool(house.pages["one"])
        if counts and is_open:
            house.pages["one"].clear()
        elif not counts and not is_open:
            house.pages["one"].append(Page("ebeling"))
        house.wait(1)
    assert 10 < len(house.meeting.by_system) <= 50
