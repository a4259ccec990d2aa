import { in4 } from '#platform/words/localised.ts';
import type { DemoProgramme } from './shape.ts';

const expectedResult = in4('Очекивани резултат', 'Очакван резултат', 'Rezultat așteptat', 'Expected result');
const capacityEvents = ['training', 'consultative-meeting', 'peer-review'];
const results = [
  'Increased Capacities of 320 professionals and activists from MODS (Network of Organisations for Children in Serbia) – CSOs working with/for vulnerable for networking, use of social media, public advocacy and monitoring of child-oriented model of community networking.',
  'Developed local networks of representatives of CSOs and public institutions working with/for vulnerable children in 5 communities (Knjaževac, Pirot, Novi Sad, Užice, Kruševac) for development and implementation of adequate community service provision based on a child-oriented model.',
  'Comprehensive guidelines on child-oriented model of community networking are developed.',
  'National promotion of the child-oriented model of community networking – two press conferences organised, National conference organized for 60 participants, Guidelines on child-oriented model of community networking presented to national stakeholders (10 meetings held with relevant national institutions).',
] as const;
const objective =
  'The project activities will directly target 210 professionals and 45 institutions and organisations working at the local level by trainings on use of social media, monitoring and advocacy, consultative meetings, peer reviews, comprehensive research on child welfare reform and stakeholders’ cooperation, creation of guidelines for child-oriented model of community and networking.';
const inResult = (sentence: string, number: number) => ({ sourceSentence: sentence, sourceSection: `Expected results, ${number}`, sourceLanguage: 'en' });
const inObjectives = { sourceSentence: objective, sourceSection: 'Programme/Project objectives', sourceLanguage: 'en' };

