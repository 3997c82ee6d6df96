"""The text blocks of a note: the house's own first, then what the moment calls for."""

import re
from dataclasses import replace

from handzeichen.meeting.ids import Line, Text
from handzeichen.meeting.plan import TextBlock
from handzeichen.views.text_blocks import OWN, text_blocks
from views.clerk_evening import Evening, demo_plan


def test_the_houses_own_come_first() -> None:
    block = TextBlock(label=Line("Ortstermin"), text=Text("{name} regt einen Ortstermin an: …"))
    groups = text_blocks(Evening.planned(replace(demo_plan(), text_blocks=(block,))).meeting)
    assert [groups[0].name, groups[1].name] == [OWN, "Anwesenheit"]
    assert [(one.label, one.text) for one in groups[0].blocks] == [(block.label, block.text)]


def test_what_the_moment_calls_for_stands_first() -> None:
    evening = Evening.played(lambda line: line["do"] == "move")
    assert text_blocks(evening.meeting)[0].name == "Aussprache"
    evening.do("clerk", "lose_connection", person="nordmeier")
    assert text_blocks(evening.meeting)[0].name == "Störung"


def test_every_block_is_a_sentence_with_known_gaps() -> None:
    blocks = [block for group in text_blocks(Evening.planned(demo_plan()).meeting) for block in group.blocks]
    assert len(blocks) >= 10
    assert len({block.label for block in blocks}) == len(blocks)
    for block in blocks:
        assert set(re.findall(r"{(\w+)}", block.text)) <= {"name", "zeit"}
        assert re.search(r"[.…“]$", block.text), block
