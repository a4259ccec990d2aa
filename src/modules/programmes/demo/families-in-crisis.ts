import { in4 } from '#platform/words/localised.ts';
import type { DemoEvidence, DemoProgramme, DemoSeries } from './shape.ts';

/** Sentences of the news page, word for word. */
const said = {
  exchange1: 'The first event for exchanging experiences was held in Leskovac (30-31/03/2022), with the participation of 21 participants from 10 CSOs with seats in 9 cities and municipalities (Leskovac, Belgrade, Niš, Dimitrovgrad, Pirot, Prokuplje, Ivanjica, Vranje, Bojnik).',
  exchange2:
    'The second event for exchanging experiences and practices was held in Novi Sad (4-5/05/2022), gathering 20 participants from 5 CSOs, and representatives of 8 LSUs (Belgrade, Novi Sad, Raška, Zrenjanin, Aranđelovac, Šabac, Stara Pazova, Loznica).',
  tot: 'The cycle of two ToTs was held in Belgrade, 26-27 May and 16-17 June 2022. The training was attended by 20 CSO representatives from 12 CSOs operating within the territory of 11 LSUs in Serbia (Kula, Belgrade, Niš, Šabac, Vranje, Brus, Bela Palanka, Dimitrovgrad, Pirot, Ivanjica, Bojnik).',
  kragujevac:
    'The event in Kragujevac gathered 25 representatives from 11 municipalities and cities (Kragujevac, Knić, Rača, Brus, Rakovac, Aranđelovac, Belgrade, Velika Plana, Batočina, Lapovo, Loznica), while the project results were presented in Leskovac to 27 representatives of 10 LSUs (Leskovac, Pirot, Bojnik, Prokuplje, Vranje, Bela Palanka, Niš, Belgrade, Babušnica, Dimitrovgrad).',
  held: 'The regional presentations were held on 29 June in Kragujevac, and on 30 June 2022 in Leskovac.',
};
const published = '2022-09-22';
const list = (place: string) => place.split(', ');

const series: DemoSeries[] = [
  {
    key: 'exchange',
    kind: 'exchange-event',
    titles: in4('Догађаји за размену искустава и иновативних пракси', 'Събития за обмен на опит и иновативни практики', 'Evenimente de schimb de experiență și de practici inovative', 'Events for exchanging experiences and innovative practices'),
    events: [
      {
        key: 'exchange-1',
        titles: in4('Први догађај за размену искустава, Лесковац', 'Първо събитие за обмен на опит, Лесковац', 'Primul eveniment de schimb de experiență, Leskovac', 'First event for exchanging experiences, Leskovac'),
        days: ['2022-03-30', '2022-03-31'],
        venue: 'Leskovac',
        sentence: said.exchange1,
      },
      {
        key: 'exchange-2',
        titles: in4('Други догађај за размену искустава, Нови Сад', 'Второ събитие за обмен на опит, Нови Сад', 'Al doilea eveniment de schimb de experiență, Novi Sad', 'Second event for exchanging experiences, Novi Sad'),
        days: ['2022-05-04', '2022-05-05'],
        venue: 'Novi Sad',
        sentence: said.exchange2,
      },
    ],
  },
  {
    key: 'tot',
    kind: 'training-of-trainers',
    // "A cycle of two training of trainers events": one training in two parts, for the same people.
    isCycle: true,
    titles: in4('Циклус обуке тренера', 'Цикъл обучение на обучители', 'Ciclul de formare de formatori', 'Cycle of training of trainers'),
    events: [
      {
        key: 'tot-1',
        titles: in4('Обука тренера, први део, Београд', 'Обучение на обучители, първа част, Белград', 'Formare de formatori, partea întâi, Belgrad', 'Training of trainers, first part, Belgrade'),
        days: ['2022-05-26', '2022-05-27'],
        venue: 'Belgrade',
        sentence: said.tot,
      },
      {
        key: 'tot-2',
        titles: in4('Обука тренера, други део, Београд', 'Обучение на обучители, втора част, Белград', 'Formare de formatori, partea a doua, Belgrad', 'Training of trainers, second part, Belgrade'),
        days: ['2022-06-16', '2022-06-17'],
        venue: 'Belgrade',
        sentence: said.tot,
      },
    ],
  },
  {
    key: 'presentations',
    kind: 'regional-presentation',
    titles: in4('Регионалне презентације', 'Регионални представяния', 'Prezentări regionale', 'Regional presentations'),
    events: [
      { key: 'presentation-1', titles: in4('Регионална презентација у Крагујевцу', 'Регионално представяне в Крагуевац', 'Prezentarea regională de la Kragujevac', 'Regional presentation in Kragujevac'), days: ['2022-06-29'], venue: 'Kragujevac', sentence: said.held },
      { key: 'presentation-2', titles: in4('Регионална презентација у Лесковцу', 'Регионално представяне в Лесковац', 'Prezentarea regională de la Leskovac', 'Regional presentation in Leskovac'), days: ['2022-06-30'], venue: 'Leskovac', sentence: said.held },
    ],
  },
];

