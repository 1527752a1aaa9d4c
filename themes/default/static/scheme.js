/* Light or dark: the reader's own choice, remembered. Runs in the head, before anything is drawn. */
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "byline-scheme";
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem(key);
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch (e) { /* no storage: the choice lasts as long as the page */ }

  function isDark() {
    var scheme = root.dataset.scheme;
    return scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest(".scheme-switch")) return;
    root.dataset.scheme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(key, root.dataset.scheme);
    } catch (e) { /* as above */ }
  });
})();
