/** Papers of the demo, made of their text when it is loaded: no file of anybody's office stands in the repository. Pure. */

/** A text as a document every word processor opens (RTF 1.9.1), a paragraph for each line. */
export function paper(...lines: readonly string[]): Uint8Array {
  const escaped = (line: string) => [...line].map((letter) => (/[\\{}]/.test(letter) ? `\\${letter}` : letter < '\x80' ? letter : [...Array(letter.length).keys()].map((at) => `\\u${(letter.charCodeAt(at) << 16) >> 16}?`).join(''))).join('');
  return new TextEncoder().encode(`{\\rtf1\\ansi ${lines.map(escaped).join('\\par\n')}}`);
}
