/**
 * Passkeys need the browser's own dialogue, so here is the one script of the sign-in pages. It shows the buttons it can serve and does nothing else.
 * `data-passkey="sign-in"` with `data-to`, or `data-passkey="add"`, holds a button and a sentence for when it fails.
 */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function ask(path, body) {
  const answer = await fetch(`/api/auth/passkey/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

async function signIn() {
  const options = await ask('generate-authenticate-options');
  const publicKey = { ...options, userVerification: 'required', challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = key.response;
  await ask('verify-authentication', {
    response: {
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      clientExtensionResults: key.getClientExtensionResults(),
      response: { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle ? text(userHandle) : undefined },
    },
  });
}

async function add(name) {
  const options = await ask('generate-register-options');
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: withBytes(options.excludeCredentials) };
  const key = await navigator.credentials.create({ publicKey });
  await ask('verify-registration', {
    name,
    response: {
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      clientExtensionResults: key.getClientExtensionResults(),
      response: { clientDataJSON: text(key.response.clientDataJSON), attestationObject: text(key.response.attestationObject), transports: key.response.getTransports?.() ?? [] },
    },
  });
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  place.hidden = false;
  const button = place.querySelector('button');
  const sentence = place.querySelector('[role=alert]');
  button.addEventListener('click', async () => {
    button.disabled = true;
    sentence.hidden = true;
    try {
      if (place.dataset.passkey === 'sign-in') {
        await signIn();
        location.assign(place.dataset.to);
      } else {
        await add(place.dataset.name);
        location.reload();
      }
    } catch {
      sentence.hidden = false;
      button.disabled = false;
    }
  });
}
