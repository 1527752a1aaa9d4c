/* The index: finds what a query means, best match first. */
(function () {
  "use strict";
  const { Text, Store, KINDS, KIND, isQuestion, identifier, meant } = window.bylineSearch;

  const AFFORDABLE = 9000; /* postings of low levels that are fetched without being asked for */
  const FEW = 10;
  const READ_AT_ONCE = 6; /* entries whose text is read to find a phrase, until one holds it */
  const READ_AT_MOST = 30; /* and as long as none does, before the reader is asked */
  const MAX_QUERY = 600; /* characters; more is not typed but pasted, and would ask for half of the index */
  const MAX_WORDS = 32;
  const NAME_IMPACT = 0.9;
  const SOFT = 0.3; /* what a stop word counts beside others */

  class Index {
    constructor(store) {
      this.store = store;
      this.text = new Text(store.manifest.fold);
      this.total = store.counts.reduce((a, b) => a + b, 0);
    }

    /* -- terms */

    /* Adds an entry's postings to scores; returns how many were left where they are. */
    async gather(entry, scores, share, wanted, deep) {
      const impacts = this.store.manifest.impacts;
      let found = 0;
      await this.store.postings(entry, deep, (kind, level, number) => {
        found++;
        if (wanted !== undefined && kind !== wanted) return;
        const key = kind * KIND + number;
        const impact = impacts[level] * share;
        if (!(scores.get(key) >= impact)) scores.set(key, impact);
      });
      return { found, left: deep ? 0 : entry.low };
    }

    /* Scores of the entries that have an atom. */
    async atomHits(atom, wanted, deep) {
      const scores = new Map();
      const exact = await this.store.entry(atom.term);
      let found = 0, left = 0;
      const add = async (entry, share) => {
        const got = await this.gather(entry, scores, share, wanted, deep);
        found += got.found;
        left += got.left;
      };
      if (exact) await add(exact, 1);
      let all = found + left;
      if (atom.open && (atom.typed.length > 1 || atom.cjk)) {
        const others = await this.store.completions(atom.typed, exact ? 20 : 40);
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

    /* The query with words that nothing has replaced by what may have been meant. */
    async mended(slots, optional, hits) {
      const rare = Math.max(3, this.total / 500);
      for (const limit of [0, rare]) {
        const tried = await Promise.all(slots.map(async (slot, i) => {
          if (hits[i].all > limit || slot.alternatives.some((atoms) => atoms.length > 1)) return slot;
          const words = await meant(this.store, this.text, slot.word);
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
      const entry = await this.store.entry("~" + name + ":" + value);
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
        const first = this.store.firstOf(Number(years[1] || 0));
        const last = this.store.firstOf(Number(years[3] || (years[2] ? 9999 : years[1])) + 1);
        tests.push((key) => key >= first && key < last);
      }
      return tests.length ? (key) => tests.every((test) => test(key)) : null;
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
        for (let number = 0; number < this.store.counts[at]; number++) scores.set(at * KIND + number, 0);
      });
    }

    async arrange(keys, scores, sort) {
      const isPaper = (key) => key < KIND;
      /* Papers are numbered by date: of two that match as well the newer one comes first. */
      const newest = (a, b) => (isPaper(b) - isPaper(a)) || (isPaper(a) ? b - a : a - b);
      if (sort === "date") keys.sort(newest);
      else if (sort === "citations") {
        const counts = await this.store.citations().catch(() => []);
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
      const record = await this.store.record(key);
      return has(record.title) || has([record.title, record.detail, await this.store.body(record)].join(" | "));
    }

    /* Of the best entries, those go first that have the words just as they were typed. */
    async settle(result, query) {
      const typed = this.text.fold(query);
      const records = await this.records(result, 0, FEW);
      const sorted = (text) => text.split(" ").sort().join(" ");
      const rank = (record) => {
        const title = this.text.fold(record.title);
        /* A name is as it was typed in either order. */
        if (title === typed || (record.kind === "person" && sorted(title) === sorted(typed))) return 0;
        if (this.text.cjk.test(typed)) return title.includes(typed) ? 1 : 2;
        return typed.includes(" ") && (" " + title + " ").includes(" " + typed + " ") ? 1 : 2;
      };
      const ranks = new Map(records.map((record) => [record.key, rank(record)]));
      const best = result.hits.slice(0, FEW).sort((a, b) => ranks.get(a) - ranks.get(b));
      result.hits.splice(0, best.length, ...best);
    }

    records(result, from, to) {
      return Promise.all(result.hits.slice(from, to).map((key) => this.store.record(key)));
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

  let opened = null;

  /* The index, opened once. */
  window.bylineSearch.open = function () {
    if (!opened) {
      opened = Store.open().then((store) => new Index(store));
      opened.catch(() => { opened = null; });
    }
    return opened;
  };
})();
