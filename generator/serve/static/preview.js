/* Keeps a page of the preview up to date: loads LiveReload's client, and shows problems over the page. */
(function () {
  "use strict";
  if (window.BylinePreview) return;

  var ROOT = new URL(document.currentScript.src).origin + "/_byline/";
  var CHANGED = "_byline/changed";
  var SCROLL = "byline-preview-scroll";
  var POLL_MS = 1000;
  var host = null;
  var dismissed = "";
  var connected = false;
  var timer = 0;
  var asking = false;
  var askAgain = false;
  var isGreeted = false;
  var seen = 0;

  /* What the page's own response said under a name, "" where the browser does not tell. */
  function loaded(name) {
    var entry = performance.getEntriesByType("navigation")[0];
    var timings = (entry && entry.serverTiming) || [];
    for (var i = 0; i < timings.length; i++) {
      if (timings[i].name === name) return timings[i].description;
    }
    return "";
  }

  function reload() {
    try {
      sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch (error) {
      /* Without storage the browser's own memory of the position must do. */
    }
    location.reload();
  }

  function restoreScroll() {
    var kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(SCROLL));
      sessionStorage.removeItem(SCROLL);
    } catch (error) {
      return;
    }
    if (kept && kept[0] === location.pathname) scrollTo({ left: kept[1], top: kept[2], behavior: "instant" });
  }

  function element(name, text, parent) {
    var made = document.createElement(name);
    made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  function listed(problem, list) {
    var item = element("li", "", list);
    item.className = problem.severity;
    element("code", problem.path + ":" + problem.line + ":" + problem.column, item);
    element("strong", problem.severity + "[" + problem.code + "]", item);
    element("p", problem.message, item);
    if (problem.hint) element("p", "hint: " + problem.hint, item).className = "hint";
  }

  function hide() {
    if (host) host.remove();
    host = null;
  }

  function show(problems) {
    var said = JSON.stringify(problems);
    if (said === dismissed || (host && host.dataset.said === said)) return;
    hide();
    host = document.createElement("byline-problems");
    host.dataset.said = said;
    var root = host.attachShadow({ mode: "open" });
    var style = element("link", "", root);
    style.rel = "stylesheet";
    style.href = ROOT + "overlay.css";
    var box = element("section", "", root);
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-labelledby", "heading");
    var count = problems.length;
    element("h1", count + (count === 1 ? " error" : " errors") + " in the sources", box).id = "heading";
    var list = element("ol", "", box);
    problems.forEach(function (problem) {
      listed(problem, list);
    });
    element("p", "The page beneath is the last good one. Save a correction, and this goes away.", box);
    var button = element("button", "Look at the page", box);
    button.type = "button";
    button.addEventListener("click", function () {
      dismissed = said;
      hide();
    });
    document.documentElement.appendChild(host);
  }

  /* Whether a style sheet or a script has changed since this page knew of build `seen`, when no socket
     was open to tell. A server that counts from the beginning again is another one. */
  function hasMissed(build, shared) {
    return seen > 0 && (shared > seen || build < seen);
  }

  function apply(state) {
    if (state.problems.length) {
      show(state.problems);
    } else {
      dismissed = "";
      hide();
    }
    var mine = loaded("byline");
    if (mine && state.page && mine !== state.page) reload();
    else if (timer && !connected && hasMissed(state.build, state.shared)) reload();
    return mine;
  }

  /* Asks what is true now; asked again while the answer is under way, it asks once more. */
  function check(onUnknown) {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    fetch(ROOT + "state.json?path=" + encodeURIComponent(location.pathname), { cache: "no-store" })
      .then(function (response) {
        return response.json();
      })
      .then(function (state) {
        if (!apply(state) && onUnknown) onUnknown();
      })
      .catch(function () {
        /* The server has ended: LiveReload's client keeps trying to reach it. */
      })
      .then(function () {
        asking = false;
        if (askAgain) {
          askAgain = false;
          check();
        }
      });
  }

  /* The first thing that is told over a socket is how things stand; from then on nothing is missed. */
  function told(numbers) {
    var build = Number(numbers[1]);
    var isNews = isGreeted;
    isGreeted = true;
    if (!isNews && hasMissed(build, Number(numbers[2]))) {
      reload();
      return;
    }
    if (seen) seen = build;
    check(isNews ? reload : null);
  }

  function LiveReloadPlugin() {}
  LiveReloadPlugin.identifier = "byline";
  LiveReloadPlugin.version = "1";
  LiveReloadPlugin.prototype.reload = function (path) {
    if (path === "*") reload();
    else if (path.indexOf(CHANGED) === 0) told(path.slice(CHANGED.length).split("/"));
    else return false;
    return true;
  };
  LiveReloadPlugin.prototype.analyze = function () {
    return {};
  };
  window.LiveReloadPluginByline = LiveReloadPlugin;

  /* Where a socket is blocked, asking every second does as well. */
  function poll() {
    if (!connected) check();
  }

  document.addEventListener("LiveReloadConnect", function () {
    connected = true;
  });
  document.addEventListener("LiveReloadDisconnect", function () {
    connected = isGreeted = false;
    if (!timer) timer = setInterval(poll, POLL_MS);
  });
  addEventListener("pageshow", function (event) {
    if (event.persisted) check();
    else restoreScroll();
  });

  seen = Number(loaded("byline-build"));
  var client = document.createElement("script");
  var port = location.port || (location.protocol === "https:" ? "443" : "80");
  client.src = ROOT + "livereload.js?host=" + location.hostname + "&port=" + port + "&mindelay=300&maxdelay=3000";
  document.head.appendChild(client);
  window.BylinePreview = { check: check };
  check();
})();
