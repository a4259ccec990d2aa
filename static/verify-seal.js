/*
 * Makes the seal of a published figure again, in the visitor's own browser, and counts its lines again.
 * The format is described in src/modules/results/README.md. Loaded with <script type="module" src="/verify-seal.js"> on a page that has
 *
 *   <div data-verify-seal="/address/of/leaves.json" data-seal="…64 digits…" data-net="16" data-gross="17"
 *     data-checking="…" data-holds="… {lines} … {net} … {gross} …" data-differs="…" data-unreachable="…">
 *     <button type="button" hidden>…</button> <output></output>
 *   </div>
 *
 * `data-net` is empty where the net figure is not known. All words come from the page; the outcome is also in data-outcome (holds, differs, unreachable).
 */

/** @returns the SHA-256 of a text (UTF-8) as 64 hexadecimal digits. */
export async function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  // Browsers lend crypto.subtle to https and localhost only; on a plain http network the same sum is done by hand.
  const digest = globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : sha256ByHand(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 as FIPS 180-4 writes it. */
export function sha256ByHand(bytes) {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 0x100000000) | 0;
  const k = primes.map((p) => fraction(Math.cbrt(p)));
  const h = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const length = ((bytes.length + 8) >> 6) * 64 + 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(length - 4, (bytes.length << 3) >>> 0);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const w = new Int32Array(64);
  for (let at = 0; at < length; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, z] = h;
    for (let i = 0; i < 64; i += 1) {
      const t1 = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [z, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    for (const [i, x] of [a, b, c, d, e, f, g, z].entries()) h[i] = (h[i] + x) | 0;
  }
  const out = new DataView(new ArrayBuffer(32));
  h.forEach((x, i) => out.setInt32(i * 4, x));
  return new Uint8Array(out.buffer);
}

/** Counts the lines: what is counted once gives the net figure, mentions and bare numbers the gross one. */
export function recount(leaves) {
  const once = new Set();
  const mentions = new Set();
  let unnamed = 0;
  for (const line of leaves) {
    const { counts, value = 0 } = JSON.parse(line);
    for (const [one, mention] of counts) {
      once.add(one);
      mentions.add(mention);
    }
    unnamed += value;
  }
  return { net: unnamed > 0 ? null : once.size, gross: mentions.size + unnamed };
}

/** True when definition and lines give this seal, and the lines give the figure that the definition and the page state. */
export async function verify({ definition, leaves }, { seal, net, gross }) {
  const counted = recount(leaves);
  const stated = JSON.parse(definition);
  const sums = counted.net === net && counted.gross === gross && stated.net === net && stated.gross === gross;
  return { ...counted, lines: leaves.length, holds: sums && (await sha256([definition, ...leaves].join('\n'))) === seal };
}

async function check(box) {
  const { verifySeal: address, seal, net, gross } = box.dataset;
  const output = box.querySelector('output');
  const say = (outcome, values = {}) => {
    box.dataset.outcome = outcome;
    output.textContent = (box.dataset[outcome] ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  };
  say('checking');
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    if (!answer.ok) return say('unreachable');
    const result = await verify(await answer.json(), { seal, net: net === '' ? null : Number(net), gross: Number(gross) });
    const number = (n) => (n === null ? '' : new Intl.NumberFormat(document.documentElement.lang || undefined).format(n));
    say(result.holds ? 'holds' : 'differs', { lines: number(result.lines), net: number(result.net), gross: number(result.gross) });
  } catch {
    say('unreachable');
  }
}

if (typeof document !== 'undefined') {
  for (const box of document.querySelectorAll('[data-verify-seal]')) {
    const button = box.querySelector('button');
    button.hidden = false;
    button.addEventListener('click', () => check(box));
  }
}
