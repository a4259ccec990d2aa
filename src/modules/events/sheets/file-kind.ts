/** What a file really is, told by its first bytes: names lie, and `.xls` files are often web pages. */
export type FileKind = 'zip' | 'old-excel' | 'encrypted' | 'flat-ods' | 'text' | 'pdf' | 'picture' | 'webpage' | 'document' | 'other';

const bytesOf = (hex: string) => Buffer.from(hex, 'hex');
const signatures: [Buffer, FileKind][] = [
  [bytesOf('504b0304'), 'zip'],
  [bytesOf('504b0506'), 'zip'],
  [Buffer.from('%PDF'), 'pdf'],
  [Buffer.from('{\\rtf'), 'document'],
  [bytesOf('89504e47'), 'picture'],
  [bytesOf('ffd8ff'), 'picture'],
  [Buffer.from('GIF8'), 'picture'],
  [bytesOf('49492a00'), 'picture'],
  [bytesOf('4d4d002a'), 'picture'],
  [bytesOf('0908'), 'old-excel'],
  [bytesOf('0904'), 'old-excel'],
  [bytesOf('09000400'), 'old-excel'],
  [bytesOf('09020600'), 'old-excel'],
];
const compoundFile = bytesOf('d0cf11e0a1b11ae1');

export function fileKind(bytes: Uint8Array): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, 8).equals(compoundFile)) return compoundKind(buffer);
  for (const [signature, kind] of signatures) if (buffer.subarray(0, signature.length).equals(signature)) return kind;
  // ISO base media: HEIC photographs of a paper list, and videos.
  if (buffer.subarray(4, 8).toString('latin1') === 'ftyp') return 'picture';
  const start = buffer.subarray(0, 4_000).toString('utf8').replace(/^\ufeff/, '').trimStart();
  if (/^<(\?xml|!--)/.test(start) && /<office:document[\s>]/.test(start)) return 'flat-ods';
  if (/^<(\?xml|\?mso-application|Workbook)/.test(start) && /urn:schemas-microsoft-com:office:spreadsheet/.test(start)) return 'old-excel';
  if (/^<(!doctype html|html|head|table|meta|body|div|\?xml)/i.test(start)) return 'webpage';
  return looksLikeText(buffer) ? 'text' : 'other';
}

/** The old container of Microsoft Office holds many things; its directory names them in UTF-16. */
function compoundKind(buffer: Buffer): FileKind {
  const holds = (name: string) => buffer.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return 'encrypted';
  if (holds('Workbook') || holds('Book')) return 'old-excel';
  return holds('WordDocument') ? 'document' : 'other';
}

/** Text has hardly any control characters; UTF-16 without a mark has zeros on one side only. */
function looksLikeText(buffer: Buffer): boolean {
  const sample = buffer.subarray(0, 8_000);
  if (/^(fffe|feff)/.test(sample.subarray(0, 2).toString('hex'))) return true;
  let control = 0;
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) {
    if (byte === 0) zeros[i % 2]!++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control++;
  }
  const oneSided = Math.max(...zeros) > sample.length / 8 && Math.min(...zeros) < Math.max(...zeros) / 4;
  return control * 100 < sample.length && (zeros[0]! + zeros[1]! === 0 || oneSided);
}