/** Project fiche in English. Its "Sectors" are empty and it names no implementer. */
export const childOrientedModel: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'child-oriented-model',
    titles: in4('Умрежавање за модел у заједници усмерен на дете', 'Изграждане на мрежи за модел в общността, насочен към детето', 'Crearea de rețele pentru un model comunitar centrat pe copil', 'Networking for Community Child-Oriented model'),
    subtitles: in4(
      'ПРОГРАМ ПОДРШКЕ ЦИВИЛНОМ ДРУШТВУ 2012, тема 3: јачање капацитета на локалном нивоу',
      'ПРОГРАМА „МЕХАНИЗЪМ ЗА ГРАЖДАНСКОТО ОБЩЕСТВО“ 2012, тема 3: изграждане на капацитет на местно равнище',
      'PROGRAMUL „FACILITATEA PENTRU SOCIETATEA CIVILĂ” 2012, tema 3: consolidarea capacităților la nivel local',
      'CIVIL SOCIETY FACILITY PROGRAMME 2012 Theme 3: Capacity building at the local level',
    ),
    shortNames: in4('Модел усмерен на дете', 'Модел, насочен към детето', 'Model centrat pe copil', 'Child-oriented model'),
    funding: {
      programme: in4('Програм подршке цивилном друштву', 'Програма „Механизъм за гражданското общество“', 'Programul „Facilitatea pentru societatea civilă”', 'Civil Society Facility Programme'),
      year: 2012,
      theme: '3',
      title: in4('Јачање капацитета на локалном нивоу', 'Изграждане на капацитет на местно равнище', 'Consolidarea capacităților la nivel local', 'Capacity building at the local level'),
    },
    startsOn: '2013-11',
    endsOn: '2015-03',
    budget: 92609.25,
    currency: 'EUR',
    status: 'closed',
    organisations: [{ organisation: 'mods', role: 'target' }],
    places: [
      { placeId: 'RS-L-79014', relation: 'seat' },
      ...['RS-L-70602', 'RS-L-70939', 'RS-L-80284', 'RS-L-71145', 'RS-L-70670'].map((placeId) => ({ placeId, relation: 'works-in' as const })),
    ],
    targetGroups: [
      in4(
        'Угрожена деца којој су потребне услуге у заједници (роми, деца са сметњама у развоју, деца која живе или раде на улици, жртве трговине људима, повратници по реадмисији и друга), посебно из 5 изабраних заједница.',
        'Уязвими деца, които имат нужда от услуги в общността (роми, деца с увреждания, деца на улицата, жертви на трафик, върнати по реадмисия и др.), особено от 5 избрани общности.',
        'Copii vulnerabili care au nevoie de servicii comunitare (romi, copii cu dizabilități, copii ai străzii, victime ale traficului, persoane returnate prin readmisie etc.), în special din 5 comunități selectate.',
        'Vulnerable children in need of community services (Roma, CWD, street involved children, victims of trafficking, returnees from readmission, etc.), especially from 5 selected communities.',
      ),
    ],
    summary: in4(
      'Акција даје модел сарадње и умрежавања пре свега локалних актера ради бољег положаја угрожене деце. Приступ полази од процене потреба угрожених појединаца и заснива се на сарадњи по мери заједнице. Обухвата свеобухватно истраживање реформе социјалне заштите деце и израду водича за модел заједнице и умрежавања усмерен на дете.',
      'Действието предлага модел за сътрудничество и работа в мрежа, преди всичко на местните участници, за подобряване на положението на уязвимите деца. Подходът изхожда от оценка на нуждите на уязвимите хора и се основава на сътрудничество според общността. Включва цялостно проучване на реформата в закрилата на детето и създаване на насоки за насочен към детето модел на общност и мрежа.',
      'Acțiunea oferă un model de colaborare și de lucru în rețea, în primul rând al actorilor locali, pentru îmbunătățirea situației copiilor vulnerabili. Abordarea pornește de la evaluarea nevoilor persoanelor vulnerabile și se bazează pe o colaborare adaptată comunității. Ea cuprinde o cercetare amplă privind reforma protecției copilului și elaborarea unui ghid pentru un model de comunitate și de rețea centrat pe copil.',
      'The Action provides a model of collaboration and networking of primarily local stakeholders for the improvement of the position of vulnerable children. The approach is designed according to assessment of needs of vulnerable individuals; based on community tailored collaboration. It involves a comprehensive research on child welfare reform and the creation of guidelines for a child-oriented model of community and networking.',
    ),
    objectives: [
      in4(
        'Акција одговара на неке од изазова у вези са улогом ОЦД у текућој реформи социјалне заштите и развоју услуга у заједници за угрожену децу.',
        'Действието отговаря на някои от предизвикателствата пред ролята на организациите на гражданското общество в текущата реформа на социалната закрила и в развитието на услуги в общността за уязвими деца.',
        'Acțiunea răspunde unora dintre provocările privind rolul OSC-urilor în reforma actuală a asistenței sociale și în dezvoltarea serviciilor comunitare pentru copiii vulnerabili.',
        'The Action responds to some of the challenges regarding the role of CSOs in the current social welfare reform and development of community services for vulnerable children.',
      ),
      in4(
        'Модел усмерен на дете је модел сарадње и умрежавања пре свега локалних актера ради бољег положаја угрожене деце.',
        'Моделът, насочен към детето, е модел за сътрудничество и работа в мрежа, преди всичко на местните участници, за подобряване на положението на уязвимите деца.',
        'Modelul centrat pe copil este un model de colaborare și de lucru în rețea, în primul rând al actorilor locali, pentru îmbunătățirea situației copiilor vulnerabili.',
        'Child-oriented model is a model of collaboration and networking of primarily local stakeholders for the improvement of the position of vulnerable children.',
      ),
      in4(
        'Активности пројекта непосредно ће обухватити 210 стручњака и 45 установа и организација које раде на локалном нивоу, кроз обуке о коришћењу друштвених мрежа, праћењу и заговарању, консултативне састанке, колегијалне процене, свеобухватно истраживање реформе социјалне заштите деце и сарадње актера и израду водича за модел заједнице и умрежавања усмерен на дете.',
        'Дейностите по проекта ще обхванат пряко 210 специалисти и 45 институции и организации, работещи на местно равнище, чрез обучения за използване на социални медии, наблюдение и застъпничество, консултативни срещи, партньорски прегледи, цялостно проучване на реформата в закрилата на детето и на сътрудничеството между участниците и създаване на насоки за насочен към детето модел на общност и мрежа.',
        'Activitățile proiectului vor viza direct 210 profesioniști și 45 de instituții și organizații care lucrează la nivel local, prin instruiri privind utilizarea rețelelor sociale, monitorizarea și advocacy, ședințe de consultare, evaluări colegiale, o cercetare amplă privind reforma protecției copilului și cooperarea actorilor și elaborarea unui ghid pentru un model de comunitate și de rețea centrat pe copil.',
        objective,
      ),
    ],
    expectedResults: [
      in4(
        'Јачи капацитети 320 стручњака и активиста МОДС-а (Мреже организација за децу Србије) – ОЦД које раде са угроженом децом и за њу – за умрежавање, коришћење друштвених мрежа, јавно заговарање и праћење модела умрежавања заједнице усмереног на дете.',
        'Повишен капацитет на 320 специалисти и активисти от МОДС (Мрежа на организациите за деца в Сърбия) – организации, работещи с уязвими деца и за тях – за работа в мрежа, използване на социални медии, обществено застъпничество и наблюдение на модела, насочен към детето.',
        'Capacități sporite ale 320 de profesioniști și activiști din MODS (Rețeaua organizațiilor pentru copii din Serbia) – OSC-uri care lucrează cu și pentru copiii vulnerabili – pentru lucrul în rețea, utilizarea rețelelor sociale, advocacy public și monitorizarea modelului centrat pe copil.',
        results[0],
      ),
      in4(
        'Развијене локалне мреже представника ОЦД и јавних установа које раде са угроженом децом у 5 заједница (Књажевац, Пирот, Нови Сад, Ужице, Крушевац) ради развоја и пружања одговарајућих услуга у заједници по моделу усмереном на дете.',
        'Изградени местни мрежи от представители на граждански организации и публични институции, работещи с уязвими деца в 5 общности (Княжевац, Пирот, Нови Сад, Ужице, Крушевац), за развитие и предоставяне на подходящи услуги в общността по модела, насочен към детето.',
        'Rețele locale ale reprezentanților OSC-urilor și ai instituțiilor publice care lucrează cu copiii vulnerabili, dezvoltate în 5 comunități (Knjaževac, Pirot, Novi Sad, Užice, Kruševac), pentru dezvoltarea și furnizarea unor servicii comunitare adecvate pe baza modelului centrat pe copil.',
        results[1],
      ),
      in4(
        'Израђен је свеобухватан водич за модел умрежавања заједнице усмерен на дете.',
        'Разработени са цялостни насоки за модела за работа в мрежа в общността, насочен към детето.',
        'Este elaborat un ghid cuprinzător privind modelul de rețea comunitară centrat pe copil.',
        results[2],
      ),
      in4(
        'Национална промоција модела умрежавања заједнице усмереног на дете – одржане две конференције за медије, одржана национална конференција за 60 учесника, водич представљен националним актерима (10 састанака са надлежним националним институцијама).',
        'Национално популяризиране на модела – организирани две пресконференции, национална конференция за 60 участници, насоките са представени на национални институции (проведени 10 срещи).',
        'Promovarea națională a modelului – două conferințe de presă organizate, o conferință națională pentru 60 de participanți, ghidul prezentat actorilor naționali (10 întâlniri cu instituțiile naționale relevante).',
        results[3],
      ),
    ],
    activities: [
      in4('Обуке о коришћењу друштвених мрежа, праћењу и заговарању', 'Обучения за използване на социални медии, наблюдение и застъпничество', 'Instruiri privind utilizarea rețelelor sociale, monitorizarea și advocacy', 'Trainings on use of social media, monitoring and advocacy'),
      in4('Консултативни састанци', 'Консултативни срещи', 'Ședințe de consultare', 'Consultative meetings'),
      in4('Колегијалне процене', 'Партньорски прегледи', 'Evaluări colegiale', 'Peer reviews'),
      in4(
        'Свеобухватно истраживање реформе социјалне заштите деце и сарадње актера',
        'Цялостно проучване на реформата в закрилата на детето и на сътрудничеството между участниците',
        'Cercetare amplă privind reforma protecției copilului și cooperarea actorilor',
        'Comprehensive research on child welfare reform and stakeholders’ cooperation',
      ),
      in4(
        'Израда водича за модел заједнице и умрежавања усмерен на дете',
        'Създаване на насоки за насочен към детето модел на общност и мрежа',
        'Elaborarea unui ghid pentru un model de comunitate și de rețea centrat pe copil',
        'Creation of guidelines for child-oriented model of community and networking',
      ),
    ],
    source: { title: 'Project fiche "Networking for Community Child-Oriented model"', language: 'en' },
  },
  framework: [
    {
      tier: expectedResult,
      titles: in4('Јачи капацитети стручњака и активиста', 'Повишен капацитет на специалисти и активисти', 'Capacități sporite ale profesioniștilor și activiștilor', 'Increased capacities of professionals and activists'),
      indicators: [
        {
          titles: in4('Стручњаци чији су капацитети ојачани', 'Специалисти с повишен капацитет', 'Profesioniști cu capacități sporite', 'Professionals whose capacities were increased'),
          query: { method: 'people', where: { eventKinds: capacityEvents } },
          disaggregation: ['sex', 'municipality'],
          targets: [
            {
              comparator: 'exactly',
              value: 320,
              population: in4('стручњаци и активисти ОЦД чланица МОДС-а', 'специалисти и активисти от организациите членки на МОДС', 'profesioniști și activiști ai OSC-urilor membre ale MODS', 'professionals and activists from CSOs of MODS'),
              ...inResult(results[0], 1),
            },
            {
              comparator: 'exactly',
              value: 210,
              population: in4('стручњаци који раде на локалном нивоу', 'специалисти, работещи на местно равнище', 'profesioniști care lucrează la nivel local', 'professionals working at the local level'),
              ...inObjectives,
            },
          ],
        },
        {
          titles: in4('Установе и организације непосредно обухваћене', 'Пряко обхванати институции и организации', 'Instituții și organizații vizate direct', 'Institutions and organisations directly targeted'),
          query: { method: 'organisations', where: { eventKinds: capacityEvents } },
          population: in4('установе и организације које раде на локалном нивоу', 'институции и организации, работещи на местно равнище', 'instituții și organizații care lucrează la nivel local', 'institutions and organisations working at the local level'),
          disaggregation: ['organisation-type'],
          targets: [{ comparator: 'exactly', value: 45, ...inObjectives }],
        },
      ],
    },
    {
      tier: expectedResult,
      titles: in4('Локалне мреже у пет заједница', 'Местни мрежи в пет общности', 'Rețele locale în cinci comunități', 'Local networks in five communities'),
      indicators: [
        {
          titles: in4('Развијене локалне мреже', 'Изградени местни мрежи', 'Rețele locale dezvoltate', 'Local networks developed'),
          query: { method: 'outputs', where: { breakdown: { output: 'local-network' } } },
          population: in4('Књажевац, Пирот, Нови Сад, Ужице, Крушевац', 'Княжевац, Пирот, Нови Сад, Ужице, Крушевац', 'Knjaževac, Pirot, Novi Sad, Užice, Kruševac', 'Knjaževac, Pirot, Novi Sad, Užice, Kruševac'),
          targets: [{ comparator: 'exactly', value: 5, ...inResult(results[1], 2) }],
        },
      ],
    },
    {
      tier: expectedResult,
      titles: in4('Водич за модел усмерен на дете', 'Насоки за модела, насочен към детето', 'Ghid privind modelul centrat pe copil', 'Guidelines on the child-oriented model'),
      indicators: [
        {
          titles: in4('Израђен водич', 'Разработени насоки', 'Ghid elaborat', 'Guidelines developed'),
          query: { method: 'outputs', where: { breakdown: { output: 'guidelines' } } },
          targets: [{ comparator: 'exactly', value: 1, ...inResult(results[2], 3) }],
        },
      ],
    },
    {
      tier: expectedResult,
      titles: in4('Национална промоција модела', 'Национално популяризиране на модела', 'Promovarea națională a modelului', 'National promotion of the model'),
      indicators: [
        {
          titles: in4('Конференције за медије', 'Пресконференции', 'Conferințe de presă', 'Press conferences'),
          query: { method: 'events', where: { eventKinds: ['press-conference'] } },
          targets: [{ comparator: 'exactly', value: 2, ...inResult(results[3], 4) }],
        },
        {
          titles: in4('Национална конференција', 'Национална конференция', 'Conferința națională', 'National conference'),
          query: { method: 'events', where: { eventKinds: ['conference'] } },
          targets: [{ comparator: 'exactly', value: 1, ...inResult(results[3], 4) }],
        },
        {
          titles: in4('Учесници националне конференције', 'Участници в националната конференция', 'Participanți la conferința națională', 'Participants of the national conference'),
          query: { method: 'participations', where: { eventKinds: ['conference'] } },
          targets: [{ comparator: 'exactly', value: 60, ...inResult(results[3], 4) }],
        },
        {
          titles: in4('Састанци са националним институцијама', 'Срещи с национални институции', 'Întâlniri cu instituțiile naționale', 'Meetings with national institutions'),
          query: { method: 'events', where: { eventKinds: ['institution-meeting'] } },
          targets: [{ comparator: 'exactly', value: 10, ...inResult(results[3], 4) }],
        },
      ],
    },
  ],
};
