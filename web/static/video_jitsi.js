// Speaks with a frame in which Jitsi Meet runs, in the messages of its IFrame API, without loading a script of the
// conference's server: on this page a foreign script could vote.
//
// A message is JSON in a text, {postis: true, scope, method, params}. The frame says "__ready__" with an id of its own
// again and again until it hears the same back, and again with another id once it was loaded anew. Everything else is of
// the method "message": events, commands as events, and requests with their responses.

const SCOPE = "jitsi_meet_external_api_1"; // the number stands in the frame's address
const READY = "__ready__";
const MESSAGE = "message";

// Calls onReady() when the frame speaks, onEvent(name, data) with the API's own names, and onRestart() when it was loaded anew.
export function speakJitsi(frame, origin, { onReady, onEvent, onRestart }) {
  const asked = new Map(); // number → who waits for the answer
  let theirs = null;
  let number = 0;

  function hear(event) {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    const said = read(event.data);
    if (said?.postis !== true || said.scope !== SCOPE) return;
    if (said.method === READY) greet(said.params);
    if (said.method === MESSAGE && said.params) take(said.params);
  }

  function greet(id) {
    const isAnother = theirs !== null && theirs !== id;
    theirs = id;
    post(READY, id);
    onReady();
    if (isAnother) {
      asked.clear();
      onRestart();
    }
  }

  function take({ type, id, data, result }) {
    if (type === "response") {
      asked.get(id)?.(result);
      asked.delete(id);
    } else if (type === "event" && typeof data?.name === "string") {
      onEvent(named(data.name), data);
    }
  }

  function post(method, params) {
    frame.contentWindow?.postMessage(JSON.stringify({ postis: true, scope: SCOPE, method, params }), origin);
  }

  window.addEventListener("message", hear);
  return {
    get isReady() {
      return theirs !== null;
    },
    command(name, ...data) {
      post(MESSAGE, { type: "event", data: { name, data } });
    },
    ask(name, answer) {
      number += 1;
      asked.set(number, answer);
      post(MESSAGE, { type: "request", id: number, data: { name } });
    },
    end() {
      window.removeEventListener("message", hear);
    },
  };
}

function read(data) {
  try {
    return typeof data === "string" ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

// "video-conference-joined" on the wire is videoConferenceJoined in the API, with one exception.
function named(name) {
  if (name === "video-ready-to-close") return "readyToClose";
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
