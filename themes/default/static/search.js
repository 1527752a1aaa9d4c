/* The search dialog: "/" or Ctrl-K opens it on every page. The index is fetched with the first word. */
(function () {
  "use strict";
  const dialog = document.getElementById("search-dialog");
  if (!dialog || !dialog.showModal) return;
  const source = new URL("search-index.js", document.currentScript.src).href;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  const SHOWN = 8;
  const CONTEXTS = 3;
  let asked = 0, timer = 0, current = -1, loading = null;

  /* The engine is a file of its own: a page that nobody searches from need not load it. */
  function engine() {
    if (window.bylineSearch) return Promise.resolve(window.bylineSearch);
    if (!loading) {
      loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = source;
        script.onload = () => resolve(window.bylineSearch);
        script.onerror = () => {
          loading = null;
          script.remove();
          reject(new Error("offline"));
        };
        document.head.append(script);
      });
    }
    return loading;
  }

  function options() {
    return Array.from(list.children);
  }

  function address() {
    const query = new URLSearchParams({ q: input.value.trim() });
    return dialog.dataset.address + "?" + query;
  }

  function choose(at) {
    const all = options();
    current = all.length ? (at + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", i === current));
    if (current >= 0) {
      input.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function fill(found) {
    found.forEach((option, i) => {
      option.id = "search-option-" + i;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
    });
    list.replaceChildren(...found);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", found.length > 0);
    current = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function option(url, content) {
    const made = document.createElement("a");
    made.href = url;
    made.append(...content);
    made.setAttribute("aria-selected", "false");
    return made;
  }

  async function update() {
    const turn = ++asked;
    const query = input.value;
    if (!query.trim()) {
      fill([]);
      status.textContent = "";
      return;
    }
    try {
      const { open, Shown } = await engine();
      const index = await open();
      const result = await index.search({ q: query });
      const records = await index.records(result, 0, SHOWN);
      if (turn !== asked) return;
      const shown = new Shown(index, result, dialog.dataset);
      const found = records.map((record) => option(record.url, shown.lines(record)));
      if (found.length) {
        const all = option(address(), [dialog.dataset.all]);
        all.className = "search-all";
        fill([...found, all]);
      } else fill([]);
      status.textContent = shown.summary();
      addContexts(shown, records, found, turn);
    } catch (error) {
      if (turn !== asked) return;
      fill([]);
      status.textContent = location.protocol === "file:" ? dialog.dataset.file
        : dialog.dataset[error.message] || dialog.dataset.missing;
    }
  }

  async function addContexts(shown, records, found, turn) {
    let left = CONTEXTS;
    for (let i = 0; i < records.length && left; i++) {
      const context = await shown.context(records[i]).catch(() => null);
      if (turn !== asked) return;
      if (!context) continue;
      found[i].append(" ", context);
      left--;
    }
  }

  function open(text) {
    if (dialog.open) return;
    if (text !== undefined) input.value = text;
    dialog.showModal();
    input.focus();
    if (text === undefined) input.select();
    update();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, 60);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") choose(current + 1);
    else if (event.key === "ArrowUp") choose(current < 0 ? -1 : current - 1);
    else if (event.key === "Enter" && input.value.trim()) {
      const chosen = options()[current];
      if (chosen) chosen.click();
      else location.assign(address());
    } else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    const isOutside = event.target === dialog;
    if (isOutside || event.target.closest(".search-close")) dialog.close();
    /* A result may be a place on this very page. */
    if (event.target.closest("[role=option]") && !event.ctrlKey && !event.metaKey) dialog.close();
  });

  const onPage = document.querySelector(".search-form input[name=q]");

  function start(text) {
    if (!onPage) return open(text);
    if (text !== undefined) onPage.value = text;
    onPage.focus();
    onPage.select();
  }

  function isTyping(target) {
    return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    /* The keys belong to what is typed into: a field of ours, of another script, or inside an element. */
    const field = event.composedPath()[0];
    if (isTyping(field) && !(dialog.contains(field) && event.key !== "/")) return;
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    start();
  });

  /* Without scripts the field in the header asks the search page; with them it opens the dialog. */
  document.querySelectorAll(".site-search input").forEach((field) => {
    const hand = () => {
      const text = field.value;
      field.value = "";
      start(text || undefined);
    };
    field.addEventListener("click", hand);
    field.addEventListener("input", hand);
  });
})();
