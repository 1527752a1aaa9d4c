/* What a reader sees of results: their lines, with matches marked, and the words around a match. */
(function () {
  "use strict";

  const WORDS = /([\p{L}\p{N}\p{M}'’]+)|[^\p{L}\p{N}\p{M}'’]+/gu;
  const COMPOUNDS = /[\p{L}\p{N}\p{M}'’]+(?:[-‐‑][\p{L}\p{N}\p{M}'’]+)*|[^\p{L}\p{N}\p{M}'’]+/gu;
  const HYPHEN = /[-‐‑]/;
  const HYPHENS = /[-‐‑]/g;

  /* Finds the words of a query in texts. */
  class Marker {
    /* slots: of the result; text: the index's Text. */
    constructor(text, slots) {
      Object.assign(this, { text, slots });
      this.words = slots.flatMap((slot) => slot.alternatives.flat());
    }

    /* Cuts a text into [piece, is a match]. */
    mark(text) {
      const words = this.words;
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
    hasAll(text) {
      const marked = this.mark(text).filter(([, isMatch]) => isMatch).map(([piece]) => piece).join(" ");
      const joined = marked.replace(HYPHENS, "");
      const seen = [...this.text.atoms(marked), ...this.text.atoms(joined)];
      const has = (atom) => seen.some((found) => found.term === atom.term || (atom.open && found.typed.startsWith(atom.typed)));
      return this.slots.every((slot) => slot.alternatives.some((atoms) => atoms.every(has)));
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
    excerpt(text, length) {
      let best = { cut: "", most: 0 };
      for (const paragraph of text.split("\n\n")) {
        const found = this.excerptOf(paragraph, length);
        if (found.most > best.most) best = found;
      }
      return best.cut;
    }

    excerptOf(text, length) {
      const words = text.split(/\s+/);
      const isHit = words.map((word) => this.mark(word).some(([, match]) => match));
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
      Object.assign(this, { index, result, said, marker: new Marker(index.text, result.slots) });
    }

    marked(text) {
      return this.marker.mark(text).map(([piece, isMatch]) => (isMatch ? element("mark", "", piece) : piece));
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
      if (this.marker.hasAll(seen)) return null;
      let body = await this.index.store.body(record);
      /* A page's description stands in the line above already. */
      if (record.kind === "page" && record.detail) body = body.split(record.detail).join("\n\n");
      const excerpt = this.marker.excerpt(body, 24);
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

  window.bylineSearch.Shown = Shown;
})();
