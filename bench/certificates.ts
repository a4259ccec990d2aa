/** `npm run bench -- certificates`: certificates a second, as PDF and as signed badge in its picture, on one core. Beside them what the machine does of a known kind: Ed25519 signatures and SHA-256. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { bake } from '#platform/credentials/bake.ts';
import { newKeyPair, privateKeyFrom } from '#platform/credentials/multikey.ts';
import { signed } from '#platform/credentials/proof.ts';
import { verify } from '#platform/credentials/verify.ts';
import { newId } from '#platform/ids.ts';
import { locales } from '#platform/words/locales.ts';
import { wordsOf } from '#platform/words/load.ts';
import { newCode, numberOf } from '#modules/events/certificates/code.ts';
import { credentialOf, keyAddress, moment } from '#modules/events/certificates/credential.ts';
import { certificateDocument } from '#modules/events/certificates/document.ts';
import { badgePicture } from '#modules/events/certificates/picture.ts';

const many = 1_000;
const { publicKey, seed } = newKeyPair();
const privateKey = privateKeyFrom(seed);
const origin = 'https://kolo.example.org';
const names = { 'sr-Cyrl': 'Љубица Ђорђевић-Живановић', 'sr-Latn': 'Ljubica Đorđević', bg: 'Цветелина Щърбова', ro: 'Ștefania Țurcanu', en: 'Mary Jones' };
const issuedAt = new Date('2026-11-22T08:00:00Z');
const made = Array.from({ length: many }, (_, at) => {
  const locale = locales[at % locales.length]!;
  return {
    certificateId: newId(), seriesId: newId(), serial: at + 1, number: numberOf('2026-11-22', at + 1), code: newCode(), locale, holder: `${names[locale]} ${at + 1}`, firstDay: '2022-03-30', lastDay: '2022-05-31', attended: 5, held: 6,
    minutes: 600, programme: null, venues: null, trainers: null,
    titles: { 'sr-Cyrl': 'Обука тренера за рад са породицама у кризи', bg: 'Обучение на обучители за работа със семейства в криза', ro: 'Formarea formatorilor pentru lucrul cu familii în criză', en: 'Training of trainers for work with families in crisis' },
    issuer: { 'sr-Cyrl': 'Мрежа за децу', bg: 'Мрежа за децата', ro: 'Rețeaua pentru copii', en: 'Network for children' }, completion: { of: 'days' as const, share: 80 }, origin, shows: { holder: 'name' as const, organisation: false, hours: false }, issuedAt, issuedOn: '2026-11-22',
  };
});

async function rate(what: string, work: (one: (typeof made)[number]) => Promise<number>) {
  for (const one of made.slice(0, 20)) await work(one);
  const begun = performance.now();
  let bytes = 0;
  for (const one of made) bytes += await work(one);
  const seconds = (performance.now() - begun) / 1000;
  console.log(`| ${what} | ${(many / seconds).toFixed(0)} | ${seconds.toFixed(1)} s | ${(bytes / many / 1024).toFixed(1)} kB |`);
}
const badge = async (one: (typeof made)[number]) => {
  const credential = await signed(credentialOf(one, 'network', await wordsOf(one.locale)), { privateKey, verificationMethod: keyAddress(origin, 'network', publicKey), created: moment(issuedAt) });
  return { credential, picture: bake(badgePicture({ title: one.titles.en, issuer: one.issuer.en, days: [one.firstDay, one.lastDay], locale: one.locale, code: one.code }), credential) };
};

console.log(`${many} certificates in five languages; Node ${process.version}, ${availableParallelism()} cores\n`);
console.log('| what | a second | for all | each |\n|---|---|---|---|');
await rate('PDF', async (one) => (await certificateDocument(one, await wordsOf(one.locale))).length);
await rate('badge, signed and in its picture', async (one) => Buffer.byteLength((await badge(one)).picture));
await rate('both', async (one) => (await certificateDocument(one, await wordsOf(one.locale))).length + Buffer.byteLength((await badge(one)).picture));
const credentials = new Map(await Promise.all(made.map(async (one) => [one.code, (await badge(one)).credential] as const)));
await rate('badge verified', async (one) => {
  const verdict = await verify(credentials.get(one.code), { at: new Date() });
  if (!verdict.valid) throw new Error(`Refused: ${verdict.why}`);
  return 0;
});
const pair = generateKeyPairSync('ed25519');
await rate('reference: Ed25519 signature of 64 bytes', async () => sign(null, Buffer.alloc(64), pair.privateKey).length);
await rate('reference: SHA-256 of 1 MB', async () => createHash('sha256').update(Buffer.alloc(1_000_000)).digest().length);
