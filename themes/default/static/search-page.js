/* The search page: results as a list, filters beside the words, all of it in the address. */
(function () {
  "use strict";
  const form = document.querySelector(".search-form");
  if (!form) return;
  const said = document.getElementById("search-dialog").dataset;
  const fields = form.elements;
  const list = document.getElementById("results");
  const empty = document.getElementById("results-empty");
  const status = document.getElementById("results-status");
  const more = document.querySelector(".more-results");
  const reset = form.querySelector("[type=reset]");
  const names = ["q", "kind", "year", "topic", "venue", "author", "code", "sort"];
  const STEP = 10;
  const CONTEXTS = 3;
  let asked = 0, timer = 0, shown = null, isSettled = true;
  let slugs = new Map();

  function years() {
    if (!fields.from) return "";
    const from = fields.from.value.trim();
    const to = fields.to.value.trim();
    return from === to ? from : from + "-" + to;
  }

  function state() {
    const found = {};
    for (const name of names) {
      const field = fields[name];
      let value = "";
      if (name === "year") value = years();
      else if (!field) value = new URLSearchParams(location.search).get(name) || "";
      else if (field.type === "checkbox") value = field.checked ? field.value : "";
      else value = field.value.trim();
      if (name === "author") value = slugs.get(value) || value;
      if (value) found[name] = value;
    }
    return found;
  }

  function restore() {
    const params = new URLSearchParams(location.search);
    for (const name of names) {
      const field = fields[name];
      const value = params.get(name) || "";
      if (name === "year" && fields.from) {
        const [from, to] = value.includes("-") ? value.split("-") : [value, value];
        fields.from.value = from;
        fields.to.value = to;
      } else if (field && field.type === "checkbox") field.checked = value === field.value;
      else if (field) choose(field, value);
    }
    nameAuthor();
  }

  /* A topic or venue that is too rare for the list of choices can still be asked for. */
  function choose(field, value) {
    if (field.tagName === "SELECT" && !Array.from(field.options).some((option) => option.value === value)) {
      const same = Array.from(field.options).find((option) => option.value.toLowerCase() === value.toLowerCase());
      if (same) value = same.value;
      else field.add(new Option(value, value));
    }
    field.value = value;
  }

  /* Each choice is a step to go back to; what is typed is one step until it is settled by Enter. */
  function remember(found, isStep) {
    const params = new URLSearchParams();
    names.forEach((name) => {
      if (found[name]) params.set(name, found[name]);
    });
    const query = params.toString();
    const address = location.pathname + (query ? "?" + query : "");
    const isNew = address !== location.pathname + location.search;
    try {
      if (isNew) history[isStep || isSettled ? "pushState" : "replaceState"](null, "", address);
    } catch (error) { /* some browsers refuse it for files */ }
    if (isNew || isStep) isSettled = isStep;
  }

  function say(text, isEmpty) {
    status.textContent = isEmpty ? "" : text;
    empty.textContent = isEmpty ? text : "";
    empty.hidden = !isEmpty;
  }

  async function update() {
    const turn = ++asked;
    const wanted = state();
    reset.hidden = !names.some((name) => name !== "q" && wanted[name]);
    list.setAttribute("aria-busy", "true");
    try {
      const index = await window.bylineSearch.open();
      const result = await index.search(wanted);
      const records = await index.records(result, 0, STEP);
      if (turn !== asked) return;
      shown = new window.bylineSearch.Shown(index, result, said);
      const items = records.map(item);
      list.replaceChildren(...items);
      const isAsked = Object.keys(wanted).length > 0;
      say(isAsked ? shown.summary() : "", isAsked && !items.length);
      offerMore();
      addContexts(records, items, turn);
    } catch (error) {
      if (turn !== asked) return;
      list.replaceChildren();
      more.hidden = true;
      say(said[error.message] || said.missing, true);
    } finally {
      if (turn === asked) list.removeAttribute("aria-busy");
    }
  }

  function offerMore() {
    more.hidden = shown.result.hits.length <= list.children.length && !shown.result.waiting.length;
  }

  function item(record) {
    const made = document.createElement("li");
    made.append(...shown.lines(record, true));
    return made;
  }

  async function addContexts(records, items, turn) {
    let left = CONTEXTS;
    for (let i = 0; i < records.length && left; i++) {
      const context = await shown.context(records[i]).catch(() => null);
      if (turn !== asked) return;
      if (!context) continue;
      items[i].append(" ", context);
      left--;
    }
  }

  more.addEventListener("click", async () => {
    const turn = asked;
    const from = list.children.length;
    if (shown.result.hits.length === from) await shown.index.readOn(shown.result).catch(() => {});
    const records = await shown.index.records(shown.result, from, from + STEP);
    if (turn !== asked) return;
    const items = records.map(item);
    list.append(...items);
    say(shown.summary(), !list.children.length);
    offerMore();
    if (items.length) items[0].querySelector("a").focus();
    addContexts(records, items, turn);
  });

  /* -- authors: typed by name, asked for by slug */

  async function suggest() {
    const typed = fields.author.value.trim();
    if (!typed) return;
    const index = await window.bylineSearch.open();
    const result = await index.search({ q: typed, kind: "person" });
    const records = await index.records(result, 0, 8);
    slugs = new Map(records.map((record) => [record.title, record.name]));
    document.getElementById("authors").replaceChildren(...records.map((record) => new Option(record.detail, record.title)));
    return records;
  }

  async function nameAuthor() {
    const slug = fields.author && fields.author.value;
    if (!slug) return;
    fields.author.value = slug.replace(/-/g, " ");
    const records = await suggest().catch(() => null);
    const record = (records || []).find((found) => found.name === slug);
    const isSame = fields.author.value === slug.replace(/-/g, " ");
    if (isSame) fields.author.value = record ? record.title : slug;
  }

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.name === "author") {
      timer = setTimeout(() => suggest().catch(() => {}), 80);
      return;
    }
    timer = setTimeout(() => {
      remember(state(), event.target.name !== "q");
      update();
    }, event.target.name === "q" ? 60 : 0);
  });
  if (fields.author) fields.author.addEventListener("change", async () => {
    clearTimeout(timer);
    const typed = fields.author.value.trim();
    if (typed && !slugs.has(typed)) await suggest().catch(() => {});
    if (typed && !slugs.has(typed) && slugs.size) fields.author.value = slugs.keys().next().value;
    remember(state(), true);
    update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember(state(), true);
    update();
  });
  reset.addEventListener("click", (event) => {
    event.preventDefault();
    names.filter((name) => name !== "q" && fields[name]).forEach((name) => {
      if (fields[name].type === "checkbox") fields[name].checked = false;
      else fields[name].value = "";
    });
    if (fields.from) fields.from.value = fields.to.value = "";
    remember(state(), true);
    update();
    fields.q.focus();
  });
  addEventListener("popstate", () => {
    isSettled = true;
    restore();
    update();
  });

  form.hidden = false;
  const asks = new URLSearchParams(location.search).get("author");
  restore();
  if (asks) slugs.set(fields.author ? fields.author.value : asks, asks);
  if (!location.search) fields.q.focus({ preventScroll: true });
  if (location.search || location.protocol === "file:") update();
})();
