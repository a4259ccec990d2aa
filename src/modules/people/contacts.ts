/** Telephones and e-mails in one form, so that two ways of writing one number are seen to be one. */

/** Country codes of the three countries and their neighbours; longer codes do not begin like shorter ones. */
const countryCodes = ['381', '359', '373', '382', '387', '389', '385', '386', '383', '355', '380', '40', '36', '30'];

/**
 * The national significant number of every telephone in a cell: `062/227053`, `+381 62 227053`, `00381-62-227-053` and
 * a number whose leading zero Excel swallowed are all `62227053`. Texts with fewer than six digits are no telephone.
 */
export function phonesIn(text: string | null | undefined): string[] {
  if (!text) return [];
  const found = text
    .split(/[,;|\n]|\s\/\s|\s(?:i|и|și|and)\s/u)
    .flatMap((part) => twoInOne(part))
    .map(significant)
    .filter((digits) => digits.length >= 6 && digits.length <= 12);
  return [...new Set(found)];
}

/** `064/1234567/011222333`: a slash may stand inside a number and between two. A number has eight digits at least. */
function twoInOne(part: string): string[] {
  const pieces = part.split('/');
  const digits = (text: string[]) => text.join('').replace(/\D/g, '').length;
  if (digits(pieces) < 16) return [part];
  for (let i = 1; i < pieces.length; i++) {
    const [one, other] = [pieces.slice(0, i), pieces.slice(i)];
    if (digits(one) >= 8 && digits(other) >= 8 && digits(one) <= 13) return [one.join('/'), ...twoInOne(other.join('/'))];
  }
  return [part];
}

function significant(text: string): string {
  const marked = /^\s*(\+|00)/.test(text);
  // "(0)" stands for the trunk zero that is not dialled after a country code; an extension is not part of the number.
  let digits = text.replace(/\(0\)/g, '').replace(/\b(lok|лок|ext|int|вътр)\b.*$/iu, '').replace(/\D/g, '').replace(/^00/, '');
  const code = countryCodes.find((code) => digits.startsWith(code));
  if (code && (marked || (digits.length >= 11 && !text.trim().startsWith('0')))) digits = digits.slice(code.length);
  return digits.replace(/^0+/, '');
}

/** Letters of the Cyrillic keyboard that slip into an address and look right. */
const twins: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', ј: 'j', к: 'k', м: 'm', т: 't', н: 'h', в: 'b', і: 'i' };

/** Every e-mail address in a cell, in small letters: `LAZAR.ALARGIC@EXAMPLE.RS` → `lazar.alargic@example.rs`. */
export function emailsIn(text: string | null | undefined): string[] {
  if (!text) return [];
  const plain = text
    .toLowerCase()
    .replace(/[Ѐ-ӿ]/g, (letter) => twins[letter] ?? letter)
    .replace(/\s*(\[at\]|\(at\)|\[a\]|@)\s*/g, '@');
  return [...new Set(plain.match(/[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+/gu) ?? [])];
}

/** Offices share these; such an address says which organisation, not which person. */
const shared =
  /^(?:(?:info|office|kontakt|contact|pisarnica|mail|email|admin|sekretar|sekretarijat|direktor|ured|kancelarija|anticamera|cancelaria|recepcija|hello|team)(?:[._-].*|\d*)|(?:csr|dsp|daspf|opstina|obshtina|primaria|udruzenje|sdruzhenie|centar|gradskauprava)[a-z\d._-]*)@/;

/** True for `office@…`, `csr.brus@…`: an address that several people sign in with. */
export const isSharedEmail = (email: string): boolean => shared.test(email);

/** Words of a name that an address is made of: `uros.mirkovic@…` → `uros`, `mirkovic`. */
export function wordsOfEmail(email: string): string[] {
  const local = email.split('@', 1)[0]!;
  return local.split(/[._+-]|\d+/).filter((word) => word.length >= 2);
}
