// Reads a command from what stands on the page: a form with `data-do`, or a button that holds a whole command.

const READERS = {
  int: (value) => Number(value),
  list: (value) => value.split(",").map((word) => word.trim()).filter(Boolean),
  time: (value, field) => momentOf(value, field.dataset.near ?? document.body.dataset.startsAt),
  text: (value) => value,
};

export function commandOfForm(form, submitter) {
  const command = { do: wordOf(submitter) ?? form.dataset.do };
  for (const field of form.elements) take(command, field, submitter);
  return command;
}

export function commandOfButton(button) {
  return JSON.parse(button.dataset.do);
}

export function holdsCommand(button) {
  return (button.dataset.do || "").startsWith("{");
}

function wordOf(submitter) {
  return submitter && submitter.dataset.do && !holdsCommand(submitter) ? submitter.dataset.do : undefined;
}

function take(command, field, submitter) {
  if (!field.name || (field.disabled && field !== submitter)) return;
  const isButton = field instanceof HTMLButtonElement || field.type === "submit";
  if (isButton && field !== submitter) return;
  if (field.type === "checkbox") return takeCheckbox(command, field);
  if (field.type === "radio" && !field.checked) return;
  if (field instanceof HTMLSelectElement && field.multiple) {
    return put(command, field.name, [...field.selectedOptions].map((option) => option.value));
  }
  if (field.value.trim() === "" || ("changed" in field.dataset && field.value === field.defaultValue)) return;
  put(command, field.name, read(field));
}

function takeCheckbox(command, box) {
  if (box.dataset.type !== "list") return put(command, box.name, box.checked);
  if (box.checked) put(command, box.name, [...(command[box.name] || []), box.value]);
}

function read(field) {
  const type = field.dataset.type || (field.type === "number" ? "int" : "text");
  if (type === "bool") return field.value === "true";
  return READERS[type](field.value.trim(), field);
}

// "majority.base" is the base inside the majority.
function put(command, name, value) {
  const path = name.split(".");
  const last = path.pop();
  const inner = path.reduce((outer, word) => (outer[word] ??= {}), command);
  inner[last] = value;
}

// "17:24" as a moment near another (the meeting's beginning): in its offset, on the day on which it is nearer.
function momentOf(time, startsAt) {
  const [, day, hours, minutes, offset] = /^(\S+?)T(\d\d):(\d\d)\S*?(Z|[+-]\d\d:\d\d)$/.exec(startsAt);
  const wanted = /^(\d{1,2})[:.](\d\d)/.exec(time);
  if (!wanted) return time;
  const later = Number(wanted[1]) * 60 + Number(wanted[2]) - (Number(hours) * 60 + Number(minutes));
  const days = later < -720 ? 1 : later > 720 ? -1 : 0;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return `${date.toISOString().slice(0, 10)}T${wanted[1].padStart(2, "0")}:${wanted[2]}:00${offset}`;
}
