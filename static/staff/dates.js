// Show the dates of a pattern while it is being filled in.
(function () {
  "use strict";
  var NAMES = [
    "frequency", "first_day", "starts", "ends", "last_day", "count",
    "skip_public_holidays", "skip_school_holidays", "venue", "activity",
  ];

  function start(box) {
    var form = box.closest("form");
    var timer = null;
    var last = "";

    function query() {
      var values = new FormData(form);
      var wanted = new URLSearchParams();
      NAMES.forEach(function (name) {
        if (values.get(name)) wanted.set(name, values.get(name));
      });
      return wanted.toString();
    }

    function show() {
      var asked = query();
      if (asked === last) return;
      last = asked;
      var url = box.dataset.datesUrl;
      fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + asked, { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); })
        .then(function (html) {
          if (asked !== last) return;
          box.innerHTML = html;
          // The dates push down what comes after them: what has the focus stays in sight.
          var held = document.activeElement;
          if (form.contains(held)) held.scrollIntoView({ block: "nearest", behavior: "instant" });
        })
        .catch(function () { last = ""; });
    }

    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, 250);
    });
    // With a script the dates are there already.
    form.querySelectorAll("[data-without-script]").forEach(function (button) {
      button.hidden = true;
    });
    show();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-dates-url]").forEach(start);
  });
})();
