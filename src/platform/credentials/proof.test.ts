import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { bake, unbake } from './bake.ts';
import { canonical } from './canonical.ts';
import { verifyToken } from './jwt.ts';
import { fromBase58, toBase58 } from './multibase.ts';
import { newKeyPair, privateKeyFrom, publicKeyFrom, publicKeyOf, seedFrom } from './multikey.ts';
import { hashData, holds, signed } from './proof.ts';
import { encodedList, isSet, listLength } from './status-list.ts';
import { verify } from './verify.ts';

const file = (path: string) => readFileSync(join(import.meta.dirname, 'fixtures', path), 'utf8');
const w3c = (name: string) => file(`w3c/${name}`);
const json = (path: string) => JSON.parse(file(path));
/** The vectors of the standard speak of an alumnus, which no shipped context explains. */
const examples = new Map([['https://www.w3.org/ns/credentials/examples/v2', { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }]]);
const now = new Date('2026-11-22T00:00:00Z');

test('every step of signing gives what the W3C test vectors give', async () => {
  const unsigned = json('w3c/unsigned.json');
  const { '@context': _, ...options } = json('w3c/proofConfigDataInt.json');
  const { publicKeyMultibase, privateKeyMultibase } = json('w3c/keyPair.json');
  const privateKey = privateKeyFrom(seedFrom(privateKeyMultibase)!);
  expect(publicKeyOf(privateKey)).toBe(publicKeyMultibase);
  expect(await canonical(unsigned, examples)).toBe(w3c('canonDocDataInt.txt'));
  expect(await canonical(json('w3c/proofConfigDataInt.json'), examples)).toBe(w3c('proofCanonDataInt.txt'));
  expect((await hashData(unsigned, options, examples)).toString('hex')).toBe(w3c('combinedHashDataInt.txt').trim());
  const result = await signed(unsigned, { privateKey, ...options }, examples);
  expect(result).toEqual(json('w3c/signedDataInt.json'));
  expect(result.proof.proofValue).toBe(w3c('sigBTC58DataInt.txt').trim());
  expect(Buffer.from(fromBase58(result.proof.proofValue)!).toString('hex')).toBe(w3c('sigHexDataInt.txt').trim());
  expect(await holds(result, result.proof, createPublicKey(privateKey), examples)).toBe(true);
});

test.each([
  ['simple.json', { valid: true, key: 'https://example.com/issuers/876543#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' }],
  ['simple-multiple-proofs.json', { valid: true, key: 'https://example.com/issuers/876543#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' }],
  ['simple-err-expired.json', { valid: false, why: 'expired' }],
  ['simple-err-issuer.json', { valid: false, why: 'no-issuer' }],
  ['simple-err-proof-value.json', { valid: false, why: 'proof' }],
  ['simple-err-type.json', { valid: false, why: 'type' }],
  ['simple-noproof.json', { valid: false, why: 'no-proof' }],
])('the 1EdTech fixture %s: %j', async (name, verdict) => {
  expect(await verify(json(`openbadges/${name}`), { at: now })).toEqual(verdict);
});

test('the picture of 1EdTech gives its credential back', () => {
  expect(unbake(file('openbadges/simple-json.svg'))).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'], name: 'Teamwork Badge' });
});

test('the tokens of 1EdTech: the one with its key holds, the one without says nothing about who signed it', async () => {
  const token = unbake(file('openbadges/simple-jwt.svg')) as string;
  expect(await verifyToken(token, { at: now })).toMatchObject({ valid: true, isDraft: true });
  // A reader who asks for the issuer's own key does not believe the one in the token.
  expect(await verifyToken(token, { at: now, keyOf: () => null })).toEqual({ valid: false, why: 'foreign-key' });
  expect(await verifyToken(token, { at: new Date('2009-01-01') })).toEqual({ valid: false, why: 'too-early' });
  expect(await verifyToken(file('openbadges/simple.jwt'), { at: now })).toEqual({ valid: false, why: 'no-proof' });
  const parts = token.split('.');
  for (let place = 0; place < token.length - 1; place += 37) {
    const other = token[place] === '.' ? '-' : token[place] === 'A' ? 'B' : 'A';
    expect([place, (await verifyToken(token.slice(0, place) + other + token.slice(place + 1), { at: now })).valid]).toEqual([place, false]);
  }
  const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  expect(await verifyToken(`${coded({ alg: 'none' })}.${parts[1]}.`, { at: now })).toEqual({ valid: false, why: 'shape' });
});

