/* "Embed" on a profile: a dialog with code for other websites, and what the code will show. */
(function () {
  "use strict";
  var dialog = document.querySelector(".embed-dialog");
  var open = document.querySelector(".embed-open");
  if (!dialog || !open || !dialog.showModal) return;
  var form = dialog.querySelector("form");
  var code = dialog.querySelector("pre");
  var preview = dialog.querySelector(".embed-preview");
  var here = new URL(dialog.dataset.root || "./", location.href).href;
  var base = dialog.dataset.base || here; /* the public address, where the site knows it */
  var name = dialog.dataset.name;
  var waiting = 0;

  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function make(tag, attributes) {
    var node = document.createElement(tag);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    return node;
  }

  function html(tag, attributes, content) {
    var text = Object.keys(attributes).map(function (key) {
      return attributes[key] === true ? " " + key : " " + key + '="' + escape(String(attributes[key])) + '"';
    }).join("");
    return "<" + tag + text + ">" + (content === undefined ? "" : content + "</" + tag + ">");
  }

  function query(limit, theme) {
    return "?limit=" + limit + (theme === "auto" ? "" : "&theme=" + theme);
  }

  var kinds = {
    script: function (limit, theme) {
      function attributes(root) {
        return { src: root + dialog.dataset.profile, limit: limit, theme: theme };
      }
      var link = html("a", { href: base + dialog.dataset.profile }, escape(name));
      if (location.protocol === "file:") kinds.iframe(limit, theme);
      else {
        if (!document.querySelector("script[data-embed]")) {
          document.head.append(make("script", { src: here + "embed.js", "data-embed": "" }));
        }
        preview.append(make("byline-profile", attributes(here)));
      }
      return html("script", { src: base + "embed.js", async: true }, "") + "\n" +
        html("byline-profile", attributes(base), link);
    },
    iframe: function (limit, theme) {
      var frame = dialog.dataset.frame + query(limit, theme);
      preview.append(make("iframe", { src: here + frame, title: name, height: 400 }));
      return html("iframe", {
        src: base + frame, title: name, width: "100%", height: 600, loading: "lazy", style: "border:0",
      }, "");
    },
    badge: function () {
      return Array.from(dialog.querySelectorAll("template"), function (template) {
        var path = template.dataset.badge;
        var text = template.content.textContent;
        preview.append(make("img", { src: here + path, alt: text }), " ");
        return html("a", { href: base + dialog.dataset.profile },
          html("img", { src: base + path, alt: text, height: 20 }));
      }).join("\n");
    },
  };

  function show() {
    var chosen = form.elements._as.value || form.querySelector("[name=_as]:checked").value;
    var limit = form.elements._limit.value;
    var theme = form.elements._theme.value;
    form.querySelector(".embed-settings").hidden = chosen === "badge";
    preview.replaceChildren();
    code.textContent = kinds[chosen](limit, theme);
    preview.dataset.scheme = theme === "auto" ? "" : theme;
  }

  /* The iframe's page tells its height. */
  addEventListener("message", function (event) {
    var frame = preview.querySelector("iframe");
    var data = event.data;
    if (frame && event.source === frame.contentWindow && data && data.type === "byline:height" && data.height > 0) {
      frame.height = Math.ceil(data.height);
    }
  });

  /* Without a public address the code names what this browser asked: no use elsewhere if that is near. */
  var local = dialog.querySelector(".embed-local");
  if (local) local.hidden = !/^(|localhost|127\..*|\[::1\])$/.test(location.hostname);

  open.hidden = false;
  open.addEventListener("click", function () {
    dialog.showModal();
    show();
  });
  dialog.querySelector(".embed-close").addEventListener("click", function () { dialog.close(); });
  /* A click beside the dialog closes it, in browsers too that do not do so themselves. */
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", function () { preview.replaceChildren(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(show, 50);
  });
})();
