"""A frame is made once: its bytes must be what any client reads as a text message."""

import pytest
from websockets.frames import Frame as Reference
from websockets.frames import Opcode

from handzeichen.app.frames import Frame, header


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_prebuilt_frame_is_what_the_library_would_have_written(length: int) -> None:
    payload = b"x" * length
    assert header(length) + payload == Reference(Opcode.TEXT, payload).serialize(mask=False)


def test_a_frame_is_the_same_as_text_and_on_the_wire() -> None:
    frame = Frame({"seq": 7, "parts": {"item": "<p>Tür</p>"}})
    assert frame.text == '{"seq":7,"parts":{"item":"<p>Tür</p>"}}'
    assert frame.wire.endswith(frame.text.encode())
