"""Each reader's language: chosen on the page, kept for this sign-in alone, spoken by page, socket and interface alike."""

import re

import pytest

from handzeichen.app.demo import STEPS
from handzeichen.app.links import make_links, places
from handzeichen.app.offers import Role
from support.live import Running


@pytest.fixture
def fast_wire() -> bool:
    """Which wire carries the frames changes no word of them."""
    return True


def lang_of(html: str) -> str:
    return re.findall(r'<html lang="(.*?)"', html)[0]


async def test_a_page_is_german_until_another_language_is_chosen_on_it(server: Running) -> None:
    elvers, moehring = (
        await server.sign_in(Role.MEMBER, "elvers"),
        await server.sign_in(Role.MEMBER, "moehring"),
    )
    async with server.http() as browser:
        browser.headers["cookie"] = f"{elvers.cookie['cookie']}; {moehring.cookie['cookie']}"
        german = await browser.get(f"/s/{elvers.slug}/")
        assert (lang_of(german.text), 'id="catalogue"' in german.text) == ("de", False)
        assert 'href="?sprache=leicht"' in german.text
        chosen = await browser.get(f"/s/{elvers.slug}/?sprache=en")
        assert (lang_of(chosen.text), 'id="catalogue"' in chosen.text) == ("en", True)
        assert 'data-language="en"' in chosen.text and "Skip to content" in chosen.text
        kept = chosen.headers["set-cookie"]
        assert kept.startswith("hz-language-here=en;") and f"Path=/s/{elvers.slug}/;" in kept
        browser.headers["cookie"] += "; " + kept.split(";")[0]
        assert lang_of((await browser.get(f"/s/{elvers.slug}/")).text) == "en"
        assert lang_of((await browser.get(f"/s/{elvers.slug}/?sprache=de")).text) == "de"
        nonsense = await browser.get(f"/s/{elvers.slug}/?sprache=xx")
        assert (lang_of(nonsense.text), "set-cookie" in nonsense.headers) == ("en", False)


async def test_what_an_address_says_comes_into_no_cookie_but_as_a_slug_or_an_id(server: Running) -> None:
    async with server.http() as browser:
        for place in ("x%0d%0aSet-Cookie:%20a=b", "x;%20Domain=example", "%E2%82%AC", "%00", "x%20y"):
            for path in ("public", "s"):
                answer = await browser.get(f"/{path}/{place}/?sprache=en")
                assert answer.status_code in (401, 404), f"{path}/{place}: {answer.status_code}"
                assert "Path=/;" in answer.headers["set-cookie"] and "a=b" not in str(answer.headers)


async def test_the_demonstrations_first_page_says_what_to_do_in_english_too(server: Running) -> None:
    server.house.offers, server.house.steps = await make_links(server.house, list(places(server.live))), STEPS
    async with server.http(cookie="hz-language=en") as browser:
        english = (await browser.get("/")).text
    assert "The committee is in session: seven votes are in the hall" in english
    assert not [step for step in STEPS if step in english]


async def test_a_choice_before_signing_in_goes_along_but_never_to_another_sign_in(server: Running) -> None:
    link = await server.link(Role.MEMBER, "elvers")
    async with server.http(cookie="hz-language=en") as browser:
        assert lang_of((await browser.get("/")).text) == "en"
        assert lang_of((await browser.get(f"/public/{server.meeting}/")).text) == "en"
        pressed = await browser.post(link)
        assert pressed.headers["location"].endswith("/?sprache=en")
    hall = await server.sign_in(Role.HALL)
    async with server.http(cookie=f"{hall.cookie['cookie']}; hz-language=en") as display:
        page = (await display.get(f"/s/{hall.slug}/")).text
    assert lang_of(page) == "de" and "?sprache=" not in page, "the hall has no switch and stays German"


async def test_a_socket_brings_parts_and_refusals_in_the_language_it_asks_for(server: Running) -> None:
    moehring = await server.sign_in(Role.MEMBER, "moehring")
    async with server.socket(moehring) as german, server.socket(moehring, language="en") as english:
        answers = [await one.ask("state_quorum") for one in (german, english)]
    assert [answer["refused"] for answer in answers] == [answers[0]["refused"]] * 2
    assert answers[0]["why"] != answers[1]["why"]
    assert answers[1]["source"] == "rule of the program"


async def test_programs_get_german_unless_they_ask(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    told = {}
    async with server.http(clerk) as client:
        for language in ("de", "en", "xx"):
            answer = await client.post(
                f"/api/meetings/{server.meeting}/commands?language={language}", json={"do": "resume"}
            )
            told[language] = answer.json()["why"]
    assert told["de"] == told["xx"] != told["en"]


async def test_own_votes_are_shown_to_their_member_alone_in_the_language_of_that_page(
    server: Running,
) -> None:
    elvers, clerk = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.CLERK)
    async with server.http(elvers) as client, server.http(clerk) as desk:
        commands = f"/api/meetings/{server.meeting}/commands"
        for who, do in (
            (desk, {"do": "open_ballot", "ballot": "b1", "motion": "m2", "method": "show_of_hands"}),
            (client, {"do": "cast_vote", "ballot": "b1", "choice": "no"}),
            (desk, {"do": "close_ballot", "ballot": "b1"}),
        ):
            assert "accepted" in (await who.post(commands, json=do)).json()
        easy = (await client.get(f"/s/{elvers.slug}/meine-stimmen?sprache=leicht")).text
        assert "<strong>Nein</strong>" in easy and "wenn sie vorbei ist" in easy
        assert (await desk.get(f"/s/{clerk.slug}/meine-stimmen")).status_code == 403
        assert (await desk.get(f"/s/{elvers.slug}/meine-stimmen")).status_code == 401