test.each([
  ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['EdDSA', () => generateKeyPairSync('ed25519')],
] as const)('a token signed with %s holds with the key of its issuer, on its days, and with an achievement', async (alg, pair) => {
  const { privateKey, publicKey } = pair();
  const { proof: _, ...badge } = json('openbadges/simple.json');
  const made = (claims: object, head: object = { alg, kid: 'https://example.com/issuers/876543#key' }) => {
    const text = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), { key: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const asked = (claims: object, head?: object) => verifyToken(made(claims, head), { at: now, keyOf: (kid, issuer) => (kid.startsWith(`${issuer}#`) ? publicKey : null) });
  expect(await asked({ ...badge, iss: badge.issuer.id })).toEqual({ valid: true, key: 'https://example.com/issuers/876543#key', isDraft: false });
  expect(await asked({ ...badge, iss: 'https://elsewhere.example' })).toEqual({ valid: false, why: 'no-issuer' });
  expect(await asked(badge, { alg, kid: 'https://elsewhere.example#key' })).toEqual({ valid: false, why: 'foreign-key' });
  expect(await asked({ ...badge, exp: 1_600_000_000 })).toEqual({ valid: false, why: 'expired' });
  expect(await asked({ ...badge, credentialSubject: { type: ['AchievementSubject'] } })).toEqual({ valid: false, why: 'no-subject' });
  expect(await asked({ ...badge, type: ['VerifiableCredential'] })).toEqual({ valid: false, why: 'type' });
  // A key of another kind than the token says is no key for it.
  expect(await verifyToken(made(badge), { at: now, keyOf: () => (alg === 'EdDSA' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')).publicKey })).toEqual({ valid: false, why: 'proof' });
});

/** Every place in a document where something stands, as a path. */
const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
  value && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...places(inner, [...path, key])]) : [];

test('whatever is changed or taken away in a signed badge, it is refused', async () => {
  const badge = json('openbadges/simple.json');
  for (const path of places(badge)) {
    for (const change of ['change', 'remove'] as const) {
      const other = structuredClone(badge);
      const holder = path.slice(0, -1).reduce((inner, key) => inner[key], other);
      const key = path.at(-1)!;
      if (change === 'change') holder[key] = typeof holder[key] === 'string' ? `${holder[key]}x` : 7;
      else if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      expect([change, path.join('.'), (await verify(other, { at: now })).valid]).toEqual([change, path.join('.'), false]);
    }
  }
});

test('a property that no context explains is refused, not passed over', async () => {
  expect((await verify({ ...json('openbadges/simple.json'), grade: '10' }, { at: now })).valid).toBe(false);
});

test("a badge signed in an issuer's name with a key from elsewhere is refused", async () => {
  const { proof: _, ...badge } = json('openbadges/simple.json');
  const { publicKey, seed } = newKeyPair();
  const by = (verificationMethod: string) => signed(badge, { privateKey: privateKeyFrom(seed), verificationMethod, created: '2026-01-01T00:00:00Z' });
  expect(await verify(await by(`https://elsewhere.example/issuers/1#${publicKey}`), { at: now })).toEqual({ valid: false, why: 'foreign-key' });
  const own = await by(`https://example.com/issuers/876543#${publicKey}`);
  expect(await verify(own, { at: now })).toMatchObject({ valid: true });
  expect(await verify(own, { at: now, keyOf: () => null })).toEqual({ valid: false, why: 'foreign-key' });
  expect(await verify(own, { at: now, isRevoked: async () => true })).toEqual({ valid: false, why: 'revoked' });
  expect(await verify(own, { at: new Date('2009-01-01') })).toEqual({ valid: false, why: 'too-early' });
});

test('no context is ever fetched', async () => {
  await expect(canonical({ '@context': ['https://example.org/context'], id: 'urn:x' })).rejects.toThrow();
});

test('bytes, keys, lists and pictures come back as they went', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80, minLength: 1 }), (bytes) => void expect(fromBase58(toBase58(bytes))).toEqual(bytes)));
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => void expect(fromBase58(text)?.length ?? 0).toBeLessThan(80)));
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(listLength - 1), { maxLength: 50 }), (revoked) => {
      const list = encodedList(revoked);
      for (const index of [...revoked, 0, 7, 8, listLength - 1]) expect(isSet(list, index)).toBe(revoked.includes(index));
    }),
    { numRuns: 30 },
  );
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), (document) => void expect(unbake(bake('<svg xmlns="http://www.w3.org/2000/svg" width="1"><g/></svg>', document))).toEqual(JSON.parse(JSON.stringify(document)))));
  expect(publicKeyFrom('z6MkinvalidKey')).toBe(null);
  expect(() => encodedList([listLength])).toThrow(RangeError);
});
