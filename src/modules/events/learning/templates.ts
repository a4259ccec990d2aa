/** Questionnaires to begin with, made from the fields of `templates/training-evaluation.json` (origin and licence beside it). Pure. */
import form from './templates/training-evaluation.json' with { type: 'json' };
import { in4, type Localised } from '#platform/words/localised.ts';
import type { Kind, Level, Question, QuestionKind } from './shape.ts';

type Words = readonly [srCyrl: string, bg: string, ro: string, en: string];
const options = (all: Readonly<Record<string, Words>>) => Object.entries(all).map(([id, words]) => ({ id, titles: in4(...words) }));

const fields = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.id, field.label as Localised] as const)));
const ask = (id: string, kind: QuestionKind, level: Level, more: Partial<Question> = {}): Question => ({ id, kind, titles: fields.get(id)!, level, required: false, options: [], right: [], ...more });

/** How often, in the order of the form's own list. */
const frequencies = options({
  never: ['никада', 'никога', 'niciodată', 'never'],
  once: ['једном', 'веднъж', 'o dată', 'once'],
  monthly: ['сваког месеца', 'всеки месец', 'în fiecare lună', 'every month'],
  weekly: ['сваке недеље', 'всяка седмица', 'în fiecare săptămână', 'every week'],
  daily: ['сваког дана', 'всеки ден', 'în fiecare zi', 'every day'],
});
const barriers = options({
  none: ['ништа', 'нищо', 'nimic', 'nothing'],
  time: ['недостатак времена', 'липса на време', 'lipsa de timp', 'lack of time'],
  support: ['изостала подршка руководства', 'липса на подкрепа от ръководството', 'lipsa de susținere a conducerii', 'no support from the management'],
  means: ['недостатак средстава или опреме', 'липса на средства или оборудване', 'lipsa de mijloace sau de echipament', 'lack of money or equipment'],
  rules: ['прописи и поступци', 'правила и процедури', 'reguli și proceduri', 'rules and procedures'],
  fit: ['не одговара мом послу', 'не подхожда на работата ми', 'nu se potrivește cu munca mea', 'it does not fit my work'],
});
const changes = options({
  none: ['нема промене', 'няма промяна', 'nicio schimbare', 'no change'],
  new: ['нова услуга', 'нова услуга', 'un serviciu nou', 'a new service'],
  licensed: ['услуга је лиценцирана', 'услугата е лицензирана', 'serviciul a fost acreditat', 'the service was licensed'],
  standard: ['испуњен је стандард', 'изпълнен е стандарт', 'a fost îndeplinit un standard', 'a standard was met'],
  other: ['друга промена', 'друга промяна', 'altă schimbare', 'another change'],
});

const knowledge: Question = {
  id: 'knowledge', kind: 'scale', level: 2, required: false, options: [], right: [],
  titles: in4('Колико добро познајете тему обуке?', 'Колко добре познавате темата на обучението?', 'Cât de bine cunoașteți tema instruirii?', 'How well do you know the subject of the training?'),
};
const confidence: Question = {
  id: 'confidence', kind: 'scale', level: 2, required: false, options: [], right: [],
  titles: in4('Колико сте сигурни да то можете да примените?', 'Колко сте сигурни, че можете да го приложите?', 'Cât de sigur(ă) sunteți că puteți aplica?', 'How sure are you that you can apply it?'),
};

/** The questions a questionnaire of this kind begins with. A test asks before and after the same; its questions with right answers are about the training and are written by whoever holds it. */
export const templates: Readonly<Record<Kind, readonly Question[]>> = {
  test: [knowledge, confidence],
  end: [
    ...(['overall', 'objectives', 'relevance', 'trainers', 'methods', 'materials', 'organisation'] as const).map((id) => ask(id, 'scale', 1)),
    ask('most_useful', 'text', 1), ask('to_improve', 'text', 1), ask('intend', 'text', 1),
  ],
  later: [
    ask('relevance', 'scale', 3), ask('frequency', 'choice', 3, { options: frequencies }), ask('applied', 'text', 3), ask('barriers', 'several', 3, { options: barriers }),
    {
      id: 'cascade', kind: 'number', level: 3, required: false, options: [], right: [],
      titles: in4('Колико сте људи сами даље обучили?', 'Колко души обучихте самите вие?', 'Câte persoane ați instruit dumneavoastră mai departe?', 'How many people have you trained yourself since?'),
    },
    {
      id: 'cascade_events', kind: 'number', level: 3, required: false, options: [], right: [],
      titles: in4('На колико обука сте то чинили?', 'На колко обучения?', 'La câte instruiri?', 'At how many trainings?'),
    },
    // The form asks for a file; a file would say whose it is, so it is asked in words.
    {
      id: 'evidence', kind: 'text', level: 3, required: false, options: [], right: [],
      titles: in4('По чему се то види (документ, запис, број)? Без имена, молимо.', 'По какво се вижда това (документ, запис, число)? Моля, без имена.', 'Prin ce se vede acest lucru (un document, o consemnare, o cifră)? Fără nume, vă rugăm.', 'What shows it (a document, a record, a figure)? No names, please.'),
    },
    ask('service_change', 'several', 4, { options: changes }), ask('clients_change', 'text', 4),
  ],
};
