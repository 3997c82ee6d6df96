"""Sign-in sheets on paper: three to a page of A4, each whole, black on white, without the clerk's list."""

from io import BytesIO

from playwright.async_api import expect
from pypdf import PdfReader

from browser.kit import Evening, press
from handzeichen.app.links import places


async def test_the_clerk_makes_sheets_and_prints_them_three_to_a_page(evening: Evening) -> None:
    clerk = await evening.clerk(scheme="dark")
    page = await clerk.context.new_page()
    await page.goto(f"{clerk.url}anmeldeboegen")
    await clerk.close()  # Reading a PDF keeps the server from answering: nobody may be waiting for it.
    # All but the clerk are ticked, who is signed in already; four will do.
    ticked = page.locator("input:checked")
    await expect(ticked).to_have_count(len(list(places(evening.server.live))) - 1)
    await ticked.evaluate_all("boxes => boxes.slice(4).forEach((box) => box.click())")
    await press(page, "Neue Bögen für die Angekreuzten")
    await expect(page.get_by_role("button", name="4 Bögen drucken")).to_be_enabled()
    printed = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in printed.pages]
    assert [text.count("Hier anmelden") for text in texts] == [3, 1]
    assert not any("Stand" in text for text in texts)
    codes = await page.locator(".sheet__typed").all_text_contents()
    assert len(set(codes)) == 4
    for code in codes:
        assert sum(code in text for text in texts) == 1
    size = printed.pages[0].mediabox
    assert (round(size.width / 72 * 25.4), round(size.height / 72 * 25.4)) == (210, 297)
