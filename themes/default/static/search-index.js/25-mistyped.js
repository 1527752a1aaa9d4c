/* Mistyped words: what may have been meant by a word that no text has. */
(function () {
  "use strict";

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

  /* Words of the index that a word could have been meant to be. */
  async function meant(store, text, word) {
    const typed = text.fold(word);
    if (!/^\p{L}{3,24}$/u.test(typed) || text.cjk.test(typed)) return [];
    const short = text.singular(typed);
    const ends = (at) => backwards(short.slice(at));
    let split = 1, least = Infinity;
    for (let at = 1; at < short.length; at++) {
      const cost = store.span(store.cuts, short.slice(0, at), short.slice(0, at) + "\uffff").length +
        store.span(store.ends, ends(at), ends(at) + "\uffff").length;
      if (cost <= least) [split, least] = [at, cost];
    }
    /* One mistake leaves what stands before or what stands after the split as it is. */
    const start = short.slice(0, split);
    const swapped = short.slice(0, split - 1) + short[split] + short[split - 1] + short.slice(split + 1);
    const [terms, words] = await Promise.all([
      store.shards("w", store.span(store.cuts, start, start + "\uffff").slice(0, 6)),
      store.shards("s", store.span(store.ends, ends(split), ends(split) + "\uffff").slice(0, 6))
    ]);
    const found = new Set(await store.entry(swapped) ? [swapped] : []);
    const test = (term) => {
      if (term !== short && (isNear(term, short) || isNear(term, typed) || isNear(term + "s", typed))) found.add(term);
    };
    terms.forEach((shard) => Object.keys(shard).forEach((term) => {
      if (term.startsWith(start) && /^\p{L}+$/u.test(term)) test(term);
    }));
    words.forEach((listed) => listed.split(" ").forEach((term) => {
      if (term.endsWith(short.slice(split))) test(term);
    }));
    return Array.from(found).slice(0, 6);
  }

  window.bylineSearch.meant = meant;
})();
