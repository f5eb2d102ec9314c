// Everything works without this file; it only quickens. No page waits for it, none depends on it.
"use strict";
document.documentElement.classList.add("js");

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// later calls act once nothing new has come for the given time.
function later(act, milliseconds) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
}

// newest lets only the last of several overlapping requests answer.
function newest() {
  let current;
  return async (address, options) => {
    current?.abort();
    const mine = current = new AbortController();
    try {
      const answer = await fetch(address, { ...options, signal: mine.signal, credentials: "same-origin" });
      return mine.signal.aborted ? null : answer;
    } catch {
      return null;
    }
  };
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// The offer form: the count and the preview follow what is typed.
function followOffer(form) {
  const live = find("#live", form);
  const ask = newest();
  const refresh = later(async () => {
    live.setAttribute("aria-busy", "true");
    const answer = await ask(form.dataset.live, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer) return;
    if (answer.ok) live.innerHTML = await answer.text();
    for (const given of all("template[data-into]", live)) putInto(document.getElementById(given.dataset.into), given);
    live.removeAttribute("aria-busy");
  }, 500);
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
}

// putInto shows what the server says under a field, only when it changed: what is read aloud is read once.
function putInto(place, given) {
  const now = element("div", {}, given.content.cloneNode(true));
  if (place && place.innerHTML.trim() !== now.innerHTML.trim()) place.replaceChildren(...now.childNodes);
}

// A suggestion takes the place of its passage in the field; the server does the same without script.
function rewordPassages(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-passage]");
    if (!button) return;
    const { field, passage, suggestion } = button.dataset;
    const name = { skills: "skill" }[field] ?? field;
    const box = all(`[name=${name}]`, form).find((input) => input.value.includes(passage));
    if (!box) return;
    event.preventDefault();
    box.value = box.value.replace(passage, () => suggestion);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}

// The occupations proposed for the title, shown while typing, to be confirmed by hand.
function suggestOccupations(form) {
  const title = find("#title", form);
  const place = find("#metiers", form);
  const ask = newest();
  const choice = (s, chosen) => {
    const id = "rome-" + s.rome;
    const code = element("span", { className: "code", textContent: s.rome });
    const label = element("span", { className: "sub" }, s.label + " ", code);
    return element("div", { className: "radio" },
      element("input", { type: "radio", name: "rome", id, value: s.rome, checked: s.rome === chosen }), " ",
      element("label", { htmlFor: id }, (s.appellation || s.label) + " ", label));
  };
  title.addEventListener("input", later(async () => {
    const typed = title.value.trim();
    if (typed.length < 3) return;
    const work = (find("#description", form)?.value ?? "").slice(0, 1000);
    const answer = await ask(form.dataset.suggest + "?" + new URLSearchParams({ q: typed, description: work }));
    if (!answer?.ok) return;
    const { items } = await answer.json();
    if (!items?.length) return;
    const chosen = find("input[name=rome]:checked", place);
    const kept = chosen && !items.some((s) => s.rome === chosen.value) ? [chosen.closest(".radio")] : [];
    place.replaceChildren(...kept, ...items.map((s) => choice(s, chosen?.value)));
  }, 250));
}

// A line more for a requirement, without going to the server; the server does the same without script.
function addLines(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[value^=add_]");
    if (!button) return;
    event.preventDefault();
    const group = button.closest("fieldset");
    const lines = all(".line", group);
    const line = lines.at(-1).cloneNode(true);
    for (const node of all("[id], label", line)) {
      const next = (text) => text.replace(/-\d+/, "-" + lines.length);
      if (node.id) node.id = next(node.id);
      if (node.htmlFor) {
        node.htmlFor = next(node.htmlFor);
        node.textContent = node.textContent.replace(/\d+$/, lines.length + 1);
      }
    }
    for (const choice of all("select[name$=_rome]", line)) choice.closest(".field").replaceWith(element("input", { type: "hidden", name: choice.name }));
    for (const hint of all(".field > .hint, .wrong", line)) hint.remove();
    for (const field of all("input, select", line)) field.tagName === "SELECT" ? field.selectedIndex = 0 : field.value = "";
    lines.at(-1).after(line);
    find("input:not([type=hidden]), select", line).focus();
  });
  // A skill rewritten by hand is no longer the one of the occupation's list.
  form.addEventListener("input", (event) => {
    const id = event.target.name === "skill" && find("[name=skill_id]", event.target.parentElement);
    if (id) id.value = "";
  });
}

// An occupation in somebody's words, and beside it those it may be, to confirm: the server does the same on demand.
function tieOccupations(form) {
  form.addEventListener("change", async (event) => {
    const title = event.target;
    const known = title.name && find(`[name="${title.name}_rome"]`, title.closest(".line") ?? document.createElement("div"));
    if (!known) return;
    const typed = title.value.trim();
    const answer = typed && await newest()(form.dataset.lines + "?q=" + encodeURIComponent(typed.slice(0, 200)));
    const items = answer?.ok ? (await answer.json()).items ?? [] : [];
    if (title.value.trim() !== typed) return;
    const line = title.closest(".line");
    find(`[name="${title.name}_for"]`, line).value = items.length ? typed : "";
    const id = title.id + "-rome";
    const choice = element("select", { name: known.name, id }, ...items.map((s) => element("option", { value: s.rome, textContent: `${s.label} (${s.rome})` })));
    if (["targets", "practised"].includes(title.name)) choice.append(element("option", { value: "-", textContent: `garder « ${typed} », sans code` }));
    const field = element("div", { className: "field wide" }, element("label", { htmlFor: id, textContent: "Métier reconnu" }), choice);
    const plain = element("input", { type: "hidden", name: known.name });
    for (const hint of all(".hint", title.closest(".field"))) hint.remove();
    if (known.tagName === "SELECT") known.closest(".field").replaceWith(items.length ? field : plain);
    else if (items.length) { known.remove(); title.closest(".field").after(field); }
    else known.value = "";
    if (items.length) tell("Métier reconnu : " + items[0].label + ". Confirmez-le, ou choisissez-en un autre.");
  });
}

