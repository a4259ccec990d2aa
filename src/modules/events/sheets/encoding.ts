export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'windows-1251';

/**
 * In which encoding a text file of the region was saved. A byte order mark decides; then valid UTF-8; then
 * Excel's old national code pages: Windows-1250 (Serbian Latin, Romanian) or 1251 (Serbian Cyrillic, Bulgarian,
 * Russian), told apart by how their letters stand together, because any byte is valid in both.
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 1_000_000);
  const zeros = [0, 0];
  for (let i = 0; i < Math.min(sample.length, 4_000); i++) if (sample[i] === 0) zeros[i % 2]!++;
  const enough = Math.min(sample.length, 4_000) / 8;
  if (zeros[1]! > enough && zeros[0]! < zeros[1]! / 4) return 'utf-16le';
  if (zeros[0]! > enough && zeros[1]! < zeros[0]! / 4) return 'utf-16be';
  if (isUtf8(sample, sample.length < bytes.length)) return 'utf-8';
  return latinScore(sample) > cyrillicScore(sample) ? 'windows-1250' : 'windows-1251';
}

/** The text of the bytes without a byte order mark. */
export const decodeText = (bytes: Uint8Array, encoding: TextEncoding): string => new TextDecoder(encoding).decode(bytes);

/** UTF-8 with at most a few broken bytes: one letter cut in half by another program does not make a national code page. */
function isUtf8(bytes: Uint8Array, cutOff: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cutOff });
    return true;
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    const broken = text.split('\ufffd').length - 1;
    const letters = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    return letters > 20 && broken * 50 < letters;
  }
}

const latinLetters = /[šđčćžŠĐČĆŽăâîşţŞŢĂÂÎșțáéíóöőúüűÁÉÍÓÖŐÚÜŰ]/;
const quotesAndDashes = /[„“”‘’–—…€§°«»\u00a0№]/;

/** In Latin text the special letters are few and stand among plain ones: `Milošević`. */
function latinScore(bytes: Uint8Array): number {
  const text = new TextDecoder('windows-1250').decode(bytes);
  return score(text, (char, before, after) => {
    if (!latinLetters.test(char)) return -2;
    return /[a-zA-Z]/.test(before) || /[a-zA-Z]/.test(after) ? 2 : -1;
  });
}

/** In Cyrillic text nearly all letters are special and stand together: `Милошевић`. */
function cyrillicScore(bytes: Uint8Array): number {
  const text = new TextDecoder('windows-1251').decode(bytes);
  return score(text, (char, before, after) => {
    if (!/[\u0400-\u045f]/.test(char)) return -2;
    return /[\u0400-\u045f]/.test(before) || /[\u0400-\u045f]/.test(after) ? 2 : -1;
  });
}

function score(text: string, ofLetter: (char: string, before: string, after: string) => number): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char.charCodeAt(0) < 128 || quotesAndDashes.test(char)) continue;
    sum += ofLetter(char, text[i - 1] ?? ' ', text[i + 1] ?? ' ');
  }
  return sum;
}
