import type { AsideKind } from './aside.ts';
import type { ReadText } from './read.ts';

/** A text in pieces, each number of it with what it was taken for. */
export type Piece = { text: string; is: 'plain' | 'claim' | 'vague' } | { text: string; is: 'aside'; kind: AsideKind };

/** Cuts a text at everything the reading found, so that a page can mark it. The pieces together are the text. */
export function marked(body: string, { claims, asides, vague }: Pick<ReadText, 'claims' | 'asides' | 'vague'>): Piece[] {
  const spans = [
    ...claims.map(({ start, end }) => ({ start, end, is: 'claim' as const, kind: null })),
    ...asides.map(({ start, end, kind }) => ({ start, end, is: 'aside' as const, kind })),
    ...vague.map(({ start, end }) => ({ start, end, is: 'vague' as const, kind: null })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, is, kind } of spans) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: body.slice(at, start), is: 'plain' });
    const text = body.slice(start, end);
    pieces.push(is === 'aside' ? { text, is, kind: kind! } : { text, is });
    at = end;
  }
  if (at < body.length) pieces.push({ text: body.slice(at), is: 'plain' });
  return pieces;
}
