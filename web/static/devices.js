// Camera and microphone of this device, for the person in front of it alone: looked at and listened to here, recorded
// nowhere, sent nowhere. Whatever is on goes off by itself after a while.

import { t } from "./words.js";

const ON_FOR = 60000; // milliseconds
const LOOK_EVERY = 250;
const SILENT_AFTER = 5000;
const LOUD = 6; // of 100: a voice at arm's length is far above, a quiet room below
const DARK = 40; // of 255: a lens that is covered lets nothing through that is brighter, a dark room has a screen's light
const FLAT = 24; // from the darkest to the brightest place of 16 by 16: a shutter or a lost picture is all one colour
const SAMPLES = 16384; // a third of a second: nothing is missed between two looks

const open = new Map(); // device → how it is put out

// `say(state, text)` tells what comes of it; `gone()` that it went out, by itself or because somebody pulled it out. True
// when it is on.
export async function turnOn(device, say, gone) {
  if (!navigator.mediaDevices?.getUserMedia) {
    say("bad", t("Dieser Browser gibt hier weder Kamera noch Mikrofon frei. Bitte einen anderen nehmen, oder die Seite über https öffnen."));
    return false;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ [device === "camera" ? "video" : "audio"]: true });
  } catch (error) {
    say("bad", reason(device, error));
    return false;
  }
  const end = device === "camera" ? watch(stream, say) : listen(stream, say);
  const timer = setTimeout(gone, ON_FOR);
  for (const track of stream.getTracks()) track.addEventListener("ended", () => (gone(), say("bad", lost(device))));
  open.set(device, () => {
    clearTimeout(timer);
    end();
    for (const track of stream.getTracks()) track.stop();
  });
  return true;
}

export function turnOff(device) {
  open.get(device)?.();
  open.delete(device);
}

export function isOn(device) {
  return open.has(device);
}

function watch(stream, say) {
  const video = document.getElementById("picture");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const [track] = stream.getVideoTracks();
  const since = performance.now();
  let before;
  video.hidden = false;
  video.srcObject = stream;
  video.play();
  say("waiting", t("Die Kamera geht an …"));
  const timer = setInterval(() => {
    const seen = look();
    if (seen && seen === before) say(seen === "good" ? "good" : "bad", PICTURES[seen]()); // What is said was seen twice.
    before = seen;
  }, LOOK_EVERY);
  return () => {
    clearInterval(timer);
    video.srcObject = null;
    video.hidden = true;
  };

  // What the picture is like; nothing while it may still come.
  function look() {
    if (track.muted || !video.videoWidth) return performance.now() - since > SILENT_AFTER ? "none" : undefined;
    brush.drawImage(video, 0, 0, 16, 16);
    const { data } = brush.getImageData(0, 0, 16, 16);
    const lights = Array.from({ length: 256 }, (_, n) => 0.21 * data[4 * n] + 0.72 * data[4 * n + 1] + 0.07 * data[4 * n + 2]);
    const brightest = Math.max(...lights);
    if (brightest < DARK) return "dark";
    return brightest - Math.min(...lights) < FLAT ? "flat" : "good";
  }
}

const PICTURES = {
  good: () => t("Die Kamera zeigt ein Bild. Sind Sie gut zu sehen? Dann ist alles in Ordnung."),
  dark: () => t("Die Kamera liefert ein dunkles Bild. Ist sie abgedeckt? Bitte die Blende öffnen, oder Licht machen."),
  flat: () => t("Die Kamera liefert nur eine einzige Farbe. Ist sie abgedeckt oder abgeschaltet? Bitte am Gerät nachsehen."),
  none: () => t("Von der Kamera kommt kein Bild. Ist sie am Gerät oder im System abgeschaltet? Bitte dort einschalten."),
};

function listen(stream, say) {
  const meter = document.getElementById("level");
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const since = performance.now();
  let wasHeard = false;
  meter.hidden = false;
  say("waiting", t("Bitte sprechen Sie jetzt ein paar Worte."));
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const loud = Math.max(...samples.map((sample) => Math.abs(sample - 128)));
    meter.value = Math.min(100, Math.round((loud / 128) * 140));
    wasHeard ||= meter.value >= LOUD;
    if (wasHeard) say("good", t("Das Mikrofon nimmt auf. Bewegt sich der Balken, wenn Sie sprechen? Dann ist alles in Ordnung."));
    else if (performance.now() - since > SILENT_AFTER) {
      say("bad", t("Es ist nichts zu hören. Ist das Mikrofon stummgeschaltet, oder ein anderes gewählt?"));
    }
  }, LOOK_EVERY);
  return () => {
    clearInterval(timer);
    meter.hidden = true;
    meter.value = 0;
    context.close();
  };
}

function lost(device) {
  return device === "camera"
    ? t("Die Kamera ist weg: abgezogen, von einem anderen Programm genommen oder nicht mehr erlaubt. Bitte nachsehen und noch einmal drücken.")
    : t("Das Mikrofon ist weg: abgezogen, von einem anderen Programm genommen oder nicht mehr erlaubt. Bitte nachsehen und noch einmal drücken.");
}

function reason(device, error) {
  const isCamera = device === "camera";
  switch (error.name) {
    case "NotAllowedError":
      return isCamera
        ? t("Der Browser darf die Kamera nicht benutzen. Bitte neben der Adresse der Seite erlauben und noch einmal drücken.")
        : t("Der Browser darf das Mikrofon nicht benutzen. Bitte neben der Adresse der Seite erlauben und noch einmal drücken.");
    case "NotFoundError":
      return isCamera
        ? t("An diesem Gerät ist keine Kamera zu finden. Bitte anschließen und noch einmal drücken.")
        : t("An diesem Gerät ist kein Mikrofon zu finden. Bitte anschließen und noch einmal drücken.");
    default:
      return isCamera
        ? t("Die Kamera lässt sich nicht öffnen. Vielleicht benutzt sie ein anderes Programm: Bitte schließen und noch einmal drücken.")
        : t("Das Mikrofon lässt sich nicht öffnen. Vielleicht benutzt es ein anderes Programm: Bitte schließen und noch einmal drücken.");
  }
}
