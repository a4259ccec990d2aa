import { in4 } from '#platform/words/localised.ts';
import type { DemoEvidence, DemoProgramme } from './shape.ts';

const objectiveTier = in4('Посебан циљ', 'Конкретна цел', 'Obiectiv specific', 'Specific objective');
const municipalities = ['BG-M-TGV35', 'BG-M-TGV02', 'BG-M-TGV22', 'BG-M-TGV23', 'BG-M-TGV24'];
const published = '2015-05-25';
const replicated =
  'През втората година моделът е мултиплициран в петте общини на област Търговище, като целта е чрез развитие капацитета на граждански структури от да се осигури достъп до алтернативни социални услуги в общността за подкрепа на деца и семейства.';
const objectives = [
  'Подобряване качеството и обхвата на социалните услуги, предоставяни от Клуба на НСО, насочени към деца с увреждания в Търговищка община',
  'Изграждане на капацитет на нови НПО за работа по модела за Ранна интервенция при деца с увреждане в петте общини в област Търговище',
  'Повишаване ефективността на гражданското участие в процесите на разработване и прилагане на политики в социалната сфера',
  'Повишаване капацитета на Клуба за осигуряване на добро управление и устойчивост в неговото развитие',
] as const;

const evidence: DemoEvidence[] = [
  // The page names them by their number and their district only; the gazetteer knows which five they are.
  { kind: 'reported-list', on: published, relation: 'works-in', near: 'BG-M-TGV35', places: ['Търговище', 'Антоново', 'Омуртаг', 'Опака', 'Попово'], sentence: replicated },
  {
    kind: 'reported-figure',
    on: published,
    what: 'organisation',
    organisationType: 'cso',
    value: 33,
    sentence:
      'Целта на тази дейност е да повишим организационния капацитет на Клуба на НСО, обединяващ 33 НПО от област Търговище, за да постигнем по-добро качество, устойчивост и ефективност в работата както на самия Клуб, така и на неговите членове.',
  },
  { kind: 'output', on: published, output: 'nomination', count: 4, sentence: 'Номинации: 4' },
];

