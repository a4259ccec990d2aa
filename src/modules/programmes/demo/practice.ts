import { in4 } from '#platform/words/localised.ts';
import type { DemoProgramme } from './shape.ts';

const result = in4('Резултат', 'Резултат', 'Rezultat', 'Result');
const people = in4('Особе', 'Хора', 'Persoane', 'People');
const organisations = in4('ОЦД', 'Граждански организации', 'OSC-uri', 'CSOs');
const municipalities = in4('Општине и градови', 'Общини', 'Municipalități', 'Municipalities');
const figures = (series: string[]) => [
  { titles: people, query: { method: 'people' as const, where: {}, series } },
  { titles: organisations, query: { method: 'organisations' as const, where: { organisationTypes: ['cso'] }, series } },
  { titles: municipalities, query: { method: 'municipalities' as const, where: {}, series, mixRelations: true } },
];

/** An empty programme to import six participants' lists into: real days and venues, made-up people. */
export const practice: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'practice',
    titles: in4('Програм за вежбу: шест листа учесника', 'Програма за упражнение: шест присъствени списъка', 'Program de exercițiu: șase liste de participanți', 'Practice programme: six participants’ lists'),
    shortNames: in4('Вежба', 'Упражнение', 'Exercițiu', 'Practice'),
    startsOn: '2021-10',
    endsOn: '2022-09',
    status: 'implementation',
    isPractice: true,
    organisations: [{ organisation: 'csp', role: 'implementer' }],
    places: [{ placeId: 'RS', relation: 'works-in' }],
    summary: in4(
      'Овде се вежба увоз листа учесника. Шест радних свезака је неуредно као и стварне листе, а сви људи и организације у њима су измишљени.',
      'Тук се упражнява внасяне на присъствени списъци. Шестте работни книги са объркани като истинските списъци, а всички хора и организации в тях са измислени.',
      'Aici se exersează importul listelor de participanți. Cele șase registre sunt la fel de dezordonate ca listele reale, iar toate persoanele și organizațiile din ele sunt inventate.',
      'This is where importing participants’ lists is practised. The six workbooks are as untidy as real lists; all people and organisations in them are made up.',
    ),
    source: { title: null, language: null },
  },
  framework: [
    { tier: result, titles: in4('Размена искустава', 'Обмен на опит', 'Schimb de experiență', 'Exchange of experiences'), indicators: figures(['exchange']) },
    {
      tier: result,
      titles: in4('Обука тренера', 'Обучение на обучители', 'Formare de formatori', 'Training of trainers'),
      indicators: [
        ...figures(['tot']),
        { titles: in4('Особе које су биле на оба дела обуке', 'Хора, участвали и в двете части', 'Persoane prezente la ambele părți', 'People who came to both parts'), query: { method: 'completed-people', where: {}, series: ['tot'] } },
      ],
    },
    { tier: result, titles: in4('Регионалне презентације', 'Регионални представяния', 'Prezentări regionale', 'Regional presentations'), indicators: figures(['presentations']) },
    {
      tier: result,
      titles: in4('Цео програм', 'Цялата програма', 'Întregul program', 'The whole programme'),
      indicators: [
        { titles: people, query: { method: 'people', where: {} }, disaggregation: ['sex', 'municipality'] },
        { titles: in4('Учешћа', 'Участия', 'Participări', 'Participations'), query: { method: 'participations', where: {} } },
        { titles: in4('Организације', 'Организации', 'Organizații', 'Organisations'), query: { method: 'organisations', where: {} }, disaggregation: ['organisation-type'] },
        { titles: municipalities, query: { method: 'municipalities', where: {}, mixRelations: true } },
      ],
    },
  ],
  series: [
    { key: 'exchange', kind: 'exchange-event', titles: in4('Догађаји за размену искустава', 'Събития за обмен на опит', 'Evenimente de schimb de experiență', 'Events for exchanging experiences'), events: [] },
    { key: 'tot', kind: 'training-of-trainers', isCycle: true, completion: { of: 'events', share: 100 }, titles: in4('Циклус обуке тренера', 'Цикъл обучение на обучители', 'Ciclul de formare de formatori', 'Cycle of training of trainers'), events: [] },
    { key: 'presentations', kind: 'regional-presentation', titles: in4('Регионалне презентације', 'Регионални представяния', 'Prezentări regionale', 'Regional presentations'), events: [] },
  ],
};
