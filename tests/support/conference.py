"""A conference of another origin that speaks as Jitsi Meet's own page does, as far as our pages listen to it.

Nothing of Jitsi runs here: the messages are those that its IFrame API sends and takes, written down from its sources.
People press its buttons as they would press Jitsi's.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Konferenz</title>
<style>body{margin:0;display:grid;grid-template:1fr auto/1fr;block-size:100vh;background:#123;color:#fff;font:1rem sans-serif}
video{inline-size:100%;block-size:100%;object-fit:cover}p{margin:0;padding:.25rem}button{font:inherit}</style>
<video muted autoplay playsinline></video>
<p><button>Beitreten</button><button>Kamera aus</button><button>Kamera an</button><button>Hand heben</button>
<button>Auflegen</button><span id="heard"></span></p>
<script>
const asked = new URLSearchParams(location.hash.slice(1));
const scope = `jitsi_meet_external_api_${asked.get("jitsi_meet_external_api_id")}`;
const own = Math.random().toString(16).slice(2, 10), mine = String(Math.random());
const others = [{ id: "e5f6a7b8", displayName: "Jana Nordmeier", userContext: { id: "nordmeier" } }];
let ready = false, muted = true, waiting = [];
function post(method, params) { parent.postMessage(JSON.stringify({ postis: true, scope, method, params }), "*"); }
function say(name, data) {
  const event = { type: "event", data: { name, ...data } };
  if (ready) post("message", event); else waiting.push(event);
}
const knocks = setInterval(() => post("__ready__", mine), 50);
const answers = {
  "is-video-muted": () => muted,
  "rooms-info": () => ({ rooms: [{ isMainRoom: true, participants: [{ id: own }, ...others] }] }),
};
addEventListener("message", ({ data }) => {
  const said = JSON.parse(data);
  if (said.scope !== scope) return;
  if (said.method === "__ready__" && said.params === mine) {
    clearInterval(knocks);
    ready = true;
    for (const event of waiting.splice(0)) post("message", event);
  } else if (said.method === "__ready__") {
    post("__ready__", said.params);
  } else if (said.params.type === "request") {
    post("message", { type: "response", id: said.params.id, result: answers[said.params.data.name]() });
  } else if (said.params.data.name === "video-hangup") {
    act["Auflegen"]();
  }
});
const act = {
  async Beitreten() {
    for (const one of others) say("participant-joined", one);
    try {
      document.querySelector("video").srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
      muted = false;
    } catch (error) { document.getElementById("heard").textContent = error.name; }
    say("video-conference-joined", { roomName: "rat", id: own, displayName: "ich" });
  },
  "Kamera aus"() { muted = true; say("video-mute-status-changed", { muted }); },
  "Kamera an"() { muted = false; say("video-mute-status-changed", { muted }); },
  "Hand heben"() { say("raise-hand-updated", { id: own, handRaised: Date.now() }); },
  Auflegen() { say("video-conference-left", { roomName: "rat" }); say("video-ready-to-close", {}); },
};
for (const button of document.querySelectorAll("button")) button.onclick = () => act[button.textContent]();
if (asked.get("config.prejoinConfig.enabled") === "false") act.Beitreten();
</script></html>"""


@dataclass
class Conference:
    """Where it is, and with which addresses people came (what stands after # stays with them)."""

    origin: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def conference() -> Iterator[Conference]:
    """It runs on a port of its own, which makes it another origin."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield Conference(f"http://127.0.0.1:{server.server_port}", asked)
        finally:
            server.shutdown()
            thread.join()
