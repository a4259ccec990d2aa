// Solves the sum of a registration form while its owner types (ALTCHA: SHA-256 of salt and number). Without this file, or where a browser offers no hashes
// (plain http), the form is sent as it is and confirmed by a letter.
(() => {
  const form = document.querySelector('form[data-check]');
  const field = form?.elements.namedItem('altcha');
  const status = form?.querySelector('[data-check-status]');
  if (!field || !globalThis.crypto?.subtle) return;
  const { algorithm, challenge, maxnumber, salt, signature } = JSON.parse(form.dataset.check);
  const encoder = new TextEncoder();
  const hash = async (number) => [...new Uint8Array(await crypto.subtle.digest(algorithm, encoder.encode(salt + number)))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const say = (text) => {
    if (status) status.textContent = text;
  };
  async function solve() {
    for (let from = 0; from <= maxnumber; from += 200) {
      const found = (await Promise.all(Array.from({ length: 200 }, (_, n) => hash(from + n)))).indexOf(challenge);
      if (found >= 0) return from + found;
      // The page stays usable in between.
      await new Promise((done) => setTimeout(done));
    }
    return null;
  }
  let sender = null;
  say(form.dataset.working);
  const solved = solve().then((number) => {
    if (number !== null) field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    say(form.dataset.done);
    return true;
  });
  let isReady = false;
  solved.finally(() => (isReady = true));
  form.addEventListener('submit', (event) => {
    if (isReady) return;
    event.preventDefault();
    if (sender) return;
    sender = event.submitter;
    solved.finally(() => form.requestSubmit(sender));
  });
})();
