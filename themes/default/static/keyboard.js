/* What keys can reach: the bars of a chart, what scrolls sideways, and in which order. */
(function () {
  "use strict";
  /* Arrow keys walk along a chart; only one of its bars is a tab stop. */
  document.querySelectorAll(".chart svg").forEach(function (chart) {
    var bars = Array.from(chart.querySelectorAll("g[tabindex]"));
    chart.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      if (getComputedStyle(chart).direction === "rtl" && event.key.indexOf("Arrow") === 0) step = -step;
      var at = bars.indexOf(document.activeElement);
      var next = bars[Math.max(0, Math.min(bars.length - 1, at + step))];
      bars.forEach(function (bar) { bar.setAttribute("tabindex", bar === next ? 0 : -1); });
      next.focus();
      event.preventDefault();
    });
  });

  /* A wide table or formula can be scrolled by keys once it can have the focus. */
  document.querySelectorAll(".prose table, math[display=block]").forEach(function (wide) {
    if (wide.scrollWidth > wide.clientWidth) wide.setAttribute("tabindex", 0);
  });

  /* On a narrow screen the profile's parts stand in another order than in the text: let the Tab key
     follow the eye where the browser can. (The style checker does not know the property yet.) */
  var profile = document.querySelector(".profile");
  if (profile) profile.style.setProperty("reading-flow", "flex-visual");
})();
