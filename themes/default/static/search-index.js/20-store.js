/* The files of the index: fetches the shards that hold a term, and reads what stands in them.
   What they hold is said in generator/search/shards.py. */
(function () {
  "use strict";

  const KINDS = ["paper", "person", "page"];
  const LEVELS = 11;
  const BASE = 30;
  const KIND = 1 << 24; /* an entry's key is its kind times this, plus its number */
  const IN_JSON = 2; /* said of a result's text */
  const home = new URL("search/", document.currentScript.src);
  const root = new URL("../", document.currentScript.src);

  /* 0 to 29 are digits, 30 to 59 carries, the rest headers. */
  const codes = new Uint8Array(128);
  for (let code = 32, next = 0; code < 127; code++) {
    if (code !== 34 && code !== 92) codes[code] = next++;
  }

  function fileName(key) {
    return Array.from(key, (c) => (/[a-z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16) + "_")).join("");
  }

  /* Calls use(kind, level, number) for each posting. */
  function decode(text, use) {
    let kind = 0, level = 0, number = -1, gap = 0, unit = 1;
    for (let i = 0; i < text.length; i++) {
      const code = codes[text.charCodeAt(i)];
      if (code >= 2 * BASE) {
        kind = Math.floor((code - 2 * BASE) / LEVELS);
        level = (code - 2 * BASE) % LEVELS;
        number = -1;
      } else if (code >= BASE) {
        gap += code * unit; /* a carry c is written as c + BASE, which is what it is worth */
        unit *= BASE;
      } else {
        number += gap + code * unit + 1;
        gap = 0;
        unit = 1;
        use(kind, level, number);
      }
    }
  }

  /* What went wrong, as a word that the page has a sentence for. */
  class SearchError extends Error {}

  async function read(name, options) {
    let response;
    try {
      response = await fetch(new URL(name, home), options);
    } catch (error) {
      throw new SearchError("offline");
    }
    if (!response.ok) throw new SearchError("missing");
    return response.json();
  }

  class Store {
    constructor(manifest) {
      if (manifest.version !== 1) throw new SearchError("broken");
      this.manifest = manifest;
      this.counts = manifest.counts;
      this.cuts = manifest.cuts.split(" ");
      this.ends = manifest.ends.split(" ");
      this.files = new Map();
    }

    static async open() {
      if (location.protocol === "file:") throw new SearchError("file");
      return new Store(await read("index.json", { cache: "no-cache" }));
    }

    /* A file is asked for once; when that fails, again the next time. */
    file(name, address) {
      let found = this.files.get(name);
      if (!found) {
        found = read(address || name + ".json?" + this.manifest.stamp);
        this.files.set(name, found);
        found.catch(() => this.files.delete(name));
      }
      return found;
    }

    /* -- terms */

    /* The shards that hold the terms which begin with a prefix, or the one that holds a term. */
    span(cuts, from, to) {
      const before = (key) => {
        let low = 0, high = cuts.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (cuts[middle] <= key) low = middle + 1;
          else high = middle;
        }
        return Math.max(0, low - 1);
      };
      return cuts.slice(before(from), before(to === undefined ? from : to) + 1);
    }

    async shards(letter, keys) {
      return Promise.all(keys.map((key) => this.file(letter + "-" + fileName(key))));
    }

    async entry(term) {
      const [shard] = await this.shards("w", this.span(this.cuts, term));
      if (!Object.hasOwn(shard, term)) return null;
      const value = shard[term];
      const [text, high, low] = typeof value === "string" ? [value, 0, 0] : value;
      return { term, text, high, low };
    }

    /* The terms that begin with what was typed, those first that most entries have. */
    async completions(typed, limit) {
      const keys = this.span(this.cuts, typed, typed + "\uffff");
      const found = [];
      for (const shard of await this.shards("w", keys.slice(0, 2))) {
        for (const term of Object.keys(shard)) {
          if (!term.startsWith(typed) || term === typed || term[0] === "~") continue;
          const value = shard[term];
          const [text, high, low] = typeof value === "string" ? [value, 0, 0] : value;
          found.push({ term, text, high, low, size: text.length + high + low });
        }
      }
      return found.sort((a, b) => b.size - a.size).slice(0, limit);
    }

    /* Calls use(kind, level, number) for each posting of an entry; those of low levels only if `deep`. */
    async postings(entry, deep, use) {
      const name = fileName(entry.term);
      const texts = [entry.text];
      const waiting = [];
      if (entry.high) waiting.push(this.file("h-" + name));
      if (entry.low && deep) waiting.push(this.file("l-" + name));
      texts.push(...await Promise.all(waiting));
      texts.forEach((text) => decode(text, use));
    }

    /* -- entries */

    /* Number of the first paper of a year or a later one; those without a date come before all. */
    firstOf(year) {
      const found = this.manifest.years.find(([known]) => known >= year);
      return found ? found[1] : this.counts[0];
    }

    async citations() {
      const counts = [];
      let number = 0, unit = 1;
      for (const c of await this.file("citations")) {
        const code = codes[c.charCodeAt(0)];
        number += code * unit;
        unit *= BASE;
        if (code >= BASE) continue;
        counts.push(number - 1);
        number = 0;
        unit = 1;
      }
      return counts;
    }

    async part(letter, sizes, key) {
      const kind = Math.floor(key / KIND);
      const number = key % KIND;
      const size = sizes[kind];
      const group = await this.file(letter + "-" + KINDS[kind] + "-" + Math.floor(number / size));
      return group[number % size];
    }

    /* What a result shows. */
    async record(key) {
      const kind = KINDS[Math.floor(key / KIND)];
      const [name, title, place, ...shown] = await this.part("r", this.manifest.records, key);
      const path = kind === "page" ? name : (kind === "paper" ? "papers/" : "authors/") + name + ".html";
      const found = { key, kind, name, title, place, url: new URL(path, root).href };
      if (kind === "paper") [found.detail, found.date, found.venue, found.topic, found.code, found.warning] = shown;
      else if (kind === "person") [found.native, found.detail, found.papers] = shown;
      else [found.detail, found.label, found.date] = shown;
      return found;
    }

    /* The text of a result: in a file of the index, or in the paper's own JSON. */
    async body(record) {
      if (record.place !== IN_JSON) return record.place ? this.part("t", this.manifest.texts, record.key) : "";
      const paper = await this.file(record.name, new URL("api/v1/papers/" + record.name + ".json", root));
      const filed = [...paper.authors.map((author) => author.name), paper.venue, ...paper.keywords, ...paper.categories];
      return [paper.abstract, paper.tldr, paper.note, filed.filter(Boolean).join(" · ")].filter(Boolean).join("\n\n");
    }
  }

  Object.assign(window.bylineSearch, { Store, KINDS, KIND });
})();
