/* Sorts and filters a list of papers. The state stands in the address, so that it can be shared;
   the page never moves under the reader. */
(function () {
  "use strict";
  var form = document.querySelector("form.list-controls");
  if (!form) return;
  var list = form.parentNode.querySelector(".card-list");
  var status = form.querySelector("[role=status]");
  var reset = form.querySelector("[type=reset]");
  var names = ["q", "year", "topic", "type", "code", "sort"];
  var groups = Array.from(list.querySelectorAll(".card-group"));

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  var cards = Array.from(list.querySelectorAll(".cards > li")).map(function (item, index) {
    var card = item.querySelector(".card");
    var data = card.dataset;
    return {
      item: item,
      index: index,
      home: item.parentNode,
      data: data,
      topics: data.topics.split(" "),
      title: fold(card.querySelector(".card-title").textContent),
      text: null,
      words: function () {
        if (this.text === null) {
          /* what a reader sees of the paper; neither its links nor its BibTeX */
          this.text = fold(
            Array.from(card.querySelectorAll(".card-title, .authors, .venue, .abstract, .note"))
              .map(function (node) { return node.textContent; })
              .join(" ")
          );
        }
        return this.text;
      }
    };
  });

  function state() {
    var found = {};
    names.forEach(function (name) {
      var field = form.elements[name];
      if (!field) return;
      var value = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim();
      if (value) found[name] = value;
    });
    return found;
  }

  function matches(card, wanted, words) {
    return (
      (!wanted.year || card.data.year === wanted.year) &&
      (!wanted.topic || card.topics.indexOf(wanted.topic) >= 0) &&
      (!wanted.type || card.data.type === wanted.type) &&
      (!wanted.code || "code" in card.data) &&
      words.every(function (word) { return card.words().indexOf(word) >= 0; })
    );
  }

  function number(text) {
    return text === "" || text === undefined ? -Infinity : Number(text);
  }

  var orders = {
    date: function (a, b) { return b.data.date.localeCompare(a.data.date); },
    citations: function (a, b) { return number(b.data.citations) - number(a.data.citations) || 0; },
    score: function (a, b) { return number(b.data.score) - number(a.data.score) || 0; },
    title: function (a, b) { return a.title.localeCompare(b.title); }
  };

  function arrange(sort) {
    var order = orders[sort];
    var sorted = cards.slice();
    if (order) {
      sorted.sort(function (a, b) { return order(a, b) || a.index - b.index; });
    }
    /* In an order of its own the list has no groups: all cards stand in the first one. */
    sorted.forEach(function (card) {
      (order ? cards[0].home : card.home).appendChild(card.item);
    });
    list.classList.toggle("is-sorted", Boolean(order));
  }

  function tidy() {
    groups.forEach(function (group) {
      var heading = group.querySelector(".group-heading");
      if (heading) heading.hidden = list.classList.contains("is-sorted");
      group.hidden = !group.querySelector(".cards > li:not([hidden])");
    });
  }

  var sorted = "";

  function apply() {
    var wanted = state();
    var words = fold(wanted.q || "").split(/\s+/).filter(Boolean);
    hold();
    if ((wanted.sort || "") !== sorted) {
      sorted = wanted.sort || "";
      arrange(sorted);
    }
    var shown = 0;
    cards.forEach(function (card) {
      card.item.hidden = !matches(card, wanted, words);
      shown += card.item.hidden ? 0 : 1;
    });
    tidy();
    announce(shown, Object.keys(wanted).some(function (name) { return name !== "sort"; }));
    return wanted;
  }

  /* Keeps the page as long as the window needs it: a shorter one would be scrolled back. */
  function hold() {
    var box = list.getBoundingClientRect();
    var rest = document.documentElement.scrollHeight - (box.bottom + scrollY);
    list.style.minHeight = Math.max(0, scrollY + innerHeight - (box.top + scrollY) - rest) + "px";
  }

  function announce(shown, filtered) {
    reset.hidden = !filtered;
    var text = shown ? form.dataset.shown : form.dataset.none;
    text = text.replace("{shown}", shown).replace("{total}", cards.length);
    status.textContent = filtered ? text : "";
  }

  function remember(wanted) {
    var params = new URLSearchParams(location.search);
    names.forEach(function (name) {
      params.delete(name);
      if (wanted[name]) params.set(name, wanted[name]);
    });
    var query = params.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (e) { /* some browsers refuse it for files */ }
  }

  function restore() {
    var params = new URLSearchParams(location.search);
    names.forEach(function (name) {
      var field = form.elements[name];
      if (!field) return;
      var value = params.get(name) || "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    });
    if (names.some(function (name) { return params.get(name); })) apply();
  }

  form.addEventListener("input", function () { remember(apply()); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  reset.addEventListener("click", function (event) {
    /* a reset would also undo the order, which the reader did not mean */
    event.preventDefault();
    names.forEach(function (name) {
      var field = form.elements[name];
      if (!field || name === "sort") return;
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    });
    remember(apply());
    form.elements.q.focus({ preventScroll: true });
  });
  addEventListener("popstate", restore);
  restore();
})();
