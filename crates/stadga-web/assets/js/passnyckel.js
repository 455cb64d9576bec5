// A passkey is made or shown by the browser, and what it answers is sent with the form. Nothing else needs this file.
(() => {
  'use strict';
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (part) =>
    btoa(String.fromCharCode(...new Uint8Array(part))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const FAILED = 'Det gick inte. Försök igen, eller gör på ett annat sätt.';
  const WITHOUT = 'Webbläsaren kan inte hantera passnycklar.';

  async function made(asked) {
    asked.user.id = bytes(asked.user.id);
    for (const known of asked.excludeCredentials || []) known.id = bytes(known.id);
    const key = await navigator.credentials.create({ publicKey: asked });
    const { attestationObject, clientDataJSON } = key.response;
    return [key, { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) }];
  }

  async function shown(asked) {
    const key = await navigator.credentials.get({ publicKey: asked });
    const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
    const response = { authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON) };
    return [key, { ...response, signature: text(signature), userHandle: userHandle && text(userHandle) }];
  }

  for (const form of document.querySelectorAll('form[data-passnyckel]')) {
    const said = form.querySelector('[data-sagt]');
    form.addEventListener('submit', async (e) => {
      // Before the script of every page counts it as sent.
      e.preventDefault();
      e.stopPropagation();
      said.textContent = '';
      if (!window.PublicKeyCredential) {
        said.textContent = WITHOUT;
        return;
      }
      try {
        const asked = JSON.parse(form.dataset.fraga);
        asked.challenge = bytes(asked.challenge);
        const [key, response] = await (form.dataset.passnyckel === 'skapa' ? made(asked) : shown(asked));
        const { id, type } = key;
        form.elements.svar.value = JSON.stringify({ id, rawId: text(key.rawId), type, response, extensions: {} });
        form.submit();
      } catch {
        said.textContent = FAILED;
      }
    });
  }
})();
