/* Copies what stands beside the button, and says so. */
(function () {
  "use strict";
  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function write(node) {
    var text = node.innerText.trim() + "\n";
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    select(node);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject();
  }

  document.querySelectorAll("button.copy").forEach(function (button) {
    var label = button.textContent;
    var timer = 0;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");

    function say(text, done) {
      button.textContent = text;
      button.classList.toggle("is-done", done);
      clearTimeout(timer);
      timer = setTimeout(function () {
        button.textContent = label;
        button.classList.remove("is-done");
      }, 2500);
    }

    button.addEventListener("click", function () {
      var node = button.parentNode.querySelector("pre, p");
      write(node).then(
        function () { say(button.dataset.copied, true); },
        function () {
          select(node);
          say(button.dataset.failed, false);
        }
      );
    });
  });
})();
