/* A page that stands in another site's iframe: tells its height to the page around it, and heeds
   ?limit=, ?show= and ?theme= of its own address. It stores nothing and reads nothing of the host. */
(function () {
  "use strict";
  var query = new URLSearchParams(location.search);
  var theme = query.get("theme");
  var limit = parseInt(query.get("limit"), 10);
  var show = query.get("show");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.scheme = theme;
  document.querySelectorAll("[data-embed]").forEach(function (part) {
    if (show) part.hidden = show.split(/[\s,]+/).indexOf(part.dataset.embed) < 0;
  });
  document.querySelectorAll("[data-embed='papers'] > li").forEach(function (item, index) {
    if (limit > 0) item.hidden = index >= limit;
  });

  if (parent === window || !window.ResizeObserver) return;
  var told = 0;
  function tell() {
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    /* Any page may show this one, so any may know how tall it is: that and nothing else is told. */
    parent.postMessage({ type: "byline:height", height: height }, "*");
  }
  /* A frame out of sight is not laid out, so no observer speaks there: measuring once lays it out. */
  addEventListener("load", tell);
  /* A host's script that starts after this one has missed what was told, and asks. */
  addEventListener("message", function (event) {
    if (event.source !== parent || !event.data || event.data.type !== "byline:measure") return;
    told = 0;
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
})();
