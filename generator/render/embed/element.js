/* Byline: a researcher's papers on any website. */
(() => {
  if (!window.IntersectionObserver || !window.customElements || customElements.get("byline-profile")) return;

  const VERSION = 1; // of the JSON: this and every earlier one are understood
  const STYLE = "__STYLE__";
  const TEXTS = "__TEXTS__";
  const WAIT_MS = [600, 2400, 7200];
  const STRIP = ["h_index", "papers", "citations", "novelty", "ai_score"];
  const SCORES = ["ai_score", "score"];
  const HUES = "__HUES__";

  /* A host must not notice when something fails here. */
  const quietly = (action) => {
    try { action(); } catch (error) { console.warn("byline:", error); }
  };
  const text = (value) => (typeof value === "string" || value > 0 ? `${value}` : "");
  const list = (value) => (Array.isArray(value) ? value : []);

  /* Of "one | many" the value chooses; {} is what is filled in. */
  const say = (name, value) => {
    const [one, many] = TEXTS[name].split(" | ");
    return (many && value != 1 ? many : one).replace("{}", value);
  };

  /* Makes an element. Children are nodes or texts: nothing is ever parsed as HTML. */
  const make = (tag, names, ...children) => {
    const node = document.createElement(tag);
    const [kind, part] = names.split(" ");
    if (kind) node.className = kind;
    if (part) node.setAttribute("part", part);
    node.append(...children.flat(2).filter(Boolean));
    return node;
  };
  const label = (node, words) => {
    node.setAttribute("aria-label", (node.title = words));
    return node;
  };

  const address = (url, base) => {
    try {
      const found = new URL(url, base);
      if (/^https?:/.test(found)) return found.href;
    } catch {}
  };
  const link = (url, names, ...children) => {
    const node = make(url ? "a" : "span", names, ...children);
    if (url) node.href = url;
    return node;
  };

  /* ---------------------------------------------------------------- data */

  const requests = {};
  const load = (url) => {
    requests[url] ||= ask(url, 0);
    requests[url].catch(() => delete requests[url]);
    return requests[url];
  };

  const ask = async (url, tried) => {
    let reason = "failed";
    try {
      const reply = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(2e4) });
      if (reply.ok) {
        const data = await reply.json();
        const [, version] = /^byline\/\w+\/(\d+)$/.exec(data.schema);
        if (version <= VERSION) return data;
        reason = "newer";
      } else if (/^4(?!29|08)/.test(reply.status)) reason = "missing";
    } catch {}
    if (reason !== "failed" || tried > 2) throw reason;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS[tried] * (1 + Math.random())));
    return ask(url, tried + 1);
  };

  /* From the address of a page to the root of its site, and the JSON that says what it shows. */
  const find = async (src, isProfile) => {
    const url = address(src, document.baseURI);
    if (!src || !url) throw "missing";
    const path = url.replace(/[?#].*/, "").replace(/(\/index)?((\.fragment)?\.html?|\.json)?\/?$/, "");
    const found = /(.*\/)(authors|topics|years|projects)\/([^/]+)(\/page-\d+)?$/.exec(path);
    if (found) {
      const root = found[1].replace(/(embed|api\/v1)\/$/, "");
      return [await load(`${root}api/v1/${found[2]}/${found[3]}.json`), root];
    }
    const open = async (home) => {
      const root = home + "/";
      const api = `${root}api/v1/`;
      if (!isProfile) return [await load(api + "papers/recent.json"), root];
      /* The home page of one person's site is their profile. */
      const { owner } = await load(api + "site.json");
      if (!owner) throw "missing";
      return [await load(`${api}authors/${owner}.json`), root];
    };
    /* The list of all papers, unless the whole site lies in a folder of that name. */
    const home = path.replace(/\/(people|papers(\/page-\d+)?)$/, "");
    return open(home).catch((reason) => {
      if (home === path) throw reason;
      return open(path);
    });
  };

  /* ---------------------------------------------------------------- values */

  /* The record that is shown of the first of these metrics, with its name. */
  const first = (metrics, names) => {
    for (const name of names) {
      const [record] = list(metrics?.[name]);
      if (record) return { ...record, name };
    }
  };

  /* Half up, as decimals are written: what binary makes of 0.125 is no matter of the reader's. */
  const round = (value, digits) => Number(`${Math.round(`${value}e${digits}`)}e-${digits}`).toFixed(digits);

  /* A category's colour is chosen as on the site's own pages, by CRC-32. */
  const hue = (code) => {
    let sum = -1;
    for (const byte of new TextEncoder().encode(code.split(".").pop().toUpperCase())) {
      sum ^= byte;
      for (let bit = 8; bit--; ) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
    }
    return HUES[~sum & 7];
  };

  const arrange = (papers, sort) => {
    const key = {
      date: (paper) => text(paper.date),
      citations: (paper) => first(paper.metrics, [sort])?.value ?? -1,
      score: (paper) => first(paper.metrics, SCORES)?.value ?? -1,
    }[sort];
    if (key) papers.sort((a, b) => (key(a) < key(b)) - (key(a) > key(b)));
    if (sort === "title") papers.sort((a, b) => text(a.title).localeCompare(text(b.title)));
    return papers;
  };

  const origin = (record, other) => {
    const isReported = record.kind === "reported";
    return [
      isReported ? say("reported", text(record.source)) : say("computed"),
      text(isReported ? record.as_of : record.of && say("over", `${record.n}/${record.of}`)),
      other?.kind === "computed" && say("other", round(other.value, 0)),
    ].filter(Boolean).join(", ");
  };

  /* ---------------------------------------------------------------- light and dark */

  /* Whether what is painted behind an element is dark. */
  const isDark = (node) => {
    for (; node; node = node.parentNode || node.host) {
      const color = node.nodeType === 1 ? getComputedStyle(node).backgroundColor : "";
      let [red, green, blue, alpha] = color.match(/[\d.]+/g) || [];
      if (!blue || alpha < 0.5) continue;
      if (/^(ok)?l/.test(color)) return red < (color[0] === "o" ? 0.6 : 60);
      return red * 0.3 + green * 0.6 + blue * 0.1 < (/^rgb/.test(color) ? 128 : 0.5);
    }
    /* Nothing is: what shows is the browser's own ground. */
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return /dark/.test(scheme) && (!/light/.test(scheme) || night.matches);
  };

  const night = matchMedia("(prefers-color-scheme: dark)");
  const shown = new Set();
  const repaint = () => quietly(() => shown.forEach((element) => element.paint()));
  /* A host may change its ground by a class, and fade from one to the other. */
  let timer;
  const watcher = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      repaint();
      timer = setTimeout(repaint, 500);
    }, 50);
  });

  /* ---------------------------------------------------------------- elements */

  let sheet;
  const dress = (root) => {
    try {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make("style", "", STYLE));
    }
  };

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.getRootNode().host.load();
    }
  }, { rootMargin: "400px" });

  class Papers extends HTMLElement {
    static observedAttributes = ["src", "limit", "show", "sort", "topic", "theme", "accent", "lang"];

    connectedCallback() { quietly(() => this.start()); }
    disconnectedCallback() { shown.delete(this); }
    attributeChangedCallback(name) {
      if (this.box) quietly(() => (name === "src" ? this.start() : this.draw()));
    }

    /* An attribute, or what holds without it. */
    get(name, otherwise = "") { return this.getAttribute(name) || otherwise; }

    start() {
      if (!this.box) {
        const root = this.attachShadow({ mode: "open" });
        dress(root);
        root.append((this.box = make("div", "b root")));
        this.box.tabIndex = -1;
      }
      shown.add(this);
      for (const node of [document.documentElement, document.body]) watcher.observe(node, { attributes: true });
      this.data = this.failure = "";
      this.draw();
      near.unobserve(this.box);
      near.observe(this.box);
    }

    async load() {
      const src = this.get("src");
      let found = [];
      let failure = "";
      try {
        found = await find(src, this.isProfile);
      } catch (error) {
        failure = say(error);
      }
      if (src !== this.get("src")) return;
      [this.data, this.root] = found;
      this.failure = failure;
      quietly(() => this.draw());
    }

    get isProfile() { return this.localName === "byline-profile"; }

    paint() {
      const theme = this.get("theme");
      const accent = this.get("accent");
      const dark = theme === "dark" || (theme !== "light" && isDark(this.box));
      this.box.classList.toggle("d", dark);
      /* A colour that was chosen for light ground is made lighter for dark ground. */
      this.box.style.setProperty("--a", !CSS.supports("color", accent) ? "" : dark ? `color-mix(in srgb, ${accent} 50%, #fff)` : accent);
    }

    draw() {
      let parts;
      try {
        if (this.data) parts = this.contents(this.data, this.root);
      } catch {
        this.failure = say("failed");
      }
      this.box.lang = TEXTS.lang;
      this.box.ariaBusy = !parts && !this.failure;
      this.box.replaceChildren(...(parts || [this.failure ? this.refusal() : this.bars(), this.fallback()]));
      this.paint();
    }

    bars() {
      const words = (count) => "mmmm ".repeat(count);
      const paper = { title: words(14), authors: [{ name: words(5) }] };
      const metrics = Object.fromEntries(STRIP.map((name) => [name, [{ value: 10 }]]));
      const data = { name: words(2), metrics, papers: Array(Math.min(this.limit, 20)).fill(paper) };
      const node = make("div", "w skeleton", this.contents(data).slice(0, -1));
      node.inert = true;
      return node;
    }

    refusal() {
      const again = make("button", " retry", say("again"));
      again.onclick = () => {
        this.start();
        this.box.focus();
      };
      return make("p", "f error", this.failure, " ", again);
    }

    /* The host's own link stays until there is something better. */
    fallback() {
      const url = address(this.get("src"), document.baseURI);
      return make("p", "z more", make("slot", "", url && link(url, "", url)));
    }

    get limit() {
      const count = parseInt(this.get("limit"));
      return count >= 0 ? count : this.isProfile ? 5 : 10;
    }

    day(iso) {
      const [, year, month, day] = /^(\d+)-?(\d+)?-?(\d+)?$/.exec(text(iso)) || [];
      if (!month) return year;
      const form = { month: "short", timeZone: "UTC", day: day && "numeric" };
      if (!day || text(this.data.as_of).slice(0, 4) !== year) form.year = "numeric";
      const date = new Date(iso);
      try {
        return date.toLocaleDateString(this.get("lang", "en-US"), form);
      } catch {
        return date.toLocaleDateString("en-US", form);
      }
    }

    contents(data, root) {
      const url = address(data.url, root);
      const topic = this.get("topic");
      const has = (part) => this.get("show", this.isProfile ? "name metrics papers" : "papers").includes(part);
      const all = list(data.papers);
      const papers = arrange(all.filter((paper) => !topic || list(paper.categories).includes(topic)), this.get("sort"));
      return [
        has("name") && make("p", "n name", link(url, "", text(data.name || data.title))),
        has("metrics") && this.strip(data.metrics),
        has("papers") && (papers[0]
          ? make("ol", " papers", papers.slice(0, this.limit).map((paper) => this.paper(paper, root, data.slug)))
          : make("p", "f empty", say("no_papers"))),
        make("p", "z more", link(url, "", say("all_papers", data.total || all.length))),
      ].flat().filter(Boolean);
    }

    strip(metrics) {
      const told = make("p", "f provenance");
      const names = first(metrics, ["ai_score"]) ? STRIP : [...STRIP.slice(0, 4), "score"];
      const cells = names.map((name) => {
        const record = first(metrics, [name]);
        if (!record) return;
        const number = round(record.value, 0) + (name === "novelty" ? "%" : "");
        const parts = [
          make("i", (record.kind === "reported" ? "y" : "") + " label", text(record.label) || say(name, number)),
          " ",
          make("b", " number", link("", "", number)),
        ];
        const button = make("button", " ", /^(pap|cit)/.test(name) ? parts.reverse() : parts);
        button.title = origin(record, metrics[name][1]);
        button.ariaExpanded = false;
        button.onclick = () => {
          const opens = button.ariaExpanded === "false";
          for (const { firstChild } of button.parentNode.parentNode.children) firstChild.ariaExpanded = false;
          button.ariaExpanded = opens;
          told.textContent = opens ? `${button.textContent}: ${button.title}` : "";
        };
        return make("li", " metric", button);
      });
      told.role = "status";
      return [make("ul", "q metrics", cells), told];
    }

    paper(paper, root, self) {
      const title = text(paper.title_text || paper.title);
      const score = first(paper.metrics, SCORES);
      const [code] = list(paper.categories);
      const [where] = list(paper.code);
      const people = list(paper.editors || paper.authors);
      const badge = code && make("span", "g badge", code);
      const date = make("time", " date", this.day(paper.date));
      date.dateTime = text(paper.date);
      date.lang = this.get("lang", "en");
      badge?.style.setProperty("--h", hue(code));
      const points = score && label(make("span", "k score", round(score.value, 1)), `${score.label || say(score.name)} ${round(score.value, 1)}, ${origin(score)}`);
      if (points) points.role = "img";
      const hasCode = (where || paper.code === true) && link(address(where), "h code", say("code"));
      return make("li", "l paper",
        make("div", "m meta", points, badge, paper.date && date,
          where ? label(hasCode, say("code") + ": " + title) : hasCode,
          paper.status && make("i", " status", text(paper.status)),
          paper.retracted && make("b", "x retracted", say("retracted"))),
        make("p", "t title", link(address(paper.url, root), "", title)),
        people[0] && make("p", "o authors", people.slice(0, 3).map(({ name, slug }, index) => [
          index && ", ",
          make(slug && slug === self ? "b" : "span", "", link(slug && address(`authors/${slug}.html`, root), "", text(name))),
        ]), (people[3] || paper.authors_truncated) && " " + say("et_al"), paper.editors && " " + say("editors", people.length)),
        make("p", "o venue", make("i", "", text(paper.venue)), " ", make("b", " award", text(paper.award))));
    }
  }

  quietly(() => {
    customElements.define("byline-papers", Papers);
    customElements.define("byline-profile", class extends Papers {});
    night.onchange = repaint;
  });

  /* A page of `embed/authors/` in an iframe tells its height: only that iframe is set to it. One that
     spoke before this script stood is asked to say it again. */
  const frames = () => document.querySelectorAll("iframe[src*='embed/authors/']");
  addEventListener("message", ({ data, origin, source }) => quietly(() => {
    if (data?.type !== "byline:height" || !(data.height > 0 && data.height < 1e5)) return;
    for (const frame of frames()) {
      const isSandboxed = origin === "null" && frame.sandbox.length;
      if (frame.contentWindow === source && (isSandboxed || new URL(frame.src).origin === origin)) frame.height = data.height;
    }
  }));
  quietly(() => frames().forEach((frame) => frame.contentWindow?.postMessage({ type: "byline:measure" }, "*")));
})();