const evidence: DemoEvidence[] = [
  {
    kind: 'reported-list', on: '2022-03-30', event: 'exchange-1', relation: 'seat', near: 'RS-L-70726', sentence: said.exchange1,
    places: list('Leskovac, Belgrade, Niš, Dimitrovgrad, Pirot, Prokuplje, Ivanjica, Vranje, Bojnik'),
  },
  { kind: 'reported-figure', on: '2022-03-30', event: 'exchange-1', what: 'person', value: 21, sentence: said.exchange1 },
  { kind: 'reported-figure', on: '2022-03-30', event: 'exchange-1', what: 'organisation', organisationType: 'cso', value: 10, sentence: said.exchange1 },
  {
    kind: 'reported-list', on: '2022-05-04', event: 'exchange-2', relation: 'represents', near: 'RS-L-80284', sentence: said.exchange2,
    places: list('Belgrade, Novi Sad, Raška, Zrenjanin, Aranđelovac, Šabac, Stara Pazova, Loznica'),
  },
  { kind: 'reported-figure', on: '2022-05-04', event: 'exchange-2', what: 'person', value: 20, sentence: said.exchange2 },
  { kind: 'reported-figure', on: '2022-05-04', event: 'exchange-2', what: 'organisation', organisationType: 'cso', value: 5, sentence: said.exchange2 },
  // The page gives one list for the training as a whole, so it stands at the series and not at one of its two events.
  {
    kind: 'reported-list', on: '2022-05-26', series: 'tot', relation: 'works-in', near: 'RS-L-79014', sentence: said.tot,
    places: list('Kula, Belgrade, Niš, Šabac, Vranje, Brus, Bela Palanka, Dimitrovgrad, Pirot, Ivanjica, Bojnik'),
  },
  { kind: 'reported-figure', on: '2022-05-26', series: 'tot', what: 'person', value: 20, sentence: said.tot },
  { kind: 'reported-figure', on: '2022-05-26', series: 'tot', what: 'organisation', organisationType: 'cso', value: 12, sentence: said.tot },
  {
    kind: 'reported-list', on: '2022-06-29', event: 'presentation-1', relation: 'represents', near: 'RS-L-70645', sentence: said.kragujevac,
    places: list('Kragujevac, Knić, Rača, Brus, Rakovac, Aranđelovac, Belgrade, Velika Plana, Batočina, Lapovo, Loznica'),
  },
  { kind: 'reported-figure', on: '2022-06-29', event: 'presentation-1', what: 'person', value: 25, sentence: said.kragujevac },
  {
    kind: 'reported-list', on: '2022-06-30', event: 'presentation-2', relation: 'represents', near: 'RS-L-70726', sentence: said.kragujevac,
    places: list('Leskovac, Pirot, Bojnik, Prokuplje, Vranje, Bela Palanka, Niš, Belgrade, Babušnica, Dimitrovgrad'),
  },
  { kind: 'reported-figure', on: '2022-06-30', event: 'presentation-2', what: 'person', value: 27, sentence: said.kragujevac },
  { kind: 'output', on: published, output: 'study', count: 1, sentence: '1 study' },
  // "Overall": their sum, or general ones beside the others? The page does not say, so the three stand apart.
  { kind: 'output', on: published, output: 'recommendation', count: 10, theme: 'overall', sentence: '10 overall recommendations for improving the social welfare of families with children in crisis situations' },
  { kind: 'output', on: published, output: 'recommendation', count: 6, theme: 'financial-handouts', level: 'national-and-local', sentence: '6 recommendations in the field of financial handouts, at the national and local level' },
  { kind: 'output', on: published, output: 'recommendation', count: 10, theme: 'social-welfare-services', level: 'national-and-local', sentence: '10 recommendations in the field of social welfare services, at the national and local level' },
];

