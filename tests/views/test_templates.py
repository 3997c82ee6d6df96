"""What the templates make of the parts: whole elements, nothing inline, buttons that lead somewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markupsafe import Markup

from handzeichen.app.render import Renderer, web_folder
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import page, parts, personal
from handzeichen.views.documents import PapersPart
from handzeichen.views.part import Nothing
from handzeichen.words.table import GERMAN
from meeting.kit import PEOPLE
from views import situations

RENDER = Renderer(web_folder() / "templates")
VOID = {"input", "use", "path", "meta", "link", "img", "br"}
HALL_LIKE = ("hall", "chair", "member", "public")


class Elements(HTMLParser):
    """The elements of some HTML, in order, and how many stand outermost."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.outermost = self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))
        self.outermost += self._depth == 0
        self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.all if name == tag]


def whole_page(meeting: Meeting, audience: str, person: str | None, language: str = GERMAN) -> str:
    mine = personal(meeting, PersonId(person)) if person else {}
    html = {
        name: Markup(RENDER.part(name, part, language))
        for name, part in (parts(meeting, audience) | mine).items()
    }
    shell = page(meeting, audience, PersonId(person) if person else None)
    return RENDER.page(
        f"{audience}.html",
        language,
        page=shell,
        parts=html,
        seq=1,
        head="",
        slug="s",
        path="/s/s/",
        meeting_id=meeting.plan.id,
        stands_at="17.41",
    )


@pytest.fixture(scope="module")
def meetings() -> dict[str, Meeting]:
    return {name: made().meeting for name, made in situations.ALL.items()}


def test_every_part_is_one_element_with_its_id(meetings: dict[str, Meeting]) -> None:
    for meeting in meetings.values():
        found = {name: part for audience in HALL_LIKE for name, part in parts(meeting, audience).items()}
        for person in ("ahrens", "ebeling", "jung", "otto"):
            found |= personal(meeting, PersonId(person))
            for name, part in found.items():
                html = Elements(RENDER.part(name, part))
                assert html.outermost == 1, name
                assert html.all[0][1]["id"] == f"part-{name}"


@pytest.mark.parametrize("audience", HALL_LIKE)
def test_pages_keep_the_strict_content_security_policy(meetings: dict[str, Meeting], audience: str) -> None:
    """No inline script, no inline style, no handler: the policy would drop them without a word."""
    for meeting in meetings.values():
        html = Elements(whole_page(meeting, audience, "ebeling" if audience == "member" else None))
        assert all("src" in script for script in html.named("script"))
        assert html.named("style") == []
        names = {attribute for _, attributes in html.all for attribute in attributes}
        assert not {name for name in names if name == "style" or name.startswith("on")}


def test_the_sheet_of_icons_takes_no_room_on_a_page() -> None:
    sheet = (web_folder() / "templates" / "icons.svg").read_text("utf-8")
    style = (web_folder() / "static" / "css" / "base.css").read_text("utf-8")
    (name,) = re.findall(r'^<svg [^>]*class="(\w+)"', sheet)
    assert f".{name} {{ display: none; }}" in style


@pytest.mark.parametrize("audience", HALL_LIKE)
def test_headings_step_down_without_a_gap(meetings: dict[str, Meeting], audience: str) -> None:
    for name, meeting in meetings.items():
        html = Elements(whole_page(meeting, audience, "ebeling" if audience == "member" else None))
        levels = [int(tag[1]) for tag, _ in html.all if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name


@pytest.mark.parametrize("audience", HALL_LIKE)
def test_ids_stand_once_and_signs_are_drawn(meetings: dict[str, Meeting], audience: str) -> None:
    for meeting in meetings.values():
        html = Elements(whole_page(meeting, audience, "ebeling" if audience == "member" else None))
        ids = [attributes["id"] for _, attributes in html.all if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert {use["href"] for use in html.named("use")} <= {f"#{known}" for known in ids}


def test_whoever_only_watches_has_nothing_to_press(meetings: dict[str, Meeting]) -> None:
    for audience in ("hall", "public"):
        for meeting in meetings.values():
            html = Elements(whole_page(meeting, audience, None))
            assert [button.get("value") for button in html.named("button")] == ["no", "yes"], (
                "the dialog's own two"
            )
            assert all("data-do" not in attributes for _, attributes in html.all)


def test_every_button_on_a_members_page_leads_to_a_form(meetings: dict[str, Meeting]) -> None:
    for meeting in meetings.values():
        for person in PEOPLE:
            html = Elements(whole_page(meeting, "member", str(person["id"])))
            forms = {form["id"] for form in html.named("form") if "data-do" in form and "id" in form}
            assert {button["form"] for button in html.named("button") if "form" in button} <= forms


def test_the_three_votes_stand_in_the_order_of_asking_alike_and_none_chosen(
    meetings: dict[str, Meeting],
) -> None:
    html = Elements(RENDER.part("vote", personal(meetings["voting"], PersonId("ebeling"))["vote"]))
    buttons = html.named("button")
    assert [button["value"] for button in buttons] == ["yes", "no", "abstain"]
    assert {button["class"] for button in buttons} == {"votebtn"}
    assert {button["aria-pressed"] for button in buttons} == {"false"}


def test_the_public_page_carries_no_place_in_the_log(meetings: dict[str, Meeting]) -> None:
    body = Elements(whole_page(meetings["voting"], "public", None)).named("body")[0]
    assert "data-seq" not in body and "data-head" not in body
    body = Elements(whole_page(meetings["voting"], "hall", None)).named("body")[0]
    assert "data-seq" in body and "data-head" in body


def test_a_paper_leads_where_the_plan_or_the_clerk_says_and_to_nothing_unsafe() -> None:
    evening = situations.at_work()
    for reference, file in (
        ("1", "https://ris.example/1.pdf"),
        ("2", "javascript:alert(1)"),
        ("3", "Vorlage.pdf"),
    ):
        evening.accepted(
            "clerk", "table_paper", item="2", reference=reference, kind="Antrag", handed="mail", file=file
        )
    for audience in ("member", "public"):
        html = Elements(RENDER.part("papers", parts(evening.meeting, audience)["papers"]))
        links = [(link["href"], link["target"], link["rel"]) for link in html.named("a")]
        assert links == [("https://ris.example/1.pdf", "_blank", "noopener noreferrer nofollow")]


def test_the_papers_of_a_matter_that_is_not_public_are_for_those_inside_alone() -> None:
    evening = situations.behind_closed_doors()
    evening.accepted(
        "clerk",
        "table_paper",
        item="5",
        reference="9",
        kind="Antrag",
        handed="mail",
        file="https://ris.example/9",
    )
    assert isinstance(parts(evening.meeting, "member")["papers"], PapersPart)
    assert isinstance(parts(evening.meeting, "public")["papers"], Nothing)


def test_what_people_write_stays_text() -> None:
    evening = situations.at_work()
    evening.accepted(
        "brandt", "move", motion="x1", kind="main", text='<img src=x onerror="alert(1)">', item="2"
    )
    html = RENDER.part("item", parts(evening.meeting, "hall")["item"])
    assert "<img" not in html and "&lt;img src=x" in html
