import { intlTag, type Locale } from '#platform/words/locales.ts';
import type { WordKey } from '#platform/words/translate.ts';
import type { Method, Relation } from '../shape.ts';
import { plain, type Token } from './tokens.ts';

/** What a noun beside a number counts. Words: `wordOfUnit`. */
export const unitNames = [
  'person', 'cso', 'institution', 'organisation', 'municipality', 'community', 'region', 'event', 'cycle', 'day', 'output',
  'project', 'initiative', 'service', 'club', 'family', 'network', 'grant', 'agreement', 'nomination', 'practice', 'duration',
] as const;
export type UnitName = (typeof unitNames)[number];

/** How a unit is counted from facts; units that are not here cannot be counted from evidence yet. */
export const methodOf: Partial<Record<UnitName, { method: Method; organisationTypes?: string[] }>> = {
  person: { method: 'people' },
  cso: { method: 'organisations', organisationTypes: ['cso'] },
  institution: { method: 'organisations', organisationTypes: ['public-institution'] },
  organisation: { method: 'organisations' },
  municipality: { method: 'municipalities' },
  community: { method: 'municipalities' },
  event: { method: 'events' },
  cycle: { method: 'cycles' },
  day: { method: 'event-days' },
  output: { method: 'outputs' },
  nomination: { method: 'outputs' },
};

const saidAsMethod: Partial<Record<UnitName, Method>> = { organisation: 'organisations', municipality: 'municipalities', event: 'events', cycle: 'cycles', day: 'event-days' };

/** The key of a unit's word; what is counted by a method of the same name has that method's word. */
export function wordOfUnit(unit: UnitName): WordKey {
  const method = saidAsMethod[unit];
  return (method ? `claims.method_${method}` : `claims.unit_${unit}`) as WordKey;
}

/**
 * The nouns, per language, most telling first. `*` stands for any ending; several words must follow each other. Serbian stands once, in Latin letters.
 * Terms and acronyms of the field: LSU, ЈЛС, НПО, OSC, APL …
 */
