import { Problem } from '#platform/problem.ts';
import { longestBody } from './shape.ts';

export interface TextForm {
  title: string;
  body: string;
  language: string;
  publishedOn: string;
  url: string;
}

/** The form of a text, read into what `claims.add-text` takes. @throws Problem 422 with the field that is missing or wrong */
export function textFrom({ title, body, language, publishedOn, url }: TextForm) {
  const wrong = (name: string, field: string) => new Problem(422, `claims.${name}`, {}, field);
  if (!body.trim()) throw wrong('no_text', 'body');
  if (body.length > longestBody) throw wrong('text_too_long', 'body');
  if (!title.trim()) throw wrong('no_title', 'title');
  if (publishedOn && Number.isNaN(Date.parse(publishedOn))) throw wrong('not_a_day', 'publishedOn');
  const address = url.trim();
  if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? '')) throw wrong('not_an_address', 'url');
  return { title, body: body.replaceAll('\r\n', '\n'), ...(language && { language }), publishedOn: publishedOn || null, url: address || null };
}
