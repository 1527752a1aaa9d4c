/* The search index in the browser: fetches the shards that hold a query's words, and ranks.
   What the files hold is said in generator/search/shards.py, how text becomes terms in words.py. */
(function () {
  "use strict";

  const KINDS = ["paper", "person", "page"];
  const LEVELS = 11;
  const BASE = 30;
  const KIND = 1 << 24; /* an entry's key is its kind times this, plus its number */
  const AFFORDABLE = 9000; /* postings of low levels that are fetched without being asked for */
  const FEW = 10;
  const READ_AT_ONCE = 6; /* entries whose text is read to find a phrase, until one holds it */
  const READ_AT_MOST = 30; /* and as long as none does, before the reader is asked */
  const MAX_QUERY = 600; /* characters; more is not typed but pasted, and would ask for half of the index */
  const MAX_WORDS = 32;
  const NAME_IMPACT = 0.9;
  const SOFT = 0.3; /* what a stop word counts beside others */
  const IN_JSON = 2; /* said of a result's text */
  const WORDS = /([\p{L}\p{N}\p{M}'’]+)|[^\p{L}\p{N}\p{M}'’]+/gu;
  const COMPOUNDS = /[\p{L}\p{N}\p{M}'’]+(?:[-‐‑][\p{L}\p{N}\p{M}'’]+)*|[^\p{L}\p{N}\p{M}'’]+/gu;
  const HYPHEN = /[-‐‑]/;
  const HYPHENS = /[-‐‑]/g;
  const home = new URL("search/", document.currentScript.src);
  const root = new URL("../", document.currentScript.src);

  /* 0 to 29 are digits, 30 to 59 carries, the rest headers. */
  const codes = new Uint8Array(128);
  for (let code = 32, next = 0; code < 127; code++) {
    if (code !== 34 && code !== 92) codes[code] = next++;
  }

  /* Where lower case is not what case folding gives. */
  const CASES = { "ß": "ss", "ς": "σ", "\u0345": "ι", "ᲀ": "в", "ᲁ": "д", "ᲂ": "о", "ᲃ": "с", "ᲄ": "т",
    "ᲅ": "т", "ᲆ": "ъ", "ᲇ": "ѣ", "ᲈ": "ꙋ" };
  const CASED = new RegExp("[" + Object.keys(CASES).join("") + "]", "g");
  const CHEROKEE = /[\uab70-\uabbf\u13f8-\u13fd]/g;

  class Text {
    constructor(tables) {
      const escaped = tables.apostrophes.replace(/[\]\\^-]/g, "\\$&");
      this.gone = new RegExp("[" + escaped + "]|" + tables.marks + "|" + tables.invisible, "gu");
      this.letters = new Map(Object.entries(tables.letters));
      this.special = new RegExp("[" + Object.keys(tables.letters).join("") + "]", "g");
      this.stop = new Set(tables.stop.split(" "));
      this.longest = tables.longest;
      this.cjk = new RegExp("[" + tables.cjk + "]", "u");
      this.runs = new RegExp("[" + tables.cjk + "]+|[^" + tables.cjk + "]+", "gu");
    }

    fold(text) {
      return text.normalize("NFKD").toLowerCase()
        .replace(CASED, (c) => CASES[c]).replace(CHEROKEE, (c) => c.toUpperCase())
        .normalize("NFKD")
        .replace(this.gone, "")
        .replace(/[^\p{L}\p{N}\p{Mn}\p{Mc}]+/gu, " ")
        .replace(this.special, (c) => this.letters.get(c))
        .trim().normalize("NFC");
    }

    cut(word) {
      return word.length > this.longest ? Array.from(word).slice(0, this.longest).join("") : word;
    }

    singular(word) {
      word = this.cut(word);
      if (this.stop.has(word) || !/^[a-z]{3,}s$/.test(word) || /(?:ss|us|is)$/.test(word)) return word;
      if (/.{2}ies$/.test(word)) return word.slice(0, -3) + "y";
      return word.slice(0, /(?:sses|xes|ches|shes)$/.test(word) ? -2 : -1);
    }

    /* What a word of a query asks for: atoms that an entry must all have. */
    atoms(text) {
      const atoms = [];
      for (const word of this.fold(text).split(" ").filter(Boolean)) {
        for (const run of word.match(this.runs)) {
          const letters = Array.from(run);
          if (!this.cjk.test(run)) atoms.push({ term: this.singular(run), typed: this.cut(run) });
          else if (letters.length === 1) atoms.push({ term: run, typed: run, open: true, cjk: true });
          else letters.slice(1).forEach((letter, i) => {
            atoms.push({ term: letters[i] + letter, typed: letters[i] + letter, cjk: true });
          });
        }
      }
      return atoms;
    }
  }

  /* One wrong, missing, additional or two swapped letters. */
  function isNear(one, other) {
    if (one.length < other.length) [one, other] = [other, one];
    if (one.length - other.length > 1) return false;
    let i = 0;
    while (i < other.length && one[i] === other[i]) i++;
    if (one.length > other.length) return one.slice(i + 1) === other.slice(i);
    return one.slice(i + 1) === other.slice(i + 1) ||
      (one[i] === other[i + 1] && one[i + 1] === other[i] && one.slice(i + 2) === other.slice(i + 2));
  }

  function backwards(word) {
    return Array.from(word).reverse().join("");
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

  class Index {
    constructor(manifest) {
      if (manifest.version !== 1) throw new SearchError("broken");
      this.manifest = manifest;
      this.text = new Text(manifest.fold);
      this.counts = manifest.counts;
      this.total = manifest.counts.reduce((a, b) => a + b, 0);
      this.cuts = manifest.cuts.split(" ");
      this.ends = manifest.ends.split(" ");
      this.files = new Map();
    }

    static async open() {
      if (location.protocol === "file:") throw new SearchError("file");
      return new Index(await read("index.json", { cache: "no-cache" }));
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

    /* Adds an entry's postings to scores; returns how many were left where they are. */
    async gather(entry, scores, share, wanted, deep) {
      const name = fileName(entry.term);
      const texts = [entry.text];
      const waiting = [];
      if (entry.high) waiting.push(this.file("h-" + name));
      if (entry.low && deep) waiting.push(this.file("l-" + name));
      texts.push(...await Promise.all(waiting));
      const impacts = this.manifest.impacts;
      let found = 0;
      for (const text of texts) {
        decode(text, (kind, level, number) => {
          found++;
          if (wanted !== undefined && kind !== wanted) return;
          const key = kind * KIND + number;
          const impact = impacts[level] * share;
          if (!(scores.get(key) >= impact)) scores.set(key, impact);
        });
      }
      return { found, left: deep ? 0 : entry.low };
    }

    /* Scores of the entries that have an atom. */
    async atomHits(atom, wanted, deep) {
      const scores = new Map();
      const exact = await this.entry(atom.term);
      let found = 0, left = 0;
      const add = async (entry, share) => {
        const got = await this.gather(entry, scores, share, wanted, deep);
        found += got.found;
        left += got.left;
      };
      if (exact) await add(exact, 1);
      let all = found + left;
      if (atom.open && (atom.typed.length > 1 || atom.cjk)) {
        const others = await this.completions(atom.typed, exact ? 20 : 40);
        let costly = exact ? 0 : 3;
        for (const entry of others) {
          if (entry.term === atom.term) continue;
          if (entry.high && costly-- <= 0) continue;
          await add(exact ? { ...entry, low: 0 } : entry, exact ? 0.7 : 0.9);
        }
      }
      if (!exact) all = Math.max(found + left, 1);
      return { scores, left, all: found + left, rarity: this.rarity(all) };
    }

    rarity(frequency) {
      return Math.log(1 + (this.total - frequency + 0.5) / (frequency + 0.5));
    }

    /* A slot is a word of the query: alternatives, each of atoms that must all be there. */
    async slotHits(slot, wanted, deep) {
      const scores = new Map();
      const by = [];
      let left = 0, rarity = 0, all = 0;
      for (const atoms of slot.alternatives) {
        const hits = await Promise.all(atoms.map((atom) => this.atomHits(atom, wanted, deep)));
        hits.forEach((hit) => { left += hit.left; });
        all += Math.min(...hits.map((hit) => hit.all));
        const both = together(hits.map((hit) => ({ scores: hit.scores, weight: 1 / hits.length })), []);
        both.forEach((score, key) => {
          if (!(scores.get(key) >= score)) scores.set(key, score);
        });
        by.push(both);
        const sum = hits.reduce((a, hit) => a + hit.rarity, 0);
        rarity = Math.max(rarity, both.size || hits.some((hit) => hit.left) ? sum : 0);
      }
      return { slot, scores, by, left, all, weight: rarity };
    }

    /* -- queries */

    parse(query) {
      const slots = [];
      const phrases = [];
      const parts = query.replace(/[“”„«»]/g, '"').split('"');
      parts.forEach((part, at) => {
        const quoted = at % 2 === 1;
        const words = part.split(/\s+/).filter(Boolean);
        words.forEach((word, i) => {
          const typing = !quoted && at === parts.length - 1 && i === words.length - 1 && /\S$/.test(part);
          const slot = slots.length < MAX_WORDS && this.slot(word, typing);
          if (slot) slots.push(slot);
        });
        const phrase = this.text.fold(part);
        if (quoted && phrase) phrases.push(phrase);
      });
      /* Words such as "the" only count when there is nothing else. */
      const required = slots.filter((slot) => !slot.isStop);
      const optional = required.length ? slots.filter((slot) => slot.isStop) : [];
      return { required: required.length ? required : slots, optional, phrases };
    }

    slot(word, typing) {
      const atoms = this.text.atoms(word);
      if (!atoms.length) return null;
      const isStop = atoms.every((atom) => this.text.stop.has(atom.term));
      const content = isStop ? atoms : atoms.filter((atom) => !this.text.stop.has(atom.term));
      const alternatives = [content];
      const joined = /^[^\s]+[-‐‑][^\s]+$/.test(word) && atoms.every((atom) => !atom.cjk) &&
        this.text.fold(word).replace(/ /g, "");
      if (joined) alternatives.push([{ term: this.text.singular(joined), typed: this.text.cut(joined) }]);
      const literal = identifier(word);
      if (literal) {
        const term = this.text.cut(literal);
        alternatives.push([{ term, typed: term }]);
      }
      if (typing && !isStop) {
        alternatives.forEach((found) => {
          const last = found[found.length - 1];
          if (!last.cjk) last.open = true;
        });
      }
      return { word, alternatives, isStop, typed: atoms.map((atom) => atom.typed) };
    }

    /* Entries that have every required slot, best match first within `scores`. */
    async evaluate(slots, optional, wanted) {
      const look = (list, deep) => Promise.all(list.map((slot) => this.slotHits(slot, wanted, deep)));
      const soft = (await look(optional, false)).filter((hit) => hit.weight > 0);
      let hits = await look(slots, false);
      let scores = together(hits, soft);
      let left = hits.reduce((sum, hit) => sum + hit.left, 0);
      if (left && (left <= AFFORDABLE || scores.size < FEW)) {
        hits = await look(slots, true);
        scores = together(hits, soft);
        left = 0;
      }
      for (const [key, score] of scores) {
        /* A person comes first when the words are the person's name. */
        if (key >= KIND && key < 2 * KIND && hits.every((hit) => hit.scores.get(key) >= NAME_IMPACT)) {
          scores.set(key, score * 1.6);
        }
      }
      return { hits, scores, left };
    }

    /* Entries that have most of the words, for a query that none answers in full. */
    partly(hits) {
      const total = hits.reduce((sum, hit) => sum + hit.weight, 0);
      const found = new Map();
      const weights = new Map();
      for (const hit of hits) {
        for (const [key, score] of hit.scores) {
          found.set(key, (found.get(key) || 0) + score * hit.weight);
          weights.set(key, (weights.get(key) || 0) + hit.weight);
        }
      }
      let best = 0;
      for (const [key, score] of found) {
        const scaled = score * weights.get(key) / total;
        found.set(key, scaled);
        best = Math.max(best, scaled);
      }
      for (const [key, score] of found) if (score < best / 3) found.delete(key);
      return found;
    }

    /* Where little has all of the words, a page that is about most of them may be what is meant. */
    addPages(outcome) {
      for (const [key, score] of this.partly(outcome.hits)) {
        if (key >= 2 * KIND && !outcome.scores.has(key)) outcome.scores.set(key, score);
      }
    }

    /* Words of the index that a word could have been meant to be. */
    async meant(word) {
      const typed = this.text.fold(word);
      if (!/^\p{L}{3,24}$/u.test(typed) || this.text.cjk.test(typed)) return [];
      const short = this.text.singular(typed);
      const ends = (at) => backwards(short.slice(at));
      let split = 1, least = Infinity;
      for (let at = 1; at < short.length; at++) {
        const cost = this.span(this.cuts, short.slice(0, at), short.slice(0, at) + "\uffff").length +
          this.span(this.ends, ends(at), ends(at) + "\uffff").length;
        if (cost <= least) [split, least] = [at, cost];
      }
      /* One mistake leaves what stands before or what stands after the split as it is. */
      const start = short.slice(0, split);
      const swapped = short.slice(0, split - 1) + short[split] + short[split - 1] + short.slice(split + 1);
      const [terms, words] = await Promise.all([
        this.shards("w", this.span(this.cuts, start, start + "\uffff").slice(0, 6)),
        this.shards("s", this.span(this.ends, ends(split), ends(split) + "\uffff").slice(0, 6))
      ]);
      const found = new Set(await this.entry(swapped) ? [swapped] : []);
      const test = (term) => {
        if (term !== short && (isNear(term, short) || isNear(term, typed) || isNear(term + "s", typed))) found.add(term);
      };
      terms.forEach((shard) => Object.keys(shard).forEach((term) => {
        if (term.startsWith(start) && /^\p{L}+$/u.test(term)) test(term);
      }));
      words.forEach((text) => text.split(" ").forEach((term) => {
        if (term.endsWith(short.slice(split))) test(term);
      }));
      return Array.from(found).slice(0, 6);
    }

    /* The query with words that nothing has replaced by what may have been meant. */
    async mended(slots, optional, hits) {
      const rare = Math.max(3, this.total / 500);
      for (const limit of [0, rare]) {
        const tried = await Promise.all(slots.map(async (slot, i) => {
          if (hits[i].all > limit || slot.alternatives.some((atoms) => atoms.length > 1)) return slot;
          const words = await this.meant(slot.word);
          if (!words.length) return slot;
          const alternatives = words.map((term) => [{ term, typed: term }]);
          return this.text.stop.has(words[0]) && words.length === 1 ? null : { ...slot, alternatives, words };
        }));
        const changed = tried.filter((slot) => slot && slot.words);
        if (tried.every((slot, i) => slot === slots[i])) continue;
        const left = tried.filter(Boolean);
        const outcome = await this.evaluate(left, optional, undefined);
        if (outcome.scores.size || !left.length) return { slots: left, changed, ...outcome };
      }
      return null;
    }

    /* -- filters */

    async facet(name, value) {
      const entry = await this.entry("~" + name + ":" + value);
      if (!entry) return new Map();
      const scores = new Map();
      await this.gather(entry, scores, 1, 0, true);
      return scores;
    }

    /* A test for entries, or null when nothing is filtered. */
    async filter(options) {
      const tests = [];
      const kind = KINDS.indexOf(options.kind);
      if (kind >= 0) tests.push((key) => Math.floor(key / KIND) === kind);
      for (const name of ["topic", "venue", "author", "code"]) {
        if (!options[name]) continue;
        const value = name === "topic" ? options.topic.toLowerCase() : options[name];
        const found = await this.facet(name, value);
        tests.push((key) => found.has(key));
      }
      const years = /^(\d{4})?(-)?(\d{4})?$/.exec(options.year || "");
      if (years && options.year) {
        const first = this.firstOf(Number(years[1] || 0));
        const last = this.firstOf(Number(years[3] || (years[2] ? 9999 : years[1])) + 1);
        tests.push((key) => key >= first && key < last);
      }
      return tests.length ? (key) => tests.every((test) => test(key)) : null;
    }

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

    /* -- results */

    /* Finds what a query means.

       options: q, kind, year, topic, venue, author, code, sort, as in the page's address.
       Returns hits (keys, best first), more (there are others that were not looked at), waiting (those
       that may hold a phrase, see readOn), slots (the words, for marking), and how it was found: all,
       mended, partly, or listed without a query. */
    async search(options) {
      const keep = await this.filter(options);
      const query = (options.q || "").slice(0, MAX_QUERY);
      const { required, optional, phrases } = this.parse(query);
      let outcome = { scores: new Map(), left: 0, hits: [] };
      let how = "all", changed = [], slots = required;
      if (!required.length) {
        how = "listed";
        if (keep || options.sort) this.everything(options.kind, outcome.scores);
      } else {
        outcome = await this.evaluate(required, optional, undefined);
        if (outcome.scores.size && required.length > 1 && !phrases.length) {
          /* Who asks a whole question does not mean that an answer has all of its words. */
          if (optional.length && isQuestion(query)) outcome.scores = this.partly(outcome.hits);
          else if (outcome.scores.size < FEW) this.addPages(outcome);
        }
        if (!outcome.scores.size && !phrases.length) {
          const mended = await this.mended(required, optional, outcome.hits);
          if (mended) {
            ({ slots, changed } = mended);
            outcome = mended;
            how = "mended";
          } else if (required.length > 1) {
            how = "partly";
            outcome.scores = this.partly(outcome.hits);
          }
        }
      }
      const scores = outcome.scores;
      const keys = Array.from(scores.keys()).filter((key) => !keep || keep(key));
      await this.arrange(keys, scores, options.sort);
      const result = { hits: keys, waiting: [], read: 0, more: outcome.left > 0, how, slots, phrases, changed: [] };
      result.changed = changed.map((slot) => ({ typed: slot.word, meant: this.likely(slot, outcome, keys) }));
      if (phrases.length) {
        [result.hits, result.waiting] = [[], keys];
        await this.readOn(result);
      } else if (how === "all" && !options.sort) await this.settle(result, query);
      return result;
    }

    /* Which of the words that may have been meant the best entry has. */
    likely(slot, outcome, keys) {
      const hit = outcome.hits.find((found) => found.slot === slot);
      const at = hit && keys.length ? hit.by.findIndex((scores) => scores.has(keys[0])) : 0;
      return slot.words[Math.max(0, at)];
    }

    everything(kind, scores) {
      KINDS.forEach((name, at) => {
        if (kind ? name !== kind : at !== 0) return;
        for (let number = 0; number < this.counts[at]; number++) scores.set(at * KIND + number, 0);
      });
    }

    async arrange(keys, scores, sort) {
      const isPaper = (key) => key < KIND;
      /* Papers are numbered by date: of two that match as well the newer one comes first. */
      const newest = (a, b) => (isPaper(b) - isPaper(a)) || (isPaper(a) ? b - a : a - b);
      if (sort === "date") keys.sort(newest);
      else if (sort === "citations") {
        const counts = await this.citations().catch(() => []);
        const count = (key) => (isPaper(key) ? counts[key] ?? -1 : -2);
        keys.sort((a, b) => count(b) - count(a) || newest(a, b));
      } else keys.sort((a, b) => scores.get(b) - scores.get(a) || newest(a, b));
    }

    /* Moves entries that hold the phrases from those that wait to the hits, the best ones first. Reading
       a text costs as much as all the rest of a query, so others wait until they are asked for. */
    async readOn(result) {
      const before = result.hits.length;
      const last = result.read + READ_AT_MOST;
      while (result.waiting.length && result.hits.length === before && result.read < last) {
        const candidates = result.waiting.splice(0, READ_AT_ONCE);
        const held = await Promise.all(candidates.map((key) => this.holds(key, result.phrases)));
        result.hits.push(...candidates.filter((key, i) => held[i]));
        result.read += candidates.length;
      }
    }

    /* Tells whether an entry has all phrases; its text is fetched if its title does not say. */
    async holds(key, phrases) {
      const has = (text) => {
        const folded = " " + this.text.fold(text) + " ";
        return phrases.every((phrase) => folded.includes(this.text.cjk.test(phrase) ? phrase : " " + phrase + " "));
      };
      const record = await this.record(key);
      return has(record.title) || has([record.title, record.detail, await this.body(record)].join(" | "));
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

    /* Of the best entries, those go first that have the words just as they were typed. */
    async settle(result, query) {
      const typed = this.text.fold(query);
      const records = await this.records(result, 0, FEW);
      const rank = (record) => {
        const title = this.text.fold(record.title);
        if (title === typed) return 0;
        if (this.text.cjk.test(typed)) return title.includes(typed) ? 1 : 2;
        return typed.includes(" ") && (" " + title + " ").includes(" " + typed + " ") ? 1 : 2;
      };
      const ranks = new Map(records.map((record) => [record.key, rank(record)]));
      const best = result.hits.slice(0, FEW).sort((a, b) => ranks.get(a) - ranks.get(b));
      result.hits.splice(0, best.length, ...best);
    }

    records(result, from, to) {
      return Promise.all(result.hits.slice(from, to).map((key) => this.record(key)));
    }

    /* Cuts a text into [piece, is a match]. */
    mark(text, result) {
      const words = wordsOf(result.slots);
      const pieces = [];
      const add = (piece, isMatch) => {
        const last = pieces[pieces.length - 1];
        if (last && last[1] === isMatch) last[0] += piece;
        else if (piece) pieces.push([piece, isMatch]);
      };
      for (const [compound] of text.matchAll(COMPOUNDS)) {
        /* "kmer" finds "k-mer". */
        if (HYPHEN.test(compound) && this.isMatch(compound.replace(HYPHENS, ""), words)) add(compound, true);
        else for (const [part, word] of compound.matchAll(WORDS)) {
          if (!word) add(part, false);
          else if (this.text.cjk.test(part)) this.markLetters(part, words, add);
          else add(part, this.isMatch(part, words));
        }
      }
      return pieces;
    }

    isMatch(part, words) {
      const folded = this.text.fold(part);
      const term = this.text.singular(folded);
      return words.some((word) => word.term === term || (word.open && folded.startsWith(word.typed)));
    }

    /* Tells whether a text has each word of the query in one of its forms. */
    hasAll(text, result) {
      const marked = this.mark(text, result).filter(([, isMatch]) => isMatch).map(([piece]) => piece).join(" ");
      const joined = marked.replace(HYPHENS, "");
      const seen = [...this.text.atoms(marked), ...this.text.atoms(joined)];
      const has = (atom) => seen.some((found) => found.term === atom.term || (atom.open && found.typed.startsWith(atom.typed)));
      return result.slots.every((slot) => slot.alternatives.some((atoms) => atoms.every(has)));
    }

    markLetters(part, words, add) {
      const letters = Array.from(part);
      const marked = letters.map(() => false);
      words.forEach((word) => {
        const wanted = Array.from(word.term);
        letters.forEach((_, i) => {
          const here = letters.slice(i, i + wanted.length);
          if (wanted.length && this.text.fold(here.join("")) === word.term) marked.fill(true, i, i + wanted.length);
        });
      });
      letters.forEach((letter, i) => add(letter, marked[i]));
    }

    /* The part of a text where most matches stand, within one paragraph, or "" when it has none. */
    excerpt(text, result, length) {
      let best = { cut: "", most: 0 };
      for (const paragraph of text.split("\n\n")) {
        const found = this.excerptOf(paragraph, result, length);
        if (found.most > best.most) best = found;
      }
      return best.cut;
    }

    excerptOf(text, result, length) {
      const words = text.split(/\s+/);
      const isHit = words.map((word) => this.mark(word, result).some(([, match]) => match));
      let best = -1, most = 0, sum = 0;
      for (let i = 0; i < words.length; i++) {
        sum += isHit[i] ? 1 : 0;
        if (i >= length && isHit[i - length]) sum--;
        if (sum > most) [most, best] = [sum, i];
      }
      if (best < 0) return { cut: "", most };
      const start = Math.max(0, Math.min(best - length + 1 + Math.floor(length / 4), words.length - length));
      const cut = words.slice(start, start + length).join(" ");
      return { cut: (start ? "… " : "") + cut + (start + length < words.length ? " …" : ""), most };
    }
  }

  /* Entries that all hits have: the sum of weighted scores; those of `soft` are added where they are. */
  function together(hits, soft) {
    const found = new Map();
    if (!hits.length) return found;
    const [first, ...others] = hits.slice().sort((a, b) => a.scores.size - b.scores.size);
    for (const [key, score] of first.scores) {
      let sum = score * first.weight;
      let all = true;
      for (const hit of others) {
        const more = hit.scores.get(key);
        if (more === undefined) {
          all = false;
          break;
        }
        sum += more * hit.weight;
      }
      if (!all) continue;
      for (const hit of soft) sum += (hit.scores.get(key) || 0) * hit.weight * SOFT;
      found.set(key, sum);
    }
    return found;
  }

  function isQuestion(query) {
    return /\?\s*$/.test(query) || /^\s*(?:how|what|when|where|which|who|why|can|do|does|is|are)\s/i.test(query);
  }

  function wordsOf(slots) {
    return slots.flatMap((slot) => slot.alternatives.flat());
  }

  /* What is typed as an identifier: with a digit, and a mark that would cut it into words. */
  function identifier(word) {
    const bare = word.toLowerCase()
      .replace(/^(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/|arxiv\.org\/(?:abs|pdf)\/|orcid\.org\/)/, "")
      .replace(/^(?:doi|arxiv|pmid|isbn):/, "")
      .replace(/[.,;:)\]]+$/, "");
    if (!/\d/.test(bare) || bare[0] === "~") return "";
    if (/^\d{4}\.\d{4,5}v\d+$/.test(bare)) return bare.replace(/v\d+$/, "");
    return /[./:_-]/.test(bare) || bare !== word.toLowerCase() ? bare : "";
  }

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

  /* -- what a reader sees */

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function shownDate(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    if (!month) return iso;
    const format = { year: "numeric", month: "short", day: day ? "numeric" : undefined, timeZone: "UTC" };
    const date = new Date(Date.UTC(year, month - 1, day || 1));
    const time = element("time", "", new Intl.DateTimeFormat(document.documentElement.lang, format).format(date));
    time.dateTime = iso;
    return time;
  }

  class Shown {
    /* said: the sentences of the page, by name. */
    constructor(index, result, said) {
      Object.assign(this, { index, result, said });
    }

    marked(text) {
      return this.index.mark(text, this.result).map(([piece, isMatch]) => (isMatch ? element("mark", "", piece) : piece));
    }

    /* The lines of a result: kind, title, what tells it from others, and a place for its context. */
    lines(record, link) {
      const said = this.said;
      const names = { paper: said.paper, person: said.person, page: record.label || said.pageKind };
      const title = link ? element("a", "", ...this.marked(record.title)) : element("span", "", ...this.marked(record.title));
      if (link) title.href = record.url;
      title.classList.add("hit-title");
      const parts = [];
      const add = (text, className) => text && parts.push(element("span", className || "", ...this.marked(text)));
      add(record.native);
      add(record.detail, record.kind === "paper" ? "" : "hit-about");
      if (record.venue) parts.push(element("i", "", ...this.marked(record.venue)));
      if (record.date) parts.push(element("span", "", shownDate(record.date)));
      if (record.papers) parts.push(record.papers === "1" ? said.onePaper : said.papers.replace("{n}", record.papers));
      if (record.code) parts.push(said.code);
      if (record.warning) parts.push(element("span", "retracted", said.retracted));
      const detail = element("span", "hit-detail");
      parts.forEach((part, i) => detail.append(...(i ? [" · ", part] : [part])));
      return [element("span", "hit-kind kind-" + record.kind, names[record.kind]), " ", title, " ", detail];
    }

    /* The words around a match that stands neither in the title nor in the line below it. */
    async context(record) {
      const seen = [record.title, record.native, record.detail, record.venue].filter(Boolean).join(" ");
      if (this.index.hasAll(seen, this.result)) return null;
      let body = await this.index.body(record);
      /* A page's description stands in the line above already. */
      if (record.kind === "page" && record.detail) body = body.split(record.detail).join("\n\n");
      const excerpt = this.index.excerpt(body, this.result, 24);
      return excerpt ? element("span", "hit-context", ...this.marked(excerpt)) : null;
    }

    /* What was found, in words. */
    summary() {
      const { said, result } = this;
      const count = result.hits.length;
      if (result.waiting.length) return said.soFar.replace("{n}", count).replace("{read}", result.read);
      if (!count) return said.none;
      const sentences = result.changed.map((word) => said.mended.replace("{typed}", word.typed).replace("{meant}", word.meant));
      if (result.how === "partly") sentences.push(said.partly);
      else if (result.more) sentences.push(said.many.replace("{n}", count));
      else sentences.push(count === 1 ? said.one : said.counted.replace("{n}", count));
      return sentences.join(" ");
    }
  }

  let opened = null;

  window.bylineSearch = {
    Shown,
    /* The index, opened once. */
    open() {
      if (!opened) {
        opened = Index.open();
        opened.catch(() => { opened = null; });
      }
      return opened;
    }
  };
})();