const nouns: Record<'en' | 'sr' | 'bg' | 'ro', [UnitName, string][]> = {
  en: [
    ['cso', 'cso|csos|ngo|ngos|civil society organisation*|civil society organization*|non-governmental organisation*|non-governmental organization*|nongovernmental organi*|association|associations'],
    ['municipality', 'lsu|lsus|lsg|lsgs|lsgu|lsgus|municipality|municipalities|city|cities|town|towns|local self-government*|local self-governments|local government*|local authorit*'],
    ['event', 'press conference*|round table*|roundtable*|tot|tots|training of trainers|training*|event|events|workshop*|seminar*|meeting|meetings|conference|conferences|presentation|presentations|visit|visits|session|sessions|forum|forums|webinar*|lecture*|info day*|information day*|camp|camps|summer camp*'],
    ['cycle', 'cycle|cycles'],
    ['output', 'study|studies|recommendation*|guideline*|analysis|analyses|handbook*|manual|manuals|publication*|report|reports|brochure*|strategy|strategies|action plan*'],
    ['institution', 'institution|institutions|centre* for social work|center* for social work|csw|csws|ministry|ministries|school|schools|kindergarten*'],
    ['person', 'participant*|representative*|professional|professionals|practitioner*|activist*|expert|experts|specialist*|trainer|trainers|teacher*|volunteer*|worker|workers|staff|people|person|persons|woman|women|man|men|girl|girls|boy|boys|child|children|parent|parents|student*|pupil*|beneficiar*|user|users|attendee*|delegate*|citizen*|individual|individuals|returnee*|mentor|mentors|official|officials|employee*|caregiver*'],
    ['organisation', 'organisation*|organization*|partner|partners|provider*'],
    ['community', 'community|communities'],
    ['region', 'region|regions|district|districts|countr*'],
    ['network', 'network|networks|coalition*|alliance*'],
    ['project', 'project|projects'],
    ['initiative', 'initiative|initiatives'],
    ['service', 'service|services'],
    ['club', 'club|clubs'],
    ['family', 'family|families|household*'],
    ['grant', 'grant|grants|sub-grant*|subgrant*'],
    ['agreement', 'agreement*|memorandum*|memoranda|partnership*'],
    ['nomination', 'nomination*'],
    ['practice', 'practice|practices|example|examples'],
    ['duration', 'month|months|year|years|week|weeks|hour|hours|minute|minutes'],
    ['day', 'day|days'],
  ],
  sr: [
    ['cso', 'ocd*|nvo*|organizacij* civilnog društva|nevladin* organizacij*|udruženj*|udruga|udruge|udrugama'],
    ['municipality', 'jls|jedinic* lokaln* samouprav*|lokaln* samouprav*|gradsk* opštin*|opštin*|općin*|grad|grada|gradu|gradom|gradovi|gradova|gradove|gradovima'],
    ['event', 'konferencij* za medije|konferencij* za štampu|okrugl* st*|događaj*|obuk*|trening|treninga|treninzi|treninge|radionic*|seminar*|sastan*|konferencij*|prezentacij*|predstavljanj*|poset*|posjet*|skup|skupa|skupova|skupovi|susret*|sednic*|sesij*|tribin*|vebinar*|razmen*|info dan*|informativn* dan*|kamp|kampa|kampovi|kampova'],
    ['cycle', 'ciklus*'],
    ['output', 'studij*|preporuk*|smernic*|smjernic*|vodič*|priručni*|analiz*|publikacij*|izveštaj*|izvještaj*|strategij*|istraživanj*|akcion* plan*'],
    ['institution', 'ustanov*|institucij*|cent* za socijalni rad|csr|ministarst*|škola|škole|školama|vrtić*'],
    ['person', 'učesni*|polazni*|predstavnik|predstavnika|predstavnici|predstavnike|predstavnicima|predstavnic*|stručnja*|profesional*|aktivist*|osob*|ljudi|ljude|lica|lice|žena|žene|muškar*|dece|deca|decu|djece|djeca|djecu|dete|deteta|devojčic*|dečak*|roditelj*|korisni*|trener|trenera|treneri|volonter*|radnik|radnika|radnici|radnike|radnic*|građan*|povratni*|učenik*|učenic*|student*|edukator*|mentor*|delegat*|mladih|službeni*|zaposlen*'],
    ['organisation', 'organizacij*|partner|partnera|partneri|pružalac|pružaoca|pružalaca|pružaoci'],
    ['community', 'zajednic*'],
    ['region', 'region|regiona|regioni|regionu|regionima|okrug*|država|države'],
    ['network', 'mreža|mreže|mrežu|mrežama'],
    ['project', 'projekat|projekt*'],
    ['initiative', 'inicijativ*'],
    ['service', 'usluga|usluge|uslugu|uslugama'],
    ['club', 'klub*'],
    ['family', 'porodic*|obitelj*|domaćinst*'],
    ['grant', 'grant|granta|grantova|grantovi'],
    ['agreement', 'sporazum*|memorandum*|partnerst*'],
    ['nomination', 'nominacij*|prijav*'],
    ['practice', 'praksa|prakse|praksi|primer|primera|primeri|primjer*'],
    ['duration', 'mesec*|mjesec*|godin*|sat|sata|sati|čas|časa|časova|nedelj*|minut*'],
    ['day', 'dan|dana|dani|danima'],
  ],
  bg: [
    ['cso', 'нпо|нсо|юлнц|неправителствен* организаци*|нестопанск* организаци*|граждански организации|граждански структури|организации на гражданското общество|сдружени*'],
    ['municipality', 'община|общини|общината|общините|град|града|градове|градовете|местни власти|местни администрации'],
    ['event', 'пресконференци*|кръгл* мас*|събити*|обучение|обучения|обучението|обученията|семинар*|работилниц*|уъркшоп*|среща|срещи|срещите|срещата|конференци*|представян*|презентаци*|посещени*|заседани*|форум*|уебинар*|сесия|сесии|информационн* ден|информационн* дни|лагер|лагера|лагери'],
    ['cycle', 'цикъл*|цикли*'],
    ['output', 'проучван*|изследван*|препорък*|насок*|ръководство|ръководства|наръчни*|анализ*|публикаци*|доклад*|стратеги*'],
    ['institution', 'институци*|дирекци*|учреждени*|училищ*|детски градини|министерств*'],
    ['person', 'участник|участника|участници|участниците|участничк*|представител|представители|представителя|представителите|специалист*|експерт*|активист*|хора|хората|човека|души|лица|лицата|жена|жени|жените|мъж|мъже|мъжете|дете|деца|децата|бебе|бебета|младеж*|девойк*|момич*|момч*|родител*|потребител*|доброволц*|обучител|обучители|обучителя|граждани|служител*|осиновител*|настойни*|приемни родител*|професионалист*|психолог*|логопед*|лекар*|работник|работници|учител*|ученик|ученици|студент*|ментор*'],
    ['organisation', 'организаци*|партньор|партньори|партньора|доставчи*'],
    ['community', 'общност*'],
    ['region', 'област|области|областите|регион*|държави'],
    ['network', 'мрежа|мрежи|мрежите'],
    ['project', 'проект*'],
    ['initiative', 'инициатив*'],
    ['service', 'услуга|услуги|услугите|услугата'],
    ['club', 'клуб*'],
    ['family', 'семейств*|домакинств*'],
    ['grant', 'грант*'],
    ['agreement', 'споразумени*|меморандум*|партньорств*'],
    ['nomination', 'номинаци*'],
    ['practice', 'практик*|пример*'],
    ['duration', 'месец*|годин*|час|часа|часове|седмиц*|минут*'],
    ['day', 'ден|дни|дена|дните'],
  ],
  ro: [
    ['cso', 'osc*|ong*|organizați* ale societății civile|organizați* neguvernamental*|organizați* obștești|asociații|asociație|asociațiile|asociațiilor'],
    ['municipality', 'apl|apl-*|uat|unități administrativ-teritoriale|autorități publice locale|autorităților publice locale|localitat*|localităț*|primări*|municipi*|oraș|orașe|orașelor|comună|comune|comunelor|raion|raioane|raioanelor'],
    ['event', 'conferinț* de presă|mese rotunde|masă rotundă|eveniment*|instruir*|training*|atelier*|seminar*|ședinț*|întâlnir*|întîlnir*|reuniun*|conferinț*|prezentăr*|prezentare|prezentarea|vizită|vizite|vizitelor|sesiun*|forum*|webinar*|formări|zi de informare|zile de informare|tabără|tabere'],
    ['cycle', 'ciclu*'],
    ['output', 'studi*|recomand*|ghid|ghiduri|ghidul|analiz*|manual|manuale|publicați*|raport|rapoarte|strategi*'],
    ['institution', 'instituți*|minister*|școli|școală|grădinițe|centre de plasament'],
    ['person', 'participan*|reprezentan*|profesionist|profesioniști|specialist|specialiști*|expert|experți|activist|activiști|persoan*|oameni|femei|femeie|bărbați|bărbat|copil|copii|copiilor|părin*|beneficiar*|utilizator*|voluntar*|formator*|lucrător*|asistenți|asistent|tineri*|cetățeni|funcționar*|angajați|angajat|cursan*|elevi|studenți|mentori|mentor'],
    ['organisation', 'organizați*|partener|parteneri|partenerii|prestator*'],
    ['community', 'comunitat*|comunităț*'],
    ['region', 'regiun*|țări|județ*'],
    ['network', 'rețea|rețele|rețelele'],
    ['project', 'proiect*'],
    ['initiative', 'inițiativ*'],
    ['service', 'serviciu|servicii|serviciile|serviciilor'],
    ['club', 'club|cluburi'],
    ['family', 'famil*|gospodări*'],
    ['grant', 'grant|grant-*|granturi*'],
    ['agreement', 'acord|acorduri|memorandum*|parteneriat*'],
    ['nomination', 'nominalizăr*'],
    ['practice', 'practici|practică|exemple|exemplu'],
    ['duration', 'lună|luni|ani|an|ore|oră|săptămân*|minute'],
    ['day', 'zi|zile|zilele'],
  ],
};

