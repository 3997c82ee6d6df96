// What our page follows of a Jitsi conference: a member's of the own connection, the room's display of all others.

import { forget, forgetAll, tell, tellLast, tellLeaving, tellOnce } from "./video_told.js";

const SYSTEM = "jitsi";

// The own joining, leaving, camera and hand. A muted microphone is no fault and nobody's business.
export function followMember(jitsi) {
  let own = null;

  function hear(name, data) {
    if (name === "videoConferenceJoined") join(String(data.id));
    if (own === null) return;
    if (name === "videoConferenceLeft") leave();
    if (name === "videoMuteStatusChanged") camera(data.muted);
    if (name === "raiseHandUpdated" && data.id === own) {
      tell(SYSTEM, own, "hand", { event: name, id: own, handRaised: data.handRaised });
    }
  }

  function join(id) {
    if (own !== null && own !== id) end();
    own = id;
    tell(SYSTEM, own, "here", { event: "videoConferenceJoined", id });
    jitsi.ask("is-video-muted", (muted) => own === id && camera(muted)); // The frame tells only what changes.
  }

  function camera(muted) {
    if (typeof muted === "boolean") tell(SYSTEM, own, "camera", { event: "videoMuteStatusChanged", muted });
  }

  function leave() {
    if (own !== null) tellLast(SYSTEM, own, { event: "videoConferenceLeft" });
    own = null;
  }

  // The frame is gone without a word: nobody has left, the line is broken.
  function end(withThePage = false) {
    const last = withThePage ? tellLeaving : tellLast;
    if (own !== null) last(SYSTEM, own, { event: "participantLeft", id: own });
    own = null;
  }

  return { hear, leave, end };
}

// Who else is there. Whoever was there before the display came is told as a list, which the conference itself gives.
export function followHall(jitsi) {
  const people = new Map(); // id → what is known of somebody
  let own = null;

  function hear(name, data) {
    const id = String(data.id ?? data.participantId);
    if (name === "videoConferenceJoined") {
      own = id;
      list();
    }
    if (name === "videoConferenceLeft") end();
    if (name === "participantJoined") {
      people.set(id, { name: data.displayName, account: data.userContext?.id });
      if (own) tellOnce(SYSTEM, `here ${id}`, { event: name, ...personal(id) });
    }
    if (name === "participantLeft") {
      people.delete(id);
      for (const fact of ["camera", "hand"]) forget(SYSTEM, `${fact} ${id}`);
      if (own) tellOnce(SYSTEM, `here ${id}`, { event: name, id });
    }
    if (name === "participantMuted" && data.mediaType === "video" && id !== own) {
      tell(SYSTEM, "", `camera ${id}`, { event: name, participantId: id, mediaType: "video", isMuted: data.isMuted });
    }
    if (name === "raiseHandUpdated" && id !== own) {
      tell(SYSTEM, "", `hand ${id}`, { event: name, id, handRaised: data.handRaised });
    }
  }

  function personal(id) {
    const { name, account } = people.get(id) ?? {};
    return { id, displayName: name, userContext: { id: account } };
  }

  // The conference's own list; where it gives none, none is told.
  function list() {
    const asker = own;
    jitsi.ask("rooms-info", (info) => {
      const room = info?.rooms?.find((one) => one.isMainRoom);
      if (!room || own !== asker) return;
      const others = room.participants.map((one) => ({ id: String(one.id), name: one.displayName })).filter((one) => one.id !== own);
      const present = others.map(({ id, name }) => {
        const account = people.get(id)?.account;
        return { connection: id, name: name ?? people.get(id)?.name, id: account, account };
      });
      tellOnce(SYSTEM, "roster", { event: "roster", present });
    });
  }

  function end() {
    own = null;
    people.clear();
    forgetAll();
  }

  const again = () => own && list();
  document.addEventListener("handzeichen:greeted", again);
  return { hear, end, leave: end };
}
