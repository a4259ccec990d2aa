/** A certificate as an Open Badges 3.0 credential, before it is signed; what its issuer and its status list say. Pure: the same certificate gives the same text. */
import { credentialsContext, openBadgesContext } from '#platform/credentials/canonical.ts';
import { listLength } from '#platform/credentials/status-list.ts';
import { say } from '#platform/words/localised.ts';
import { intlTag } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { Certificate } from './shape.ts';

/** Addresses under which a network's badges stand. They are written into every credential and never change. */
export const issuerAddress = (origin: string, slug: string) => `${origin}/badges/${slug}`;
export const keyAddress = (origin: string, slug: string, publicKey: string) => `${issuerAddress(origin, slug)}#${publicKey}`;
export const statusAddress = (origin: string, slug: string, list: number) => `${issuerAddress(origin, slug)}/status/${list}`;
export const certificateAddress = (origin: string, code: string) => `${origin}/certificates/${code}`;

const contexts = [credentialsContext, openBadgesContext];
/** To the second: what a proof is made over has no fractions. */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

type Signed = Pick<Certificate, 'certificateId' | 'seriesId' | 'serial' | 'code' | 'locale' | 'holder' | 'titles' | 'issuer' | 'firstDay' | 'lastDay' | 'completion' | 'origin' | 'shows' | 'issuedAt'>;

/** @param t words of the certificate's language */
export function credentialOf(one: Signed, slug: string, t: Translate) {
  const title = say(one.titles, one.locale);
  const [list, index] = [Math.floor((one.serial - 1) / listLength), (one.serial - 1) % listLength];
  return {
    '@context': contexts,
    id: `${certificateAddress(one.origin, one.code)}/credential.json`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuerAddress(one.origin, slug), type: ['Profile'], name: say(one.issuer, one.locale) },
    validFrom: moment(one.issuedAt),
    name: title,
    credentialSubject: {
      // The holder as this certificate's, and by name only where she allows it.
      id: `urn:uuid:${one.certificateId}`,
      type: ['AchievementSubject'],
      ...(one.shows.holder === 'name' && one.holder !== null && { identifier: [{ type: 'IdentityObject', hashed: false, identityHash: one.holder, identityType: 'name' }] }),
      activityStartDate: one.firstDay,
      activityEndDate: one.lastDay,
      achievement: {
        id: `urn:uuid:${one.seriesId}`,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        inLanguage: intlTag[one.locale],
        name: title,
        description: t('certificates.credential_description', { title }),
        criteria: { narrative: t(`certificates.rule_${one.completion.of}`, { share: one.completion.share }) },
      },
    },
    credentialStatus: {
      id: `${statusAddress(one.origin, slug, list)}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: statusAddress(one.origin, slug, list),
    },
  };
}

/** Who signs: a profile of Open Badges 3.0 that is the controller document of its key (W3C Controlled Identifiers 1.0). */
export function issuerOf(origin: string, slug: string, name: string, publicKey: string) {
  const id = issuerAddress(origin, slug);
  const key = keyAddress(origin, slug, publicKey);
  return {
    '@context': [...contexts, 'https://www.w3.org/ns/cid/v1'],
    id,
    type: 'Profile',
    name,
    url: `${origin}/`,
    verificationMethod: [{ id: key, type: 'Multikey', controller: id, publicKeyMultibase: publicKey }],
    assertionMethod: [key],
  };
}

/** Which certificates are taken back. Source: W3C Bitstring Status List v1.0, 3.2. */
export function statusListOf(origin: string, slug: string, list: number, encodedList: string, at: Date) {
  const id = statusAddress(origin, slug, list);
  return {
    '@context': [credentialsContext],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerAddress(origin, slug),
    validFrom: moment(at),
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList },
  };
}
