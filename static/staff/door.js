// Tick who is here without loading the page again. Without it, each button is a form.
(function () {
  "use strict";
  var said = document.querySelector("[data-said]");
  var counted = document.querySelector("[data-counted]");

  function show(line, form, answer) {
    line.dataset.state = answer.state;
    line.querySelector("[data-label]").textContent = answer.state ? answer.label : "";
    form.elements.was.value = answer.state;
    counted.textContent = answer.counted;
    said.textContent = answer.said;
  }

  function onward(form) {
    // The button that was pressed is gone now: go to the one that stands in its place.
    var next = Array.prototype.find.call(form.querySelectorAll("button"), function (button) {
      return button.offsetParent !== null;
    });
    if (next) next.focus();
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-tick]") || !event.submitter) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    var values = new FormData(form);
    values.set("state", event.submitter.value);
    fetch(form.action, {
      method: "POST",
      body: values,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    })
      .then(function (answer) {
        if (answer.ok || answer.status === 409) return answer.json();
        throw new Error(String(answer.status));
      })
      .then(function (answer) {
        delete form.dataset.busy;
        show(form.closest(".door__line"), form, answer);
        onward(form);
      })
      .catch(function () {
        // No network, or logged out: the page says it in its own way.
        window.location.reload();
      });
  });
})();