// Keep, drop, interested, not: the answer replaces the card in place, and the focus stays on it.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-inplace]");
  if (!form) return;
  event.preventDefault();
  const id = form.dataset.inplace;
  const card = document.getElementById(id);
  card.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (!fresh) throw new Error("no card in the answer");
    card.replaceWith(fresh);
    for (const selector of [".head .state", ".acts"]) {
      const [old, now] = [find(selector), find(selector, page)];
      if (old && now) old.replaceWith(now);
    }
    fresh.tabIndex = -1;
    (find("[aria-invalid]", fresh) ?? fresh).focus();
    tell(find(".flash", page)?.textContent.trim() ?? "");
  } catch {
    form.submit(); // the plain way shows whatever the server has to say
  }
});

// tell says a line to whoever listens to the page.
const voice = element("p", { className: "sr", role: "status" });
document.body.append(voice);
function tell(line) {
  voice.textContent = line;
}

// An import under way: the page's own content is fetched again until it ends.
async function followImport() {
  const shown = find("#import[data-poll]");
  if (!shown) return;
  const answer = await newest()(location.href);
  if (answer?.ok) {
    const fresh = find("#import", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh) shown.replaceWith(fresh);
    if (fresh && !fresh.hasAttribute("data-poll")) return tell("Import terminé.");
  }
  setTimeout(followImport, 2000);
}

// The search follows its filters: the answer and the counts change in place, the focus stays on what was ticked.
function followSearch(form) {
  const ask = newest();
  const refresh = later(async () => {
    const address = form.action + "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const shown = find("#resultats");
    shown.setAttribute("aria-busy", "true");
    const answer = await ask(address);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = document.activeElement?.id;
    if (!find("#resultats", page)) return form.submit();
    shown.replaceWith(find("#resultats", page));
    if (!find("#facettes", page)) return;
    find("#facettes").replaceWith(find("#facettes", page));
    history.replaceState(null, "", address);
    if (at) document.getElementById(at)?.focus({ preventScroll: true });
    tell(find("#resultats h2").textContent.trim());
  }, 150);
  const follow = (event) => event.target.matches("[type=checkbox], [type=radio], select, [type=date]") && event.target.form === form && refresh();
  find("main").addEventListener("change", follow);
}

// The keys of the staff pages: / search, j k move, o open, x mark, ? the list of keys.
const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);
function move(step) {
  const list = rows();
  const at = list.findIndex((row) => row.classList.contains("here"));
  const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step))];
  if (!next) return;
  list[at]?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "nearest" });
  (find("[data-open]", next) ?? next).focus({ preventScroll: true });
}
function mark() {
  const here = find("[data-row].here");
  here?.classList.toggle("marked");
  const box = here && find("[data-choose]", here);
  if (box) box.checked = here.classList.contains("marked");
  const count = all("[data-row].marked").length;
  const bar = find("[data-marks]");
  bar.hidden = count === 0;
  find("[data-marks-count]", bar).textContent = count < 2 ? count + " ligne repérée" : count + " lignes repérées";
  tell(find("[data-marks-count]", bar).textContent);
  if (count > 0) find("#touches").open = true;
  if (count === 0) document.body.classList.remove("only-marked");
}
const keys = {
  "/": () => find("input[type=search], [role=search] input")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  o: () => find("[data-row].here [data-open]")?.click(),
  x: mark,
  "?": () => {
    const list = find("#touches");
    list.open = !list.open;
    list.scrollIntoView({ block: "nearest" });
    find("summary", list).focus();
  },
};
if (find("#touches")) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  find("[data-marks-only]").addEventListener("click", (event) => {
    const only = document.body.classList.toggle("only-marked");
    event.target.setAttribute("aria-pressed", String(only));
  });
}

// The SIRET of a sign-up, read while it is typed: the server does the same on the button.
for (const form of all("form[data-siret]")) {
  const ask = newest();
  form.addEventListener("input", later(async ({ target }) => {
    const answer = target.value.replace(/\D/g, "").length >= 14 && await ask(form.dataset.siret + "?siret=" + encodeURIComponent(target.value));
    find("#siret-lu").textContent = answer?.ok ? (await answer.json()).message : "";
  }, 250));
}

// On a small screen the filters are folded, so that the answer is in sight.
if (matchMedia("(max-width: 62rem)").matches) for (const fold of all("[data-fold]")) fold.open = false;

for (const form of all("form[data-search]")) followSearch(form);
for (const form of all("form[data-live]")) for (const follow of [followOffer, suggestOccupations, addLines, rewordPassages]) follow(form);
for (const form of all("form[data-lines]")) {
  addLines(form);
  tieOccupations(form);
}
// After a refused form, the summary of errors is read first.
find("#erreurs")?.focus();
followImport();
