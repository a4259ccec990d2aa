/**
 * Names in other scripts in plain Latin letters, for comparing only. Letter by letter, after the romanisations of BGN/PCGN (Cyrillic,
 * Greek ELOT 743, Arabic, Hebrew, Georgian 2002, Armenian) and Hepburn (katakana), without their marks. Scripts that do not write by
 * letters (Chinese) or that need more than a table (Devanagari, Khmer) stay as they are: two names in them can still be compared.
 */

/** `letters` beside `latin`, position by position; `-` stands for a letter that leaves no trace. */
const table = (letters: string, latin: string): [string, string][] => {
  const says = latin.split(' ');
  return letters.split(' ').map((letter, i) => [letter, says[i] === '-' ? '' : says[i]!]);
};

const letters = new Map<string, string>([
  ...table('а б в г ґ ғ ѓ д ђ е ё є ж з ѕ и і ї й ј к қ ќ л љ м н њ ң о ө п р с т ћ у ў ұ ү ф х ҳ һ ц ч џ ш щ ъ ы ь э ю я ә ѝ', 'a b v g g g g d dj e e e zh z dz i i i i j k k k l l m n n n o o p r s t ch u u u u f h h h ts ch dz sh shch - i - e iu ia a i'),
  ...table('α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω', 'a v g d e z i th i k l m n x o p r s s t y f h ps o'),
  ...table('ا أ إ آ ى ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ک گ ل م ن ه ة و ؤ ي ی ئ ء پ چ ژ', 'a a i a a b t th j h h d dh r z s sh s d t z a gh f q k k g l m n h a u u i i i - p ch zh'),
  ...table('א ב ג ד ה ו ז ח ט י כ ך ל מ ם נ ן ס ע פ ף צ ץ ק ר ש ת', 'a b g d h u z h t i k k l m m n n s a p f ts ts k r sh t'),
  ...table('ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ', 'a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch h j h'),
  ...table('ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ և', 'a b g d e z e y t zh i l h ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev'),
  ...table('ア イ ウ エ オ カ キ ク ケ コ ガ ギ グ ゲ ゴ サ シ ス セ ソ ザ ジ ズ ゼ ゾ タ チ ツ テ ト ダ デ ド ナ ニ ヌ ネ ノ', 'a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to da de do na ni nu ne no'),
  ...table('ハ ヒ フ ヘ ホ バ ビ ブ ベ ボ パ ピ プ ペ ポ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ヲ ン ヴ ー ッ', 'ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa o n vu - -'),
  ...table('đ ð ł ø ß æ œ ı ħ ŋ þ ə', 'd d l o ss ae oe i h ng th a'),
]);

/** Lower case, Latin where a table says so; marks that stand over Latin, Cyrillic and Greek letters are left out, those of other scripts are letters. */
export function toPlainLatin(text: string): string {
  const composed = text.normalize('NFKC').toLowerCase();
  if (/^[\x00-\x7f]*$/.test(composed)) return composed;
  return composed
    .replace(/[^\x00-\x7f]/g, (letter) => letters.get(letter) ?? letter)
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]\p{M}*)\p{M}/gu, '')
    .replace(/[^\x00-\x7f]/g, (letter) => letters.get(letter) ?? letter)
    .normalize('NFC');
}
