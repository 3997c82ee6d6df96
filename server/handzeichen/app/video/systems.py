"""The video systems that are known, by the name under which the settings call them."""

from collections.abc import Mapping
from typing import Final

from handzeichen.app.video.bigbluebutton import BIGBLUEBUTTON
from handzeichen.app.video.jitsi import JAAS, JITSI
from handzeichen.app.video.livekit import LIVEKIT
from handzeichen.app.video.port import System
from handzeichen.app.video.signed import SIGNED
from handzeichen.app.video.zoom import ZOOM

SYSTEMS: Final[Mapping[str, System]] = {
    "bigbluebutton": BIGBLUEBUTTON,
    "jitsi": JITSI,
    "jaas": JAAS,
    "livekit": LIVEKIT,
    "zoom": ZOOM,
    "signed": SIGNED,
}
