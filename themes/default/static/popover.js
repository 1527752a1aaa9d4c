/* Where a number comes from: native popovers work by click and key alone. This adds hovering and
   keyboard focus, and puts the popover beside its number. */
(function () {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;
  var margin = 8;
  var timer = 0;
  var hovered = null; /* the popover that the pointer opened; a click then keeps it open */

  function popoverOf(button) {
    return document.getElementById(button.getAttribute("popovertarget"));
  }

  function place(button, popover) {
    popover.classList.add("is-placed");
    var at = button.getBoundingClientRect();
    var width = popover.offsetWidth;
    var height = popover.offsetHeight;
    var left = Math.min(at.left, document.body.clientWidth - width - margin);
    var below = at.bottom + height + margin < innerHeight || at.top < height + margin;
    var top = below ? at.bottom - 2 : at.top - height + 2;
    popover.style.left = Math.max(margin, left) + scrollX + "px";
    popover.style.top = top + scrollY + "px";
  }

  function show(button, popover) {
    if (popover.matches(":popover-open")) return;
    /* The source tells the browser which button it belongs to; older ones take no argument. */
    try {
      popover.showPopover({ source: button });
    } catch (e) {
      popover.showPopover();
    }
  }

  function later(wait, action) {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  }

  document.querySelectorAll("button[popovertarget]").forEach(function (button) {
    var popover = popoverOf(button);
    if (!popover) return;

    popover.addEventListener("toggle", function (event) {
      if (event.newState === "open") place(button, popover);
      else if (hovered === popover) hovered = null;
    });

    button.addEventListener("pointerenter", function (event) {
      if (event.pointerType !== "mouse") return;
      later(120, function () {
        if (popover.matches(":popover-open")) return;
        show(button, popover);
        hovered = popover;
      });
    });

    function leave(event) {
      if (event.pointerType !== "mouse") return;
      later(200, function () {
        if (hovered === popover) popover.hidePopover();
      });
    }
    button.addEventListener("pointerleave", leave);
    popover.addEventListener("pointerleave", leave);
    popover.addEventListener("pointerenter", function () { clearTimeout(timer); });

    button.addEventListener("click", function (event) {
      clearTimeout(timer);
      if (hovered !== popover) return;
      event.preventDefault();
      hovered = null;
    });

    button.addEventListener("focus", function () {
      if (button.matches(":focus-visible")) {
        show(button, popover);
        hovered = popover;
      }
    });
    button.addEventListener("blur", function (event) {
      if (hovered === popover && !popover.contains(event.relatedTarget)) popover.hidePopover();
    });
  });
})();
