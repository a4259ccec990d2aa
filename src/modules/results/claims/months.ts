/** The months of five languages with the endings that dates use, January first. Bulgarian, Serbian and Romanian days take the nominative or the genitive. */
const forms = [
  'januar(?:a|u)?|siječ(?:anj|nja)|јануар(?:а|у)?|януари|ianuarie|january|jan|јан|ян|ian',
  'februar(?:a|u)?|veljač[ae]|фебруар(?:а|у)?|февруари|februarie|february|feb|феб|фев',
  'mart(?:a|u)?|ožuj(?:ak|ka)|март(?:а|у)?|martie|march|mar|мар',
  'april(?:a|u)?|trav(?:anj|nja)|април(?:а|у)?|aprilie|apr|апр',
  'maj(?:a|u)?|svib(?:anj|nja)|мај(?:а|у)?|май|mai(?!\\s+(?:mul[tț]|pu[tț]in|mar[ei]|mic|bun|vul|s[eă]))|may',
  'jun(?:a|u|i)?|lip(?:anj|nja)|јун(?:а|у|и)?|юни|iunie|june|iun',
  'jul(?:a|u|i)?|srp(?:anj|nja)|јул(?:а|у|и)?|юли|iulie|july|iul',
  'avgust(?:a|u)?|kolovoz(?:a)?|август(?:а|у)?|august|aug|avg|авг',
  'septemb(?:ar|ra|ru)|ruj(?:an|na)|септемб(?:ар|ра|ру)|септември|septembrie|september|sept?|септ?',
  'oktob(?:ar|ra|ru)|listopad(?:a)?|октоб(?:ар|ра|ру)|октомври|octombrie|october|okt|oct|окт',
  'novemb(?:ar|ra|ru)|studen(?:i|oga?)|новемб(?:ар|ра|ру)|ноември|noiembrie|november|nov|noi|нов|ноем?',
  'decemb(?:ar|ra|ru)|prosin(?:ac|ca)|децемб(?:ар|ра|ру)|декември|decembrie|december|dec|dek|дец|дек',
];

/** Matches any month name; to be put into a larger pattern with the flags `iu`. */
export const monthPattern = `(?<!\\p{L})(?:${forms.join('|')})(?!\\p{L})`;

const each = forms.map((form) => new RegExp(`^(?:${form})$`, 'iu'));

/** 1 to 12, or null for a word that is no month. */
export function monthOf(word: string): number | null {
  const at = each.findIndex((form) => form.test(word));
  return at < 0 ? null : at + 1;
}
