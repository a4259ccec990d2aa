import { formatDays } from '#platform/words/format.ts';
import type { Locale } from '#platform/words/locales.ts';

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');

/** Words on lines of at most so many letters; what does not fit on the last line ends in an ellipsis. */
export function inLines(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, letters - 1)}…`];
}

/** The badge: a rosette that is drawn from the code, so that no two are alike at a glance, and what it is for. */
export function badgePicture({ title, issuer, days: [first, last], locale, code }: { title: string; issuer: string; days: [string, string]; locale: Locale; code: string }): string {
  const petals = [...code].map((letter, at) => {
    const length = 128 + (letter.charCodeAt(0) % 4) * 6;
    const angle = (at / code.length) * 2 * Math.PI;
    const point = (radius: number, turn: number) => `${(200 + radius * Math.cos(angle + turn)).toFixed(1)} ${(170 + radius * Math.sin(angle + turn)).toFixed(1)}`;
    return `M${point(112, -0.1)}L${point(length, 0)}L${point(112, 0.1)}Z`;
  });
  const lines = inLines(title, 19, 5);
  const line = (text: string, at: number, size: number, weight: number) => `<text x="200" y="${at}" font-size="${size}" font-weight="${weight}">${escape(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" lang="${locale}"><title>${escape(`${title}, ${issuer}`)}</title><rect width="400" height="400" fill="#fbf8f1"/><path d="${petals.join('')}" fill="#9c2c2c"/><circle cx="200" cy="170" r="112" fill="#fbf8f1" stroke="#9c2c2c" stroke-width="4"/><g font-family="'Sofia Sans', 'Noto Sans', sans-serif" text-anchor="middle" fill="#2b2118">${lines.map((text, at) => line(text, 175 + (at - (lines.length - 1) / 2) * 22, 16, 700)).join('')}${line(inLines(issuer, 44, 1)[0]!, 358, 15, 600)}${line(formatDays(locale, first, last), 382, 13, 400)}</g></svg>`;
}
