const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Bytes as multibase base58btc (`z…`); every leading zero byte is one `1`. Source: W3C Controlled Identifiers 1.0, 2.4. */
export function toBase58(bytes: Uint8Array): string {
  let number = 0n;
  let zeros = 0;
  for (const byte of bytes) {
    number = number * 256n + BigInt(byte);
    if (number === 0n) zeros++;
  }
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text;
  return `z${'1'.repeat(zeros)}${text}`;
}

/** @returns null for what is not multibase base58btc */
export function fromBase58(text: string): Uint8Array | null {
  // A signature has 64 bytes, some 88 letters; nothing here is longer than a few hundred.
  if (!/^z[1-9A-HJ-NP-Za-km-z]{1,400}$/.test(text)) return null;
  let number = 0n;
  for (const letter of text.slice(1)) number = number * 58n + BigInt(alphabet.indexOf(letter));
  const bytes: number[] = [];
  for (; number > 0n; number /= 256n) bytes.unshift(Number(number % 256n));
  const zeros = /^1*/.exec(text.slice(1))![0].length;
  return Uint8Array.from([...Array<number>(zeros).fill(0), ...bytes]);
}
