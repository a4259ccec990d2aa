/** Words of titles that tell which kind of event a list is of, and which part of a series. */
import { ordinalOf } from './calendar-words.ts';
import { plainWords } from './plain-words.ts';
import type { KindHint } from './shape.ts';

/** Tried in this order: the more special kinds first. Beginnings of folded words, joined by spaces. */
const kinds: [KindHint, string][] = [
  ['training-of-trainers', 'training of trainers|trainings of trainers|tot|obuka trenera|obuka za trenere|trening trenera|trening za trenere|trening za trenerice|обучение на обучители|обучение за обучители|обучение на обучаващи|formare de formatori|formare formatori|formarea formatorilor|instruirea formatorilor|instruire a formatorilor|train the trainer'],
  ['exchange-event', 'razmena iskustava|razmjena iskustava|razmena iskustva|razmena praksi|razmena dobrih praksi|dogadaj razmene|exchange event|exchange of experience|experience exchange|exchange visit|exchange meeting|обмен на опит|обмяна на опит|обмен на добри практики|schimb de experienta|schimb de bune practici|schimb de practici|обмен опытом'],
  ['study-visit', 'studijska poseta|studijsko putovanje|study visit|study tour|учебно посещение|работно посещение|vizita de studiu|vizită de studiu|ознакомительный визит'],
  ['regional-presentation', 'regionalna prezentacija|regionalne prezentacije|regional presentation|регионално представяне|регионална презентация|prezentare regionala|prezentarea regionala'],
  ['round-table', 'okrugli sto|okruglog stola|okrugli stol|round table|roundtable|кръгла маса|masa rotunda|masă rotundă|круглый стол'],
  ['info-day', 'info dan|infodan|info day|informativni dan|dan otvorenih vrata|информационен ден|инфо ден|инфоден|zi de informare|sesiune de informare|info sesija|info sastanak|informativna sesija|info session|information session|информационна среща|open day'],
  ['conference', 'konferencij|conference|conferint|конференци|conferinta|konferenc'],
  ['supervision', 'supervizij|supervision|супервизи|supervizare'],
  ['consultation', 'konsultacij|consultation|консултаци|consultare|consultari|javna rasprava|fokus grup|focus group|фокус груп'],
  ['camp', 'kamp|kampa|kampu|summer camp|лагер|letnja skola|letnji kamp'],
  ['workshop', 'radionic|workshop|работилниц|уъркшоп|atelier|atelierul|мастерская'],
  ['seminar', 'seminar|семинар|seminarul|webinar|vebinar|уебинар'],
  ['training', 'obuk|trening|training|edukacij|обучени|тренинг|formare|instruire|тренинг|школа за|instruir|curs|cursul|kurs|kursa|kursu|course|курс'],
  ['presentation', 'prezentacij|presentation|predstavljanj|представян|презентаци|prezentare|lansare|launch|promocij'],
  ['meeting', 'sastanak|sastanka|sastanku|sastanaka|meeting|meetings|sednic|skupstin|среща|заседани|събрание|събранието|sedint|intalnire|intruni|zavrsni dogadaj|koordinacij'],
];
const folded = kinds.map(([kind, words]) => [kind, words.split('|').map((phrase) => plainWords(phrase))] as const);

export function kindOf(text: string): KindHint | null {
  const words = plainWords(text);
  for (const [kind, phrases] of folded) {
    for (const phrase of phrases) {
      for (let at = 0; at + phrase.length <= words.length; at++) {
        if (phrase.every((word, index) => begins(words[at + index]!, word))) return kind;
      }
    }
  }
  return null;
}

/** Whether a single word belongs to the name of a kind: `razmena`, `trenera`, `dan`. */
export const isKindWord = (word: string): boolean => folded.some(([, phrases]) => phrases.some((phrase) => phrase.some((stem) => begins(word, stem))));

/** Short words must be whole (`kurs` is not Kuršumlija), longer ones may go on: `trening…`, `konferencij…`. */
const begins = (word: string, stem: string) => (stem.length < 6 && stem !== 'obuk' ? word === stem : word.startsWith(stem.replace(/[aeiou]$/, '')) && word.length - stem.length <= 5);

const cycleWords = plainWords('ciklus ciklusa циклус цикъл цикъла cycle cycles ciclu ciclul ciclului krug krugu krug kola runda round rundă кръг turnus modul modula module модул модула modulul modulului deo део dio part част partea etapa етапа етап фаза faza phase');

/** The number of a part of a series: `1st cycle`, `2. ciklus`, `модул 3`, `II ciclu`, `други циклус`, `Cycle 2`, `al doilea ciclu`; null when the text names none. */
export function cycleOf(text: string): number | null {
  const pieces = text.split(/[\s,;:()/_–—-]+/).filter(Boolean);
  for (const [index, piece] of pieces.entries()) {
    if (!cycleWords.includes(plainWords(piece)[0] ?? '')) continue;
    for (const near of [pieces[index - 1], pieces[index + 1]]) {
      const number = near === undefined ? null : ordinalOf(near);
      if (number !== null && number >= 1 && number <= 20) return number;
    }
  }
  return null;
}
