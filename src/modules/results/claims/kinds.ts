import type { Locale } from '#platform/words/locales.ts';
import type { Token } from './tokens.ts';
import { languageFamily, lookFor } from './units.ts';

/** What kinds of events a sentence speaks of, most special first: a training of trainers is no plain training, a press conference no conference. Kinds as in `event.kind`. */
const kinds: Record<'en' | 'sr' | 'bg' | 'ro', [string, string][]> = {
  en: [
    ['training-of-trainers', 'training of trainers|trainings of trainers|training* for trainers|tot|tots|train-the-trainer*'],
    ['exchange-visit', 'exchange visit*|study visit*|study tour*'],
    ['exchange-event', 'event* for exchang*|exchange event*|exchange of experience*|exchange of practice*|exchanging experience*|exchange* of innovative*'],
    ['regional-presentation', 'regional presentation*'],
    ['press-conference', 'press conference*'],
    ['consultative-meeting', 'consultative meeting*|consultation meeting*|consultation*'],
    ['peer-review', 'peer review*|peer-review*'],
    ['institution-meeting', 'meetings held with|meetings with relevant|meetings with institutions'],
    ['conference', 'conference*'],
    ['workshop', 'workshop*'],
    ['seminar', 'seminar*|webinar*'],
    ['round-table', 'round table*|roundtable*|round-table*'],
    ['info-day', 'info day*|information day*|info session*|open day*'],
    ['camp', 'camp|camps|summer camp*'],
    ['training', 'training*'],
    ['meeting', 'meeting*'],
  ],
  sr: [
    ['training-of-trainers', 'obuk* za trener*|obuk* trener*|trening* za trener*|trening* trener*|tot'],
    ['exchange-visit', 'poset* razmen*|posjet* razmjen*|studijsk* poset*|studijsk* posjet*|studijsk* putovanj*'],
    ['exchange-event', 'razmen* iskust*|razmjen* iskust*|događaj* za razmen*|razmen* praks*'],
    ['regional-presentation', 'regionaln* prezentacij*|regionaln* predstavljanj*'],
    ['press-conference', 'konferencij* za medije|konferencij* za štampu|pres konferencij*|press konferencij*'],
    ['consultative-meeting', 'konsultativn* sastan*|konsultacij*'],
    ['peer-review', 'kolegijaln* procen*|vršnjačk* procen*'],
    ['conference', 'konferencij*'],
    ['workshop', 'radionic*'],
    ['seminar', 'seminar*|vebinar*'],
    ['round-table', 'okrugl* st*'],
    ['info-day', 'info dan*|informativn* dan*|info-dan*|dan* otvorenih vrata'],
    ['camp', 'kamp|kampa|kampu|kampom|kampovi|kampova|kampove|kampovima'],
    ['training', 'obuk*|trening*'],
    ['meeting', 'sastan*'],
  ],
  bg: [
    ['training-of-trainers', 'обучени* на обучител*|обучени* за обучител*|обучени* на треньор*|обучени* за треньор*'],
    ['exchange-visit', 'учебн* посещени*|посещени* за обмен*|обменн* посещени*'],
    ['exchange-event', 'обмян* на опит|размян* на опит|обмен на опит|събити* за обмен*|събити* за обмян*|събити* за размян*'],
    ['regional-presentation', 'регионалн* представян*|регионалн* презентаци*'],
    ['press-conference', 'пресконференци*'],
    ['consultative-meeting', 'консултативн* срещ*|консултаци*'],
    ['peer-review', 'партньорск* провер*|взаимн* преглед*'],
    ['conference', 'конференци*'],
    ['workshop', 'работилниц*|уъркшоп*'],
    ['seminar', 'семинар*|уебинар*'],
    ['round-table', 'кръгл* мас*'],
    ['info-day', 'информационн* ден|информационн* дни|инфо ден|инфодни|инфоден'],
    ['camp', 'лагер|лагера|лагери|лагерът|лагерите'],
    ['training', 'обучение|обучения|обучението|обученията'],
    ['meeting', 'срещ*'],
  ],
  ro: [
    ['training-of-trainers', 'formare de formator*|formare a formator*|formări de formator*|instruir* de formator*|instruir* a formator*|instruir* pentru formator*|instruir* ale formator*|training* pentru formator*'],
    ['exchange-visit', 'vizit* de studiu|vizit* de schimb'],
    ['exchange-event', 'schimb* de experienț*|schimb* de bune|eveniment* de schimb*'],
    ['regional-presentation', 'prezentăr* regional*|prezentare* regional*'],
    ['press-conference', 'conferinț* de presă'],
    ['consultative-meeting', 'ședinț* de consultare|întâlnir* consultativ*|consultăr*'],
    ['peer-review', 'evaluăr* colegial*|evaluare colegial*'],
    ['conference', 'conferinț*'],
    ['workshop', 'atelier*'],
    ['seminar', 'seminar*|webinar*'],
    ['round-table', 'mese rotunde|masă rotundă|mas* rotund*'],
    ['info-day', 'zi de informare|zile de informare|sesiun* de informare'],
    ['camp', 'tabără|tabere|taberei|taberele'],
    ['training', 'instruir*|training*|formare|formări'],
    ['meeting', 'întâlnir*|ședinț*|reuniun*'],
  ],
};

