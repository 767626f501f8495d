// Show what asks for a passkey where the browser can, and say so when that did not work.
(function () {
  "use strict";
  function say(which) {
    document.querySelectorAll("[data-passkey-said]").forEach(function (line) {
      line.textContent = line.dataset[which] || "";
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var can = window.isSecureContext && window.webauthnJSON.supported();
    document.querySelectorAll("[data-passkey]").forEach(function (button) {
      button.hidden = !can;
      button.addEventListener("click", function () { say("nothing"); });
    });
    if (!can) say("missing");
  });

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    say("failed");
  });
})();
