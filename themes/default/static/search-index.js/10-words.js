/* Words: how text is folded and divided, the same way as in generator/search/words.py. */
(function () {
  "use strict";

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

  /* What a query is, apart from its words. */

  function isQuestion(query) {
    return /\?\s*$/.test(query) || /^\s*(?:how|what|when|where|which|who|why|can|do|does|is|are)\s/i.test(query);
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

  window.bylineSearch = { Text, isQuestion, identifier };
})();