/** Page of an innovative practice in Bulgarian, published on 25 May 2015 although the project ran to December 2015. */
export const earlyInterventionTargovishte: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'early-intervention-targovishte',
    titles: in4(
      'Рана интервенција у породичном окружењу у области Трговиште',
      'Ранна интервенция в семейна среда в област Търговище',
      'Intervenția timpurie în mediul familial în regiunea Targovishte',
      'Early intervention in the family setting in Targovishte district',
    ),
    shortNames: in4('Рана интервенција', 'Ранна интервенция', 'Intervenția timpurie', 'Early intervention'),
    funding: { programme: in4('Бугарско-швајцарски програм сарадње', 'Българо-швейцарска програма за сътрудничество', 'Programul de cooperare bulgaro-elvețian', 'Bulgarian-Swiss Cooperation Programme') },
    startsOn: '2013-07',
    endsOn: '2015-12',
    status: 'closed',
    organisations: [
      { organisation: 'club', role: 'implementer' },
      { organisation: 'bgSwiss', role: 'funder' },
    ],
    places: [{ placeId: 'BG-M-TGV35', relation: 'seat' }, { placeId: 'BG-25', relation: 'works-in' }, ...municipalities.map((placeId) => ({ placeId, relation: 'works-in' as const }))],
    targetGroups: [
      in4(
        'Деца из ризичних група која живе у пет општина области Трговиште',
        'Деца от рискови групи, живеещи на територията на петте общини на област Търговище',
        'Copii din grupuri de risc care trăiesc în cele cinci municipalități ale regiunii Targovishte',
        'Children at risk living in the five municipalities of Targovishte district',
      ),
      in4('Деца са сметњама у развоју и њихове породице', 'Деца с увреждания и техните семейства', 'Copii cu dizabilități și familiile lor', 'Children with disabilities and their families'),
    ],
    summary: in4(
      'Општи циљ пројекта је да развијемо капацитет и подигнемо мотивацију организација грађанског друштва да обезбеде квалитетније, делотворније и приступачније социјалне услуге за децу из ризичних група у пет општина области Трговиште. То ћемо постићи тако што ћемо препознати, мотивисати и припремити представнике локалних заједница за рад са децом и породицама и применити добре праксе учешћа грађана у изради локалних политика у социјалној области.',
      'Общата цел на проекта е: Да развием капацитета и повишим мотивацията на структурите на гражданското общество за осигуряване на по-качествени, ефективни и достъпни социални услуги за деца от рискови групи, живеещи на територията на петте общини на област Търговище. Това ще постигнем чрез идентифициране, мотивиране и подготовка на представители на местните общности за работа с деца и семейства, както и чрез прилагане на добри практики за гражданско участие в изработването на местни политики в социалната сфера.',
      'Scopul general al proiectului este să dezvoltăm capacitatea și să sporim motivația structurilor societății civile de a asigura servicii sociale mai calitative, mai eficiente și mai accesibile pentru copiii din grupurile de risc care trăiesc în cele cinci municipalități ale regiunii Targovishte. Vom reuși identificând, motivând și pregătind reprezentanți ai comunităților locale pentru lucrul cu copiii și familiile și aplicând bune practici de participare civică la elaborarea politicilor sociale locale.',
      'The overall aim of the project is to develop the capacity and raise the motivation of civil society to provide better, more effective and more accessible social services for children at risk living in the five municipalities of Targovishte district. We will do so by identifying, motivating and preparing representatives of local communities to work with children and families, and by applying good practices of civic participation in making local social policy.',
    ),
    objectives: [
      in4(
        'Побољшање квалитета и обухвата социјалних услуга Клуба НВО за децу са сметњама у развоју у општини Трговиште',
        objectives[0],
        'Îmbunătățirea calității și a acoperirii serviciilor sociale oferite de Clubul ONG-urilor copiilor cu dizabilități din municipalitatea Targovishte',
        'Improving the quality and reach of the social services that the Club of NGOs provides to children with disabilities in the municipality of Targovishte',
      ),
      in4(
        'Изградња капацитета нових НВО за рад по моделу ране интервенције код деце са сметњама у развоју у пет општина области Трговиште',
        objectives[1],
        'Consolidarea capacității noilor ONG-uri de a lucra după modelul intervenției timpurii pentru copiii cu dizabilități în cele cinci municipalități ale regiunii Targovishte',
        'Building the capacity of new NGOs to work by the model of early intervention for children with disabilities in the five municipalities of Targovishte district',
      ),
      in4(
        'Делотворније учешће грађана у изради и примени политика у социјалној области',
        objectives[2],
        'O participare civică mai eficientă la elaborarea și aplicarea politicilor sociale',
        'More effective civic participation in making and applying social policy',
      ),
      in4(
        'Већи капацитет Клуба за добро управљање и одрживост у његовом развоју',
        objectives[3],
        'O capacitate sporită a Clubului de a asigura buna guvernare și durabilitatea dezvoltării sale',
        'A stronger Club that assures good governance and sustainability in its development',
      ),
    ],
    expectedResults: [
      in4(
        'Обезбеђен приступ алтернативним социјалним услугама у заједници за подршку деци и породицама развојем капацитета грађанских структура у пет општина области Трговиште.',
        'Осигурен достъп до алтернативни социални услуги в общността за подкрепа на деца и семейства чрез развитие капацитета на граждански структури в пет общини на област Търговище.',
        'Acces asigurat la servicii sociale alternative în comunitate pentru sprijinirea copiilor și familiilor, prin dezvoltarea capacității structurilor civice în cinci municipalități ale regiunii Targovishte.',
        'Access secured to alternative social services in the community that support children and families, by developing the capacity of civil society in five municipalities of Targovishte district.',
      ),
    ],
    activities: [
      in4(
        'Прва година: услуга „Рана интервенција у породичном окружењу“ – за наш крај иновативан модел социјалне услуге који треба да спречи напуштање деце са сметњама у развоју и побољша бригу о њима. Мултидисциплинарни тим обавља кућне посете, процењује потребе детета и породице, израђује индивидуални план, пружа подршку и обуку родитељима и обавештава их о другим могућностима.',
        'Първа година: предоставяне на услугата „Ранна интервенция в семейна среда” – иновативен за нашия регион модел на социална услуга, който цели да се предотврати изоставянето на деца с увреждания и се подобри грижата за тях. Бе създадено мултидисциплинарен екип от специалисти, които извършват домашни посещения, изработват оценка на потребностите на детето и семейството, индивидуален план, подкрепа и обучение на родителите, информиране за допълнителни възможности за справяне с предизвикателството и подобряване състоянието на детето с увреждане.',
        'Anul întâi: serviciul „Intervenția timpurie în mediul familial” – un model de serviciu social inovativ pentru regiunea noastră, menit să prevină abandonul copiilor cu dizabilități și să îmbunătățească îngrijirea lor. O echipă multidisciplinară face vizite la domiciliu, evaluează nevoile copilului și ale familiei, întocmește planul individual, sprijină și instruiește părinții și îi informează despre alte posibilități.',
        'First year: the service "Early intervention in the family setting" – a model of social service that is new for our region and aims to prevent the abandonment of children with disabilities and to improve their care. A multidisciplinary team makes home visits, assesses the needs of child and family, draws up an individual plan, supports and trains the parents and tells them of further possibilities.',
      ),
      in4(
        'Друга година: модел се преноси у пет општина области Трговиште, да би се развојем капацитета грађанских структура обезбедио приступ алтернативним социјалним услугама у заједници за подршку деци и породицама.',
        replicated,
        'Anul al doilea: modelul este multiplicat în cele cinci municipalități ale regiunii Targovishte, pentru a asigura, prin dezvoltarea capacității structurilor civice, accesul la servicii sociale alternative în comunitate.',
        'Second year: the model is replicated in the five municipalities of Targovishte district, to secure access to alternative community services that support children and families by developing the capacity of civil society.',
      ),
      in4(
        'Упоредо са пружањем услуге: јачање организационог капацитета и представљање рада Клуба НВО, који окупља 33 НВО из области Трговиште.',
        'Успоредно с предоставянето на социалната услуга работим за повишаване капацитета и популяризиране дейностите на Клуба на НСО, обединяващ 33 НПО от област Търговище.',
        'În paralel cu prestarea serviciului: consolidarea capacității organizaționale și popularizarea activității Clubului ONG-urilor, care reunește 33 de ONG-uri din regiunea Targovishte.',
        'Alongside the service: raising the capacity of the Club of NGOs, which unites 33 NGOs of Targovishte district, and making its work known.',
      ),
    ],
    source: { title: 'Иновационни практики в България – Фондация „Реформа в местното самоуправление“ (Foundation for Local Government Reform)', language: 'bg', publishedOn: published },
  },
  framework: [
    {
      tier: objectiveTier,
      titles: in4('Услуге Клуба за децу са сметњама у развоју', 'Услугите на Клуба за деца с увреждания', 'Serviciile Clubului pentru copiii cu dizabilități', 'The Club’s services for children with disabilities'),
    },
    {
      tier: objectiveTier,
      titles: in4('Модел ране интервенције у пет општина', 'Моделът за ранна интервенция в петте общини', 'Modelul intervenției timpurii în cinci municipalități', 'The model of early intervention in five municipalities'),
      indicators: [
        {
          titles: in4('Општине у којима се ради по моделу', 'Общини, в които се работи по модела', 'Municipalități în care se lucrează după model', 'Municipalities that work by the model'),
          query: { method: 'municipalities', where: { relations: ['works-in'] } },
          population: in4('општине области Трговиште', 'общини на област Търговище', 'municipalități ale regiunii Targovishte', 'municipalities of Targovishte district'),
          targets: [{ comparator: 'exactly', value: 5, sourceSentence: `${objectives[1]};`, sourceSection: 'Конкретни цели на проекта, 2', sourceLanguage: 'bg' }],
        },
      ],
    },
    {
      tier: objectiveTier,
      titles: in4('Учешће грађана у социјалној политици', 'Гражданско участие в социалните политики', 'Participarea civică la politicile sociale', 'Civic participation in social policy'),
    },
    {
      tier: objectiveTier,
      titles: in4('Капацитет и одрживост Клуба', 'Капацитет и устойчивост на Клуба', 'Capacitatea și durabilitatea Clubului', 'Capacity and sustainability of the Club'),
      indicators: [
        {
          titles: in4('НВО окупљене у Клубу', 'НПО, обединени в Клуба', 'ONG-uri reunite în Club', 'NGOs united in the Club'),
          query: { method: 'organisations', where: { organisationTypes: ['cso'] } },
          population: in4('НВО из области Трговиште', 'НПО от област Търговище', 'ONG-uri din regiunea Targovishte', 'NGOs of Targovishte district'),
        },
        { titles: in4('Номинације праксе', 'Номинации на практиката', 'Nominalizări ale practicii', 'Nominations of the practice'), query: { method: 'outputs', where: { breakdown: { output: 'nomination' } } } },
      ],
    },
  ],
  evidence,
};