/** A pattern of the lexicons as one that looks at plain words joined by single spaces, from where it is asked. */
export const lookFor = (phrases: string): RegExp =>
  new RegExp(`^(?:${phrases.split('|').map((phrase) => phrase.trim().split(' ').map((word) => escaped(plain(word.replace('*', '\u0000'))).replace('\u0000', "[\\p{L}'-]*")).join(' ')).join('|')})(?= |$)`, 'u');

const escaped = (text: string) => text.replace(/[.^$+?()[\]{}|\\]/g, '\\$&');

export const languageFamily = (language: Locale): 'en' | 'sr' | 'bg' | 'ro' => intlTag[language].slice(0, 2) as 'en' | 'sr' | 'bg' | 'ro';

const compiled = Object.fromEntries(Object.entries(nouns).map(([language, list]) => [language, list.map(([unit, phrases]): [UnitName, RegExp] => [unit, lookFor(phrases)])])) as Record<keyof typeof nouns, [UnitName, RegExp][]>;

export interface Noun {
  unit: UnitName;
  /** Index of its first token and of the one after the last. */
  from: number;
  to: number;
}

/** The unit noun that begins at token `at`, or null. */
export function nounAt(tokens: readonly Token[], at: number, language: Locale): Noun | null {
  const ahead = tokens.slice(at, at + 6).map((token) => token.plain).join(' ');
  for (const [unit, pattern] of compiled[languageFamily(language)]) {
    const found = pattern.exec(ahead)?.[0];
    if (found !== undefined) return { unit, from: at, to: at + found.split(' ').length };
  }
  return null;
}

const seats = lookFor('seat*|based in|headquarter*|sediš*|sjediš*|седалищ*|sediu*|sedii*');
const works = lookFor('operating|operate*|working in|working within|active in|territory|koj* rad*|koj* delu*|deluj*|na teritoriji|teritorij*|работещ*|действащ*|територия*|activ* în|activează|teritoriul*');
const stands = lookFor('representative*|represent*|predstavni*|predstavlja*|представител*|reprezentan*|reprezint*');

/** How the municipalities of a sentence stand to what is counted, by the words before their number: the nearest one decides. */
export function relationBefore(tokens: readonly Token[], at: number): Relation | null {
  for (let back = at - 1; back >= Math.max(0, at - 8); back--) {
    const ahead = tokens.slice(back, back + 3).map((token) => token.plain).join(' ');
    if (seats.test(ahead)) return 'seat';
    if (works.test(ahead)) return 'works-in';
    if (stands.test(ahead)) return 'represents';
  }
  return null;
}
