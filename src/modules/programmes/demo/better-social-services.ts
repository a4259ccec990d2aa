import { in4 } from '#platform/words/localised.ts';
import type { DemoProgramme } from './shape.ts';

const objectiveTier = in4('Циљ', 'Цел', 'Obiectiv', 'Objective');
const objectives = [
  'Consolidarea capacităților a 60 de OSC-uri active în domeniul social în dezvoltarea și implementarea serviciilor sociale inovative bazate pe nevoile individuale ale persoanelor cu dizabilități mintale și copiilor din grupurile vulnerabile',
  'Oferirea suportului tehnic și financiar OSC-urilor pentru implementarea a cel puțin 30 de proiecte concentrate pe dezvoltarea serviciilor sociale comunitare inovative dezvoltate la nivel local, în parteneriat cu autoritățile publice',
  'Facilitarea dialogului și acordarea suportului la stabilirea unui parteneriat între OSC-urile implementatoare de grant-uri și autorități în scopul de a dezvolta servicii comunitare durabile',
] as const;
const activities = [
  'Desfășurarea unui program de instruire în domeniul dezvoltării serviciilor sociale durabile pentru cel puțin 60 de OSC-uri la nivel național',
  'Susținerea OSC-urilor în construirea parteneriatelor cu autoritățile publice în dezvoltarea și prestarea serviciilor sociale pentru persoanele cu dizabilități și copii din grupuri vulnerabile',
  'Consolidarea capacităților instituționale ale OSC–urilor implementatoare de granturi în scopul asigurării calității managementului proiectelor',
  'Mentorat și suport pentru OSC-urile implementatoare de granturi în dezvoltarea serviciilor sociale durabile de comun acord cu autoritățile publice',
  'Contribuirea la dezvoltarea și implementarea unei Strategii comune de Comunicare și Media a OSC-urilor',
] as const;