const result = in4('Резултат', 'Резултат', 'Rezultat', 'Result');

/** Final news page in English, 22 September 2022. It states no targets, and its figures contradict its own lists. */
export const familiesInCrisis: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'families-in-crisis',
    titles: in4(
      'Подршка породицама са децом у кризним ситуацијама',
      'Подкрепа за семейства с деца в кризисни ситуации',
      'Sprijin pentru familiile cu copii în situații de criză',
      'Support to Families with Children in Crisis Situations',
    ),
    shortNames: in4('Породице у кризи', 'Семейства в криза', 'Familii în criză', 'Families in crisis'),
    startsOn: '2021-10',
    endsOn: '2022-09',
    status: 'closed',
    organisations: [
      { organisation: 'csp', role: 'implementer' },
      { organisation: 'btd', role: 'funder' },
      { organisation: 'usaid', role: 'funder' },
    ],
    places: [{ placeId: 'RS', relation: 'works-in' }],
    targetGroups: [in4('Породице са децом', 'Семейства с деца', 'Familii cu copii', 'Families with children'), in4('Организације цивилног друштва и јединице локалне самоуправе', 'Организации на гражданското общество и местни самоуправления', 'Organizații ale societății civile și autorități locale', 'Civil society organisations and local self-government units')],
    summary: in4(
      'Положај породица са децом у Србији током пандемије болести COVID-19 био је изузетно тежак. Због кризе у низу јединица локалне самоуправе (ЈЛС) услуге социјалне заштите уопште нису биле доступне угроженим групама и становништву, а породице са децом остале су по страни, препуштене саме себи у борби са изазовима епидемије. Управо тим проблемом бавио се пројекат Подршка породицама са децом у кризним ситуацијама, који је спровео Центар за социјалну политику (ЦСП) од октобра 2021. до септембра 2022, уз финансијску подршку Балканског фонда за демократију (BTD) и Америчке агенције за међународни развој (USAID).',
      'Положението на семействата с деца в Сърбия беше изключително тежко по време на пандемията от COVID-19. Заради кризата в редица местни самоуправления социалните услуги изобщо не бяха достъпни за уязвимите групи и за населението, а семействата с деца останаха встрани, оставени сами да се справят с предизвикателствата на епидемията. Тъкмо върху този проблем беше насочен проектът „Подкрепа за семейства с деца в кризисни ситуации“, изпълнен от Центъра за социална политика от октомври 2021 г. до септември 2022 г. с финансовата подкрепа на Балканския тръст за демокрация и Американската агенция за международно развитие.',
      'Situația familiilor cu copii din Serbia a fost extrem de vulnerabilă în timpul pandemiei de COVID-19. Din cauza crizei, într-o serie de unități ale administrației locale serviciile sociale nu au fost deloc disponibile grupurilor vulnerabile și populației, iar familiile cu copii au fost lăsate deoparte, singure în fața dificultăților epidemiei. Tocmai asupra acestei probleme s-a concentrat proiectul Sprijin pentru familiile cu copii în situații de criză, realizat de Centrul pentru Politică Socială din octombrie 2021 până în septembrie 2022, cu sprijinul financiar al Fondului Balcanic pentru Democrație și al Agenției SUA pentru Dezvoltare Internațională.',
      'The status of families with children in Serbia was extremely vulnerable during the COVID-19 pandemic. As a result of the crisis, social welfare services in a number of local self-government units (LSU) were not available at all to the vulnerable groups and population in general, while families with children were left to the side and to their own devices to combat the challenges brought about by the epidemic. This problem was precisely the focus of the Support to Families with Children in Crisis Situations project implemented by the Center for Social Policy (CSP) from October 2021 to September 2022, with financial support from the Balkan Trust for Democracy (BTD) and US Agency for International Development (USAID).',
    ),
    activities: [
      in4(
        'Спроведено је кабинетско истраживање о положају породица са децом током кризе изазване пандемијом болести COVID-19.',
        'Проведено е документално проучване на положението на семействата с деца по време на кризата с COVID-19.',
        'A fost realizată o cercetare documentară privind situația familiilor cu copii în timpul crizei COVID-19.',
        'Desk research was conducted on the status of families with children during the COVID-19 crisis.',
      ),
      in4(
        'Прикупљени су примери добре праксе и изазова, као и студије о доступности права и услуга породицама са децом током пандемије корона вируса.',
        'Събрани са примери за добри практики и предизвикателства, както и проучвания за достъпа на семействата с деца до права и услуги по време на пандемията.',
        'Au fost adunate exemple de bune practici și de dificultăți, precum și studii privind accesul familiilor cu copii la drepturi și servicii în timpul pandemiei.',
        'Examples of good practices and challenges were collected along with studies regarding access to rights and services for families with children during the corona virus pandemic.',
      ),
      in4(
        'Одржана су два догађаја за размену искустава и иновативних пракси са представницима организација цивилног друштва (ОЦД).',
        'Проведени са две събития за обмен на опит и иновативни практики с представители на организации на гражданското общество.',
        'Au avut loc două evenimente de schimb de experiență și de practici inovative cu reprezentanți ai organizațiilor societății civile (OSC).',
        'Two events for exchanging experiences and innovative practices were held with representatives of civil society organisations (CSO).',
      ),
      in4(
        'Одржан је циклус од два догађаја обуке тренера у оквиру активности оснаживања изабраних ОЦД.',
        'Проведен е цикъл от две събития за обучение на обучители в рамките на дейностите за укрепване на избраните организации.',
        'A avut loc un ciclu de două evenimente de formare de formatori, ca parte a activităților de consolidare a OSC-urilor selectate.',
        'A cycle of two training of trainers events (ToT) was held as part of the activities for empowering the selected CSOs.',
      ),
      in4(
        'Резултати пројектних активности и налази представљени су на две регионалне презентације, уз учешће представника ОЦД и ЈЛС.',
        'Резултатите от дейностите и събраните данни са представени на две регионални представяния с участието на представители на организации и местни самоуправления.',
        'Rezultatele activităților și constatările au fost prezentate la două prezentări regionale, cu participarea reprezentanților OSC-urilor și ai administrațiilor locale.',
        'The results of the achieved project activities and findings collected during project implementation were presented at two regional presentations attended by CSO and LSU representatives.',
      ),
    ],
    source: { title: 'News – Successful Completion of the “Support to Families With Children in Crisis Situations” Project', language: 'en', publishedOn: published },
  },
  framework: [
    {
      tier: result,
      titles: in4('Размена искустава и иновативних пракси', 'Обмен на опит и иновативни практики', 'Schimb de experiență și de practici inovative', 'Exchange of experiences and innovative practices'),
      indicators: [
        { titles: in4('Догађаји за размену', 'Събития за обмен', 'Evenimente de schimb', 'Exchange events'), query: { method: 'events', where: {}, series: ['exchange'] } },
        { titles: in4('Учесници догађаја за размену', 'Участници в събитията за обмен', 'Participanți la evenimentele de schimb', 'Participants of exchange events'), query: { method: 'participations', where: {}, series: ['exchange'] } },
        { titles: in4('ОЦД на догађајима за размену', 'Граждански организации на събитията за обмен', 'OSC-uri la evenimentele de schimb', 'CSOs at exchange events'), query: { method: 'organisations', where: { organisationTypes: ['cso'] }, series: ['exchange'] } },
        // The page adds seats and representatives as if they were one thing; the mixture is declared, so that every page prints it.
        {
          titles: in4('ЈЛС обухваћене догађајима за размену', 'Местни самоуправления, обхванати от събитията за обмен', 'Unități administrativ-teritoriale cuprinse în evenimentele de schimb', 'LSUs covered by exchange events'),
          query: { method: 'municipalities', where: {}, series: ['exchange'], mixRelations: true },
        },
      ],
    },
    {
      tier: result,
      titles: in4('Обука тренера', 'Обучение на обучители', 'Formare de formatori', 'Training of trainers'),
      indicators: [
        { titles: in4('Циклуси обуке тренера', 'Цикли на обучение на обучители', 'Cicluri de formare de formatori', 'Cycles of training of trainers'), query: { method: 'cycles', where: {}, series: ['tot'] } },
        { titles: in4('Учесници обуке тренера', 'Участници в обучението на обучители', 'Participanți la formarea de formatori', 'Participants of the training of trainers'), query: { method: 'participations', where: {}, series: ['tot'] } },
        { titles: in4('ОЦД оснажене обуком тренера', 'Граждански организации, укрепени чрез обучението', 'OSC-uri consolidate prin formarea de formatori', 'CSOs empowered by the training of trainers'), query: { method: 'organisations', where: { organisationTypes: ['cso'] }, series: ['tot'] } },
        { titles: in4('ЈЛС обухваћене обуком тренера', 'Местни самоуправления, обхванати от обучението', 'Unități administrativ-teritoriale cuprinse în formarea de formatori', 'LSUs covered by the training of trainers'), query: { method: 'municipalities', where: { relations: ['works-in'] }, series: ['tot'] } },
      ],
    },
    {
      tier: result,
      titles: in4('Регионалне презентације резултата', 'Регионални представяния на резултатите', 'Prezentări regionale ale rezultatelor', 'Regional presentations of results'),
      indicators: [
        { titles: in4('Регионалне презентације', 'Регионални представяния', 'Prezentări regionale', 'Regional presentations'), query: { method: 'events', where: {}, series: ['presentations'] } },
        { titles: in4('Учесници регионалних презентација', 'Участници в регионалните представяния', 'Participanți la prezentările regionale', 'Participants of regional presentations'), query: { method: 'participations', where: {}, series: ['presentations'] } },
        { titles: in4('ЈЛС обухваћене презентацијама', 'Местни самоуправления, обхванати от представянията', 'Unități administrativ-teritoriale cuprinse în prezentări', 'LSUs covered by regional presentations'), query: { method: 'municipalities', where: { relations: ['represents'] }, series: ['presentations'] } },
      ],
    },
    {
      tier: result,
      titles: in4('Цео пројекат', 'Целият проект', 'Întregul proiect', 'The whole project'),
      indicators: [
        { titles: in4('ЈЛС обухваћене пројектом', 'Местни самоуправления, обхванати от проекта', 'Unități administrativ-teritoriale cuprinse în proiect', 'LSUs covered by the project'), query: { method: 'municipalities', where: {}, mixRelations: true } },
        { titles: in4('Учешћа на догађајима', 'Участия в събитията', 'Participări la evenimente', 'Participations in events'), query: { method: 'participations', where: {} } },
        { titles: in4('Студије', 'Проучвания', 'Studii', 'Studies'), query: { method: 'outputs', where: { breakdown: { output: 'study' } } } },
        { titles: in4('Препоруке', 'Препоръки', 'Recomandări', 'Recommendations'), query: { method: 'outputs', where: { breakdown: { output: 'recommendation' } } } },
      ],
    },
  ],
  series,
  evidence,
};
