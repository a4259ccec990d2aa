import { in4 } from '#platform/words/localised.ts';
import type { DemoProgramme } from './shape.ts';

const aspect = in4('Аспект', 'Аспект', 'Aspect', 'Aspect');
/** As the page writes it, in Serbian Latin. */
const composition =
  'Najmanje šest organizacija civilnog društva i tri lokalne ustanove socijalne zaštite iz tri ciljana regiona proći će kroz proces izgradnje kapaciteta (dve organizacije civilnog društva + jedna lokalna socijalna ustanova), i kao takve će postaviti osnove za bolje umrežavanje lokalnih mehanizama reintegracije.';
const inAspect = { sourceSentence: composition, sourceSection: 'Institucionalna podrška, 2', sourceLanguage: 'sr-Latn' };
const capacityEvents = ['training', 'exchange-visit'];

/** Project page in Serbian (Latin) with an English title; it names no implementer, funder, period or budget. */
export const returneesReintegration: DemoProgramme = {
  published: true,
  fiche: {
    slug: 'returnees-reintegration',
    titles: in4(
      'Даља подршка одрживој (ре)интеграцији повратника у Србији',
      'По-нататъшна подкрепа за устойчива (ре)интеграция на завърналите се в Сърбия',
      'Sprijin în continuare pentru (re)integrarea durabilă a persoanelor returnate în Serbia',
      'Further support to sustainable (re)integration of returnees in Serbia',
    ),
    shortNames: in4('(Ре)интеграција повратника', '(Ре)интеграция на завърналите се', '(Re)integrarea persoanelor returnate', '(Re)integration of returnees'),
    status: 'implementation',
    places: [{ placeId: 'RS', relation: 'works-in' }],
    components: [{ titles: in4('Институционална подршка', 'Институционална подкрепа', 'Sprijin instituțional', 'Institutional support') }],
    targetGroups: [
      in4('Повратници', 'Завърнали се', 'Persoane returnate', 'Returnees'),
      in4('Роми', 'Роми', 'Romi', 'Roma'),
      in4('Друге угрожене локалне групе', 'Други уязвими местни групи', 'Alte grupuri locale vulnerabile', 'Other vulnerable local groups'),
    ],
    summary: in4(
      'Циљ ове компоненте је унапређење локалне заједнице кроз успостављање нових социјалних услуга и унапређење постојећих. Предано ћемо радити са локалним самоуправама, центрима за социјални рад као и локалним пружаоцима социјалних услуга. Обуке, размене искустава и даља подршка ће бити намењена управо њима као носиоцима социјалних услуга на локалу.',
      'Целта на този компонент е подобряване на местната общност чрез създаване на нови социални услуги и подобряване на съществуващите. Ще работим всеотдайно с местните самоуправления, центровете за социална работа и местните доставчици на социални услуги. Обученията, обменът на опит и по-нататъшната подкрепа са предназначени именно за тях като носители на социалните услуги по места.',
      'Scopul acestei componente este îmbunătățirea comunității locale prin crearea de noi servicii sociale și îmbunătățirea celor existente. Vom lucra cu dăruire cu administrațiile locale, centrele de asistență socială și prestatorii locali de servicii sociale. Instruirile, schimburile de experiență și sprijinul ulterior le sunt destinate tocmai lor, ca purtători ai serviciilor sociale la nivel local.',
      'The aim of this component is to improve the local community by setting up new social services and improving existing ones. We will work closely with local self-governments, centres for social work and local providers of social services. Trainings, exchanges of experience and further support are meant for them, as those who carry social services locally.',
    ),
    objectives: [
      in4(
        'Унапређење локалне заједнице кроз успостављање нових социјалних услуга и унапређење постојећих',
        'Подобряване на местната общност чрез създаване на нови социални услуги и подобряване на съществуващите',
        'Îmbunătățirea comunității locale prin crearea de noi servicii sociale și îmbunătățirea celor existente',
        'Improving the local community by setting up new social services and improving existing ones',
      ),
    ],
    expectedResults: [
      in4(
        'Најмање шест организација цивилног друштва и три локалне установе социјалне заштите из три циљана региона проћи ће кроз процес изградње капацитета (две организације цивилног друштва + једна локална социјална установа), и као такве ће поставити основе за боље умрежавање локалних механизама реинтеграције.',
        'Поне шест граждански организации и три местни институции за социална закрила от три целеви региона ще преминат през изграждане на капацитет (две граждански организации + една местна социална институция) и така ще поставят основите за по-добра мрежа на местните механизми за реинтеграция.',
        'Cel puțin șase organizații ale societății civile și trei instituții locale de protecție socială din trei regiuni țintă vor trece printr-un proces de consolidare a capacităților (două organizații ale societății civile + o instituție socială locală) și vor pune astfel bazele unei mai bune rețele a mecanismelor locale de reintegrare.',
        'At least six civil society organisations and three local social protection institutions from three target regions will go through capacity building (two civil society organisations + one local social institution), and so lay the ground for better networking of local reintegration mechanisms.',
      ),
    ],
    activities: [
      in4(
        'Подршка постојећим и отварање нових добросуседских клубова. Клубови ће додатно оснажити капацитете локалних структура за приступ и пружање социјалних услуга најугроженијим групама.',
        'Подкрепа за съществуващи и откриване на нови добросъседски клубове. Клубовете ще укрепят капацитета на местните структури за достъп до социални услуги и предоставянето им на най-уязвимите групи.',
        'Sprijin pentru cluburile de bună vecinătate existente și deschiderea unora noi. Cluburile vor întări capacitățile structurilor locale de acces la servicii sociale și de prestare a lor pentru grupurile cele mai vulnerabile.',
        'Support to existing good-neighbour clubs and the opening of new ones. The clubs will further strengthen local structures in giving the most vulnerable groups access to social services.',
      ),
      in4(
        'Обуке за пружање социјалних услуга, менторство и посете размене искустава – Пројектни партнери ће подржати умрежавање локалних пружалаца социјалних услуга са циљем да се омогући институционална подршка не само повратницима већ и Ромима и другим угроженим локалним групама.',
        'Обучения за предоставяне на социални услуги, менторство и посещения за обмен на опит – партньорите по проекта ще подкрепят мрежата на местните доставчици на социални услуги, за да има институционална подкрепа не само за завърналите се, но и за ромите и други уязвими местни групи.',
        'Instruiri privind prestarea serviciilor sociale, mentorat și vizite de schimb de experiență – partenerii de proiect vor sprijini lucrul în rețea al prestatorilor locali de servicii sociale, pentru ca sprijinul instituțional să ajungă nu doar la persoanele returnate, ci și la romi și la alte grupuri locale vulnerabile.',
        'Trainings in providing social services, mentoring and exchange visits – the project partners will support networking of local providers of social services, so that institutional support reaches not only returnees but also Roma and other vulnerable local groups.',
      ),
      in4(
        'Подршка друштвеним иницијативама заједнице – представници јавности, организације цивилног друштва и грађани ће заједно радити на развоју иницијатива које имају за циљ да одговоре на најхитније потребе локалног угроженог становништва.',
        'Подкрепа за обществени инициативи на общността – представители на обществеността, граждански организации и граждани ще работят заедно за инициативи, които отговарят на най-неотложните нужди на местното уязвимо население.',
        'Sprijin pentru inițiativele sociale ale comunității – reprezentanți ai publicului, organizații ale societății civile și cetățeni vor dezvolta împreună inițiative care să răspundă celor mai urgente nevoi ale populației locale vulnerabile.',
        'Support to social initiatives of the community – public representatives, civil society organisations and citizens will work together on initiatives that answer the most urgent needs of the vulnerable local population.',
      ),
      in4(
        'Након обука, сваком граду ће бити пружена циљана менторска подршка за пружање социјалних услуга – на основу приоритета које сам одреди, у областима као што су подршка у процесима лиценцирања и усвајање стратешких докумената.',
        'След обученията всеки град ще получи целева менторска подкрепа за предоставяне на социални услуги – според приоритетите, които сам определи, в области като лицензиране и приемане на стратегически документи.',
        'După instruiri, fiecare oraș va primi mentorat țintit pentru prestarea serviciilor sociale – pe baza priorităților pe care și le stabilește singur, în domenii precum licențierea și adoptarea documentelor strategice.',
        'After the trainings, each city will get targeted mentoring in providing social services – on priorities it sets itself, in areas such as licensing and the adoption of strategic documents.',
      ),
    ],
    source: { title: 'Dalja podrška održivoj (re)integraciji povratnika u Srbiji – aktivnosti u okviru komponente Institucionalna podrška', language: 'sr-Latn' },
  },
  framework: [
    {
      tier: aspect,
      titles: in4('Добросуседски клубови', 'Добросъседски клубове', 'Cluburi de bună vecinătate', 'Good-neighbour clubs'),
      indicators: [
        { titles: in4('Подржани постојећи клубови', 'Подкрепени съществуващи клубове', 'Cluburi existente sprijinite', 'Existing clubs supported'), query: { method: 'outputs', where: { breakdown: { output: 'club-supported' } } } },
        { titles: in4('Отворени нови клубови', 'Открити нови клубове', 'Cluburi noi deschise', 'New clubs opened'), query: { method: 'outputs', where: { breakdown: { output: 'club-opened' } } } },
      ],
    },
    {
      tier: aspect,
      titles: in4('Обуке, менторство и посете размене', 'Обучения, менторство и посещения за обмен', 'Instruiri, mentorat și vizite de schimb', 'Trainings, mentoring and exchange visits'),
      indicators: [
        {
          titles: in4('ОЦД које су прошле изградњу капацитета', 'Граждански организации, преминали през изграждане на капацитет', 'OSC-uri care au trecut prin consolidarea capacităților', 'CSOs that went through capacity building'),
          query: { method: 'organisations', where: { organisationTypes: ['cso'], eventKinds: capacityEvents } },
          population: in4('организације цивилног друштва из три циљана региона', 'граждански организации от три целеви региона', 'organizații ale societății civile din trei regiuni țintă', 'civil society organisations from three target regions'),
          targets: [
            { comparator: 'at-least', value: 6, ...inAspect },
            { comparator: 'exactly', value: 2, per: 'region', ...inAspect },
          ],
        },
        {
          titles: in4(
            'Установе социјалне заштите које су прошле изградњу капацитета',
            'Социални институции, преминали през изграждане на капацитет',
            'Instituții sociale care au trecut prin consolidarea capacităților',
            'Social protection institutions that went through capacity building',
          ),
          query: { method: 'organisations', where: { organisationTypes: ['public-institution'], eventKinds: capacityEvents } },
          population: in4('локалне установе социјалне заштите', 'местни институции за социална закрила', 'instituții locale de protecție socială', 'local social protection institutions'),
          targets: [
            { comparator: 'at-least', value: 3, ...inAspect },
            { comparator: 'exactly', value: 1, per: 'region', ...inAspect },
          ],
        },
        { titles: in4('Циљани региони', 'Целеви региони', 'Regiuni țintă', 'Target regions'), query: null, targets: [{ comparator: 'exactly', value: 3, ...inAspect }] },
        {
          titles: in4('Градови са менторском подршком', 'Градове с менторска подкрепа', 'Orașe cu mentorat', 'Cities with mentoring support'),
          query: null,
          population: in4('сваки град, на основу приоритета које сам одреди', 'всеки град, според приоритетите, които сам определи', 'fiecare oraș, pe baza priorităților pe care și le stabilește singur', 'each city, on priorities it sets itself'),
        },
      ],
    },
    {
      tier: aspect,
      titles: in4('Друштвене иницијативе заједнице', 'Обществени инициативи', 'Inițiative sociale ale comunității', 'Social initiatives of the community'),
      indicators: [{ titles: in4('Иницијативе', 'Инициативи', 'Inițiative', 'Initiatives'), query: { method: 'outputs', where: { breakdown: { output: 'initiative' } } } }],
    },
  ],
};
