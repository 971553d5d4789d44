"use strict";
// Asks the browser for a passkey and sends what its device says as a form. Without this file, forms for passkeys stay hidden.
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");

  const create = async (asked) => {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.host, name: "Tocsin" },
        user: { id: bytes(asked.user), name: asked.name, displayName: asked.name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        attestation: "none",
      },
    });
    return { "client-data": text(made.response.clientDataJSON), attestation: text(made.response.attestationObject) };
  };

  const get = async (asked) => {
    const signed = await navigator.credentials.get({
      publicKey: { challenge: bytes(asked.challenge), rpId: asked.host, userVerification: "required" },
    });
    return {
      credential: text(signed.rawId),
      user: signed.response.userHandle ? text(signed.response.userHandle) : "",
      "authenticator-data": text(signed.response.authenticatorData),
      "client-data": text(signed.response.clientDataJSON),
      signature: text(signed.response.signature),
    };
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const said = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.textContent = "";
      try {
        const csrf = form.elements.namedItem("csrf");
        const answer = await fetch(form.action + "/question", {
          method: "POST",
          body: new URLSearchParams(csrf ? { csrf: csrf.value } : {}),
        });
        if (!answer.ok || answer.redirected) throw new Error("The server gave no answer. Load the page again.");
        const asked = await answer.json();
        const fields = await (form.dataset.passkey === "create" ? create : get)(asked);
        fields.sealed = asked.sealed;
        Object.entries(fields).forEach(([name, value]) => {
          const field = form.elements.namedItem(name) || form.appendChild(document.createElement("input"));
          Object.assign(field, { type: "hidden", name, value });
        });
        form.submit();
      } catch (problem) {
        said.textContent = "There is no passkey: " + problem.message;
      }
    });
  });
})();
