"""A member's line cut in mid-ballot: the page says since when, sends no vote later, and reads the truth when it is back."""

from playwright.async_api import Locator, Page, expect

from browser.kit import SOCKET_LOST, UNNOTICED, Begin, Evening, at, button, press, receipt
from browser.lines import Line
from handzeichen.app.offers import Role
from handzeichen.meeting.events import NoteWritten, VoteCast
from handzeichen.meeting.ids import Choice

NOT_THERE = "Es gilt: Ihre Stimme ist noch nicht erfasst. Bitte noch einmal drücken."
SINCE = "Keine Verbindung seit 17.55 Uhr. Was Sie sehen, kann veraltet sein."


async def test_a_dead_line_is_said_with_its_time_and_no_vote_can_be_pressed_until_it_is_back(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    evening.expect_complaint(SOCKET_LOST)
    elvers = await evening.member("elvers")
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar")).to_be_visible()
    await elvers.context.set_offline(True)
    await expect(elvers.get_by_role("alert").filter(has_text=SINCE)).to_be_visible()
    for vote in await votes(elvers):
        await expect(vote).to_be_disabled()
    await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await elvers.context.set_offline(False)
    await expect(elvers.get_by_text("9 von 10")).to_be_visible()
    await expect(elvers.get_by_text(SINCE)).to_be_hidden()
    for vote in await votes(elvers):
        await expect(vote).to_be_enabled()
    await expect(elvers.get_by_role("button", name="Ja", pressed=True)).to_be_visible()


async def test_a_page_that_never_gets_through_says_since_when_it_is_out_of_date(ballot_open: Evening) -> None:
    evening = ballot_open
    context, line = await evening.context(), Line()
    line.up = False
    await line.join(context)
    page = await context.new_page()
    await page.goto(await evening.server.link(Role.HALL))
    await press(page, "Hier anmelden")
    await expect(page.get_by_role("alert").filter(has_text=SINCE)).to_be_visible()


async def test_a_vote_pressed_while_the_line_is_down_is_not_sent_and_not_sent_later_and_the_member_is_told(
    begin: Begin,
) -> None:
    async with begin(**UNNOTICED) as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        await line.cut()
        await press(elvers, "Nein")
        await expect(
            elvers.get_by_text("Ihre Stimme wurde nicht gesendet und wird nicht gezählt.")
        ).to_be_visible()
        await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
        line.mend()
        await expect(elvers.get_by_text("1 von 10")).to_be_visible()
        await expect(receipt(elvers, "Ihre Stimme ist noch nicht erfasst.")).to_be_visible()
        await vote_again(elvers)
        assert votes_in_the_log(evening) == [Choice.YES]


async def test_a_vote_lost_on_the_way_is_not_sent_again_and_the_member_is_told_that_it_is_not_there(
    begin: Begin,
) -> None:
    async with begin() as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        line.speaks = False
        await press(elvers, "Nein")
        await expect(elvers.get_by_text("Noch nicht bestätigt …")).to_be_visible()
        await line.cut()
        await expect(
            elvers.get_by_text("Noch nicht bestätigt: Die Verbindung ist unterbrochen.")
        ).to_be_visible()
        line.mend()
        await expect(elvers.get_by_text(NOT_THERE)).to_be_visible()
        await vote_again(elvers)
        assert votes_in_the_log(evening) == [Choice.YES]


async def test_a_vote_that_crawls_in_after_its_page_is_back_counts_no_more(begin: Begin) -> None:
    async with begin() as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        line.holds = True
        await press(elvers, "Nein")
        await expect(elvers.get_by_text("Noch nicht bestätigt …")).to_be_visible()
        await line.cut()
        line.mend()
        await expect(elvers.get_by_text("Es gilt: Ihre Stimme ist noch nicht erfasst.")).to_be_visible()
        assert line.let_go() > 0, "the vote was on its way"
        await vote_again(elvers)
        assert votes_in_the_log(evening) == [Choice.YES]


async def test_a_vote_whose_answer_was_lost_turns_into_the_truth(begin: Begin) -> None:
    async with begin(**UNNOTICED) as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        line.hears = False
        await press(elvers, "Ja")
        await expect(elvers.get_by_text("Noch nicht bestätigt …")).to_be_visible()
        await line.cut()
        await expect(
            elvers.get_by_text("Noch nicht bestätigt: Die Verbindung ist unterbrochen.")
        ).to_be_visible()
        line.mend()
        truth = "Die Verbindung war unterbrochen. Es gilt: Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar"
        await expect(elvers.get_by_text(truth)).to_be_visible()
        assert votes_in_the_log(evening) == [Choice.YES]


async def test_a_vote_pressed_after_the_ballot_closed_unseen_is_refused_and_the_truth_is_shown(
    begin: Begin,
) -> None:
    async with begin(**UNNOTICED) as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        line.hears = False
        await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
        await evening.ask("chair", "close_ballot", ballot="b1")
        await press(elvers, "Ja")
        await line.cut()
        line.mend()
        await expect(elvers.get_by_text("Die Abstimmung ist geschlossen", exact=True)).to_be_visible()
        await expect(elvers.get_by_text("Sie haben nicht abgestimmt.").first).to_be_visible()
        assert votes_in_the_log(evening) == []


async def test_a_page_that_the_server_cut_off_comes_back_by_itself_with_its_own_vote(begin: Begin) -> None:
    async with begin() as evening:
        await open_the_ballot(evening)
        elvers, line = await on_a_line(evening, Role.MEMBER, "elvers")
        await press(elvers, "Ja")
        await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
        line.answers_beats = False
        async with elvers.expect_event("websocket"):
            evening.server.lose_patience(0.5)
        evening.server.lose_patience(12)
        line.answers_beats = True
        await evening.ask("elvers", "cast_vote", ballot="b1", choice="no")
        await expect(receipt(elvers, "Ihre Stimme: Nein · erfasst um 17.55 Uhr – änderbar")).to_be_visible()


async def test_a_page_that_resumes_is_sent_only_what_has_changed_and_shows_the_newest(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    hall, line = await on_a_line(evening, Role.HALL)
    tap = evening.taps[hall]
    await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    await expect(hall.get_by_text("1 von 10")).to_be_visible()
    seen = tap.frames[-1] if "seq" in tap.frames[-1] else next(f for f in reversed(tap.frames) if "seq" in f)
    await line.cut()
    await expect(hall.get_by_role("alert").filter(has_text=SINCE)).to_be_visible()
    await evening.ask("moehring-aufwind", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="no")
    before = len(tap.frames)
    line.mend()
    await expect(hall.get_by_text("3 von 10")).to_be_visible()
    await expect(hall.get_by_text(SINCE)).to_be_hidden()
    assert f"since={seen['seq']}" in tap.addresses[-1]
    resumed = {part for frame in tap.frames[before:] for part in frame.get("parts", {})}
    assert resumed == {"tally", "seats-lebendige-auen", "seats-aufwind"}


async def test_an_entry_whose_answer_was_lost_acts_once_though_it_is_pressed_twice(begin: Begin) -> None:
    async with begin(**UNNOTICED) as evening:
        await open_the_ballot(evening)
        clerk, line = await on_a_line(evening, Role.CLERK)
        await clerk.get_by_role("tab", name="Notiz").click()
        note = clerk.get_by_role("tabpanel", name="Notiz")
        await note.get_by_label("Satz fürs Protokoll").fill("Herr Karimi berichtet.")
        line.hears = False
        await press(note, "Notieren")
        await expect(note.get_by_text("Noch nicht bestätigt …")).to_be_visible()
        await line.cut()
        await expect(note.get_by_text("Nicht bestätigt. Bitte prüfen.")).to_be_visible()
        line.mend()
        await expect(clerk.get_by_text("Karimi berichtet").filter(visible=True).first).to_be_visible()
        await press(note, "Notieren")
        await expect(note.get_by_text("Eingetragen um 17.55 Uhr.")).to_be_visible()
        assert notes_in_the_log(evening).count("Herr Karimi berichtet.") == 1


async def open_the_ballot(evening: Evening) -> None:
    """It is 17.55, and the vote on urgency is open."""
    await evening.server.play()
    evening.server.clock.set(at("17:55:00"))
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")


async def on_a_line(evening: Evening, role: Role, person: str | None = None) -> tuple[Page, Line]:
    """Somebody signed in, on a line that can be cut."""
    context, line = await evening.context(), Line()
    await line.join(context)
    page = await evening.sign_in(context, role, person)
    return page, line


async def vote_again(page: Page) -> None:
    """Ja, pressed on a line that carries it: whatever was sent before has arrived by then."""
    await expect(button(page, "Ja")).to_be_enabled()
    await press(page, "Ja")
    await expect(receipt(page, "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar")).to_be_visible()


async def votes(page: Page) -> list[Locator]:
    """The three vote buttons."""
    return [page.get_by_role("button", name=choice) for choice in ("Ja", "Nein", "Enthaltung")]


def votes_in_the_log(evening: Evening) -> list[Choice]:
    """Every vote that Ratsfrau Elvers has cast, also those replaced later."""
    entries = evening.server.live.room.now.recent
    return [e.event.choice for e in entries if isinstance(e.event, VoteCast) and e.event.person == "elvers"]


def notes_in_the_log(evening: Evening) -> list[str]:
    """Every sentence noted for the minutes."""
    return [e.event.text for e in evening.server.live.room.now.recent if isinstance(e.event, NoteWritten)]