const compiled = Object.fromEntries(Object.entries(kinds).map(([language, list]) => [language, list.map(([kind, phrases]): [string, RegExp] => [kind, lookFor(phrases)])])) as Record<
  keyof typeof kinds,
  [string, RegExp][]
>;

export interface KindNamed {
  kind: string;
  start: number;
  end: number;
}

/** Where a sentence names kinds of events. A word that is part of a more special kind does not count again. */
export function eventKindsIn(tokens: readonly Token[], language: Locale): KindNamed[] {
  const found: KindNamed[] = [];
  for (let at = 0; at < tokens.length; ) {
    const ahead = tokens.slice(at, at + 6).map((token) => token.plain).join(' ');
    const hit = compiled[languageFamily(language)].map(([kind, pattern]) => ({ kind, text: pattern.exec(ahead)?.[0] })).find(({ text }) => text !== undefined);
    const length = hit ? hit.text!.split(' ').length : 1;
    if (hit) found.push({ kind: hit.kind, start: tokens[at]!.start, end: tokens[at + length - 1]!.end });
    at += length;
  }
  return found;
}

/** Each kind once, in the order of the text. */
export const kindsAmong = (named: readonly KindNamed[]): string[] => [...new Set(named.map(({ kind }) => kind))];

/** What was produced, as the breakdown key `output` of the facts names it. */
const outputs: [string, RegExp][] = (
  [
    ['recommendation', 'recommendation*|preporuk*|препорък*|recomand*'],
    ['study', 'study|studies|studij*|проучван*|изследван*|studi*|istraživanj*'],
    ['guidelines', 'guideline*|smernic*|smjernic*|насок*|ghid*'],
    ['analysis', 'analys*|analiz*|анализ*'],
    ['handbook', 'handbook*|manual*|priručni*|vodič*|наръчни*|ръководств*'],
    ['strategy', 'strateg*|стратеги*'],
    ['report', 'report*|izveštaj*|izvještaj*|доклад*|raport*|rapoart*'],
    ['publication', 'publication*|publikacij*|публикаци*|publicați*|brochure*'],
    ['plan', 'action plan*|akcion* plan*'],
    ['nomination', 'nomination*|nominacij*|prijav*|номинаци*|nominalizăr*'],
  ] as const
).map(([key, phrases]) => [key, lookFor(phrases)]);

export function outputAt(tokens: readonly Token[], at: number): string | null {
  const ahead = tokens.slice(at, at + 3).map((token) => token.plain).join(' ');
  return outputs.find(([, pattern]) => pattern.test(ahead))?.[0] ?? null;
}
