import jsonld from 'jsonld';
import credentials from './contexts/credentials-v2.json' with { type: 'json' };
import openBadges from './contexts/ob-v3p0-3.0.3.json' with { type: 'json' };

export const credentialsContext = 'https://www.w3.org/ns/credentials/v2';
export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** Contexts that ship with Kolo. A credential that names another one cannot be read: nothing is ever fetched, so a credential cannot make Kolo ask a stranger's server. */
const shipped = new Map<string, object>([
  [credentialsContext, credentials],
  [openBadgesContext, openBadges],
]);

/** Somebody's own credentials say more than a badge does: this much and no more is put in order. */
const mostSteps = 1;

/**
 * A JSON-LD document as sorted N-Quads (RDFC-1.0), the text a signature is made over. A property no context explains is refused instead of being left out of the text.
 * @param more contexts beside the shipped ones, for tests with documents of standards.
 * @throws Error when the document cannot be read with the contexts at hand
 */
export function canonical(document: object, more: ReadonlyMap<string, object> = new Map()): Promise<string> {
  const documentLoader = async (url: string) => {
    const found = shipped.get(url) ?? more.get(url);
    if (!found) throw new Error(`The context ${url} does not ship with Kolo.`);
    return { contextUrl: undefined, documentUrl: url, document: found };
  };
  return jsonld.canonize(document, { algorithm: 'RDFC-1.0', safe: true, documentLoader, maxWorkFactor: mostSteps });
}
