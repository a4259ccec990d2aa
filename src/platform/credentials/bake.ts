import { SaxesParser } from 'saxes';

/** Where a baked picture keeps its credential. Source: Open Badges 3.0, 5.3.2. */
const namespace = 'https://purl.imsglobal.org/ob/v3p0';

/** The SVG with the credential inside: first child of the root, as text. */
export function bake(svg: string, credential: object): string {
  const text = JSON.stringify(credential).replaceAll(']]>', ']]]]><![CDATA[>');
  const baked = svg.replace(/<svg\b[^>]*>/, (root) => `${root.slice(0, -1)} xmlns:openbadges="${namespace}"><openbadges:credential><![CDATA[${text}]]></openbadges:credential>`);
  if (baked === svg) throw new Error('Not an SVG picture.');
  return baked;
}

/** The credential inside a baked SVG, a token as text; null when there is none or it cannot be read. */
export function unbake(svg: string): unknown {
  let depth = 0;
  let text = '';
  let token: string | null = null;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (!depth && uri === namespace && local === 'credential') token = attributes['verify']?.value ?? null;
    if (depth || (uri === namespace && local === 'credential')) depth++;
  });
  parser.on('closetag', () => void (depth && depth--));
  for (const event of ['text', 'cdata'] as const) parser.on(event, (part) => void (depth && (text += part)));
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(svg).close();
    return token ?? (text.trim() ? JSON.parse(text) : null);
  } catch {
    return null;
  }
}