/** Project page in Romanian; it names no implementer. */
export const betterSocialServices: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'better-social-services',
    titles: in4(
      'Боље социјалне услуге кроз трајно партнерство цивилног друштва и власти',
      'По-добри социални услуги чрез трайно партньорство между гражданското общество и властта',
      'Servicii sociale mai bune printr-un parteneriat durabil dintre societatea civilă și guvern',
      'Better social services through a sustainable partnership between civil society and government',
    ),
    shortNames: in4('Боље социјалне услуге', 'По-добри социални услуги', 'Servicii sociale mai bune', 'Better social services'),
    startsOn: '2018-02',
    endsOn: '2021-01',
    budget: 205349,
    currency: 'EUR',
    status: 'closed',
    organisations: [
      { organisation: 'eu', role: 'funder' },
      { organisation: 'soros', role: 'funder' },
      { organisation: 'apscf', role: 'partner' },
      { organisation: 'aopd', role: 'partner' },
    ],
    places: [{ placeId: 'MD', relation: 'works-in' }],
    summary: in4(
      'Оснаживање организација цивилног друштва (ОЦД) да заговарају и примењују иновативна решења за социјалну укљученост особа са менталним инвалидитетом и деце из угрожених група, у партнерству са локалним властима.',
      'Повишаване на капацитета на организациите на гражданското общество да предлагат и прилагат иновативни решения за социално включване на хора с ментални увреждания и деца от уязвими групи, в партньорство с местните власти.',
      'capacitarea organizațiilor societății civile (OSC) în promovarea și implementarea soluțiilor inovative în scopul promovării incluziunii sociale a persoanelor cu dizabilități mintale și copiilor din grupurile vulnerabile, în parteneriat cu autoritățile publice locale (APL).',
      'Enabling civil society organisations (CSOs) to promote and carry out innovative solutions for the social inclusion of persons with mental disabilities and of children from vulnerable groups, in partnership with local public authorities.',
    ),
    targetGroups: [
      in4('Особе са менталним инвалидитетом', 'Хора с ментални увреждания', 'Persoane cu dizabilități mintale', 'Persons with mental disabilities'),
      in4('Деца из угрожених група', 'Деца от уязвими групи', 'Copii din grupurile vulnerabile', 'Children from vulnerable groups'),
    ],
    objectives: [
      in4(
        'Јачање капацитета 60 ОЦД активних у социјалној области за развој и пружање иновативних социјалних услуга по потребама сваке особе са менталним инвалидитетом и сваког детета из угрожених група',
        'Укрепване на капацитета на 60 граждански организации, активни в социалната област, да развиват и предоставят иновативни социални услуги според индивидуалните нужди на хората с ментални увреждания и децата от уязвими групи',
        objectives[0],
        'Strengthening the capacities of 60 CSOs active in the social field to develop and provide innovative social services based on the individual needs of persons with mental disabilities and children from vulnerable groups',
      ),
      in4(
        'Техничка и финансијска подршка ОЦД за остваривање најмање 30 пројеката усмерених на иновативне социјалне услуге у заједници, развијене на локалном нивоу у партнерству са властима',
        'Техническа и финансова подкрепа на граждански организации за изпълнение на поне 30 проекта за иновативни социални услуги в общността, развити на местно равнище в партньорство с властите',
        objectives[1],
        'Providing technical and financial support to CSOs for at least 30 projects on innovative community social services developed locally, in partnership with public authorities',
      ),
      in4(
        'Олакшавање дијалога и подршка успостављању партнерства између ОЦД које спроводе грантове и власти, ради развоја трајних услуга у заједници',
        'Улесняване на диалога и подкрепа за партньорство между организациите, изпълняващи грантове, и властите с цел трайни услуги в общността',
        objectives[2],
        'Facilitating dialogue and supporting partnerships between CSOs that carry out grants and the authorities, in order to develop sustainable community services',
      ),
    ],
    activities: [
      in4(
        'Програм обуке о развоју трајних социјалних услуга за најмање 60 ОЦД на националном нивоу',
        'Програма за обучение по развитие на трайни социални услуги за поне 60 граждански организации на национално равнище',
        activities[0],
        'A training programme in developing sustainable social services for at least 60 CSOs nationally',
      ),
      in4(
        'Подршка ОЦД у изградњи партнерстава са властима у развоју и пружању социјалних услуга за особе са инвалидитетом и децу из угрожених група',
        'Подкрепа на граждански организации за изграждане на партньорства с властите при развитието и предоставянето на социални услуги за хора с увреждания и деца от уязвими групи',
        activities[1],
        'Supporting CSOs in building partnerships with public authorities in developing and providing social services for persons with disabilities and children from vulnerable groups',
      ),
      in4(
        'Јачање институционалних капацитета ОЦД које спроводе грантове ради квалитетног управљања пројектима',
        'Укрепване на институционалния капацитет на организациите, изпълняващи грантове, за качествено управление на проекти',
        activities[2],
        'Strengthening the institutional capacities of CSOs that carry out grants, to assure the quality of project management',
      ),
      in4(
        'Менторство и подршка ОЦД које спроводе грантове у развоју трајних социјалних услуга, у договору са властима',
        'Менторство и подкрепа за организациите, изпълняващи грантове, при развитието на трайни социални услуги, съгласувано с властите',
        activities[3],
        'Mentoring and support for CSOs that carry out grants in developing sustainable social services, by common accord with public authorities',
      ),
      in4(
        'Допринос развоју и примени заједничке стратегије ОЦД за комуникацију и медије',
        'Принос към разработването и прилагането на обща стратегия на гражданските организации за комуникация и медии',
        activities[4],
        'Contributing to a joint communication and media strategy of the CSOs and to its implementation',
      ),
    ],
    source: { title: 'Pagina proiectului „Servicii sociale mai bune printr-un parteneriat durabil dintre societatea civilă și guvern”', language: 'ro' },
  },
  framework: [
    {
      tier: objectiveTier,
      titles: in4('Оснажене ОЦД', 'Организации с повишен капацитет', 'OSC-uri cu capacități consolidate', 'CSOs with strengthened capacities'),
      indicators: [
        {
          titles: in4('ОЦД чији су капацитети ојачани', 'Граждански организации с укрепен капацитет', 'OSC-uri cu capacități consolidate', 'CSOs whose capacities were strengthened'),
          query: { method: 'organisations', where: { organisationTypes: ['cso'], eventKinds: ['training'] } },
          population: in4('ОЦД активне у социјалној области', 'граждански организации, активни в социалната област', 'OSC-uri active în domeniul social', 'CSOs active in the social field'),
          disaggregation: ['municipality'],
          targets: [
            { comparator: 'exactly', value: 60, sourceSentence: `${objectives[0]};`, sourceSection: 'Obiectivele proiectului, 1', sourceLanguage: 'ro' },
            { comparator: 'at-least', value: 60, sourceSentence: `${activities[0]};`, sourceSection: 'Activități principale, 1', sourceLanguage: 'ro' },
          ],
        },
      ],
    },
    {
      tier: objectiveTier,
      titles: in4('Пројекти услуга у заједници', 'Проекти за услуги в общността', 'Proiecte de servicii comunitare', 'Community service projects'),
      indicators: [
        {
          titles: in4('Подржани пројекти', 'Подкрепени проекти', 'Proiecte susținute', 'Projects supported'),
          query: { method: 'outputs', where: { breakdown: { output: 'project' } } },
          population: in4(
            'пројекти иновативних социјалних услуга у заједници, у партнерству са властима',
            'проекти за иновативни социални услуги в общността, в партньорство с властите',
            'proiecte de servicii sociale comunitare inovative, în parteneriat cu autoritățile publice',
            'projects on innovative community social services, in partnership with public authorities',
          ),
          targets: [{ comparator: 'at-least', value: 30, sourceSentence: `${objectives[1]};`, sourceSection: 'Obiectivele proiectului, 2', sourceLanguage: 'ro' }],
        },
      ],
    },
    {
      tier: objectiveTier,
      titles: in4('Партнерства са властима', 'Партньорства с властите', 'Parteneriate cu autoritățile', 'Partnerships with the authorities'),
      indicators: [
        {
          titles: in4('Партнерства ОЦД и власти', 'Партньорства между организации и власти', 'Parteneriate între OSC-uri și autorități', 'Partnerships between CSOs and authorities'),
          query: { method: 'outputs', where: { breakdown: { output: 'partnership' } } },
        },
      ],
    },
  ],
};
