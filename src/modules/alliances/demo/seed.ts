/**
 * Networks of the demo. Real ones with what their pages say and nothing else: MODS and the local networks of five towns (project fiche "Networking for Community Child-Oriented model"), the Club of
 * Non-Profit Organisations in Targovishte, two alliances of Moldova. None of these pages names the members, so none are entered. The others are made up and say so in their names, as do their members and people.
 */
import { sql } from 'kysely';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { daysLater } from '#platform/days.ts';
import { within } from '#platform/db/transaction.ts';
import { systemScope } from '#platform/session/scope.ts';
import { in4, type Localised } from '#platform/words/localised.ts';
import { onClocks, timeZoneAt } from '#platform/words/zone.ts';
import { env } from '#platform/env.ts';
import { paper } from '#modules/events/documents/demo/paper.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addAgreement, addAgreementFile } from '../agreements/commands.ts';
import { beginTerm, recordElection, saveBody } from '../bodies/commands.ts';
import { addAlliance, publishAlliance } from '../commands.ts';
import { addRule } from '../composition/commands.ts';
import { addRepresentative, joinAlliance, sayMemberState } from '../membership/commands.ts';
import { addYear } from './year.ts';

interface DemoAlliance {
  names: Localised;
  purposes: Localised;
  kind: 'umbrella' | 'local';
  areas?: string[];
  website?: string;
  /** Name of its own entry in the directory. */
  entry?: string;
}

const model = in4(
  'Локална мрежа представника организација цивилног друштва и јавних установа које раде са угроженом децом и за њих, за развој и пружање одговарајућих услуга у заједници по моделу окренутом детету. Документ пројекта именује заједницу; чланове не наводи.',
  'Местна мрежа от представители на граждански организации и публични институции, които работят с уязвими деца и за тях, за развитие и предоставяне на подходящи услуги в общността по модел, ориентиран към детето. Документът на проекта посочва общността; членове не назовава.',
  'Rețea locală de reprezentanți ai organizațiilor societății civile și ai instituțiilor publice care lucrează cu și pentru copii vulnerabili, pentru dezvoltarea și prestarea de servicii comunitare adecvate, după un model orientat spre copil. Documentul proiectului numește comunitatea; nu și membrii.',
  'Local network of representatives of civil society organisations and public institutions working with and for vulnerable children, for developing and giving adequate community services on a child-oriented model. The project’s document names the community; it does not name the members.',
);
const towns: [string, Localised][] = [
  ['RS-L-70602', in4('Књажевац', 'Княжевац', 'Knjaževac', 'Knjaževac')],
  ['RS-L-70939', in4('Пирот', 'Пирот', 'Pirot', 'Pirot')],
  ['RS-L-80284', in4('Нови Сад', 'Нови Сад', 'Novi Sad', 'Novi Sad')],
  ['RS-L-71145', in4('Ужице', 'Ужице', 'Užice', 'Užice')],
  ['RS-L-70670', in4('Крушевац', 'Крушевац', 'Kruševac', 'Kruševac')],
];

const real: DemoAlliance[] = [
  {
    kind: 'umbrella', entry: 'MODS', areas: ['RS'],
    names: in4('МОДС – Мрежа организација за децу Србије', 'МОДС – Мрежа на организациите за деца в Сърбия', 'MODS – Rețeaua organizațiilor pentru copii din Serbia', 'MODS – Network of Organisations for Children in Serbia'),
    purposes: in4(
      'Организације цивилног друштва које раде са угроженом децом и за њих; њихови стручњаци и активисти циљна су група пројекта „Умрежавање за модел заједнице окренут детету“.',
      'Граждански организации, които работят с уязвими деца и за тях; техните специалисти и активисти са целева група на проекта за модел, ориентиран към детето.',
      'Organizații ale societății civile care lucrează cu și pentru copii vulnerabili; specialiștii și activiștii lor sunt grup-țintă al proiectului privind modelul orientat spre copil.',
      'Civil society organisations working with and for vulnerable children; their professionals and activists are a target group of the project “Networking for Community Child-Oriented model”.',
    ),
  },
  ...towns.map(([area, { 'sr-Cyrl': sr, bg, ro, en }]): DemoAlliance => ({ kind: 'local', areas: [area], names: in4(`Локална мрежа – ${sr}`, `Местна мрежа – ${bg}`, `Rețeaua locală – ${ro}`, `Local network – ${en}`), purposes: model })),
  {
    kind: 'umbrella', entry: 'Клуб на нестопанските организации – Търговище', areas: ['BG-25'], website: 'http://www.clubngo.org/',
    names: in4('Клуб непрофитних организација – Трговиште', 'Клуб на нестопанските организации – Търговище', 'Clubul organizațiilor nonprofit – Targovishte', 'Club of Non-Profit Organisations – Targovishte'),
    purposes: in4('Окупља 33 невладине организације из области Трговиште (како каже његова страница из 2015; чланове не наводи).', 'Обединява 33 НПО от област Търговище (така казва страницата му от 2015 г.; членовете не са назовани).', 'Reunește 33 de ONG-uri din regiunea Targovishte (potrivit paginii sale din 2015; membrii nu sunt numiți).', 'Unites 33 NGOs of the district of Targovishte (as its page of 2015 says; the members are not named).'),
  },
  {
    kind: 'umbrella', entry: 'Alianța ONG-urilor active în domeniul Protecției Sociale a Copilului și Familiei', areas: ['MD'],
    names: in4('Савез невладиних организација активних у социјалној заштити детета и породице', 'Алианс на неправителствените организации в областта на социалната закрила на детето и семейството', 'Alianța ONG-urilor active în domeniul Protecției Sociale a Copilului și Familiei', 'Alliance of NGOs active in the field of Social Protection of Children and Families'),
    purposes: in4('Партнер пројекта „Боље социјалне услуге кроз трајно партнерство цивилног друштва и власти“ (2018–2021).', 'Партньор по проекта за по-добри социални услуги чрез трайно партньорство между гражданското общество и властта (2018–2021).', 'Partener în proiectul „Servicii sociale mai bune printr-un parteneriat durabil dintre societatea civilă și guvern” (2018–2021).', 'Partner of the project for better social services through a durable partnership of civil society and government (2018–2021).'),
  },
  {
    kind: 'umbrella', entry: 'Alianța Organizațiilor pentru Persoane cu Dizabilități din Republica Moldova', areas: ['MD'],
    names: in4('Савез организација за особе са инвалидитетом Републике Молдавије', 'Алианс на организациите за хора с увреждания в Република Молдова', 'Alianța Organizațiilor pentru Persoane cu Dizabilități din Republica Moldova', 'Alliance of Organisations for Persons with Disabilities of the Republic of Moldova'),
    purposes: in4('Партнер пројекта „Боље социјалне услуге кроз трајно партнерство цивилног друштва и власти“ (2018–2021).', 'Партньор по проекта за по-добри социални услуги чрез трайно партньорство между гражданското общество и властта (2018–2021).', 'Partener în proiectul „Servicii sociale mai bune printr-un parteneriat durabil dintre societatea civilă și guvern” (2018–2021).', 'Partner of the project for better social services through a durable partnership of civil society and government (2018–2021).'),
  },
];

/** Made-up organisations: name → type and municipality of the seat. Two are made by the demo's services already. */
const organisations: Record<string, [type: string, seat: string]> = {
  'Удружење „Сунцокрет“ (пример)': ['cso', 'RS-L-71269'],
  'Удружење „Први корак“ (пример)': ['cso', 'RS-L-79065'],
  'Удружење „Бистрица“ (пример)': ['cso', 'RS-L-70432'],
  'Удружење „Мостић“ (пример)': ['cso', 'RS-L-70432'],
  'Удружење „Ветрењача“ (пример)': ['cso', 'RS-L-79065'],
  'Удружење „Звончица“ (пример)': ['cso', 'RS-L-79065'],
  'Удружење „Речни бисер“ (пример)': ['cso', 'RS-L-71269'],
  'Установа за услуге у заједници „Јаблан“ (пример)': ['public-institution', 'RS-L-70432'],
  'Установа за услуге у заједници „Топола“ (пример)': ['public-institution', 'RS-L-79065'],
  'Установа за услуге у заједници „Липа“ (пример)': ['public-institution', 'RS-L-71269'],
};

/** Adds what is missing; a demo that has networks already is left alone. @returns how many were added */
export async function seedDemoAlliances(networkId: string): Promise<number> {
  const scope = systemScope(networkId, 'demo');
  return within(scope, async (tx) => {
    const { rows: [there] } = await sql`select 1 from alliance where network_id = ${networkId} limit 1`.execute(tx);
    if (there) return 0;
    const context: CommandContext = { tx, scope, now: new Date() };
    const known = await tx.selectFrom('organisation').select(['organisation_id', 'name']).where('network_id', '=', networkId).execute();
    const ids = new Map(known.map(({ name, organisation_id }) => [name, organisation_id]));
    const add = async ({ entry, ...one }: DemoAlliance) => {
      const { allianceId } = await executeWithin(context, addAlliance, { ...one, organisationId: (entry && ids.get(entry)) ?? null });
      await executeWithin(context, publishAlliance, { allianceId, isPublished: true });
      return allianceId;
    };
    for (const one of real) await add(one);
    for (const [name, [type, seat]] of Object.entries(organisations)) if (!ids.has(name)) ids.set(name, (await executeWithin(context, addOrganisation, { type, name, seat })).organisationId);
    await madeUp(context, (name) => ids.get(name)!, add);
    return real.length + 3;
  });
}

const localNames = in4('Локална мрежа за децу – Шабац (пример)', 'Местна мрежа за децата – Шабац (пример)', 'Rețeaua locală pentru copii – Šabac (exemplu)', 'Local network for children – Šabac (example)');

/** A local network, a network that a rule asks for and that lacks one organisation, and an umbrella over both. */
async function madeUp(context: CommandContext, organisation: (name: string) => string, add: (one: DemoAlliance) => Promise<string>) {
  const joins = async (allianceId: string, part: { name?: string; memberAllianceId?: string }, from: string, state = 'member') =>
    (await executeWithin(context, joinAlliance, { allianceId, organisationId: part.name ? organisation(part.name) : null, memberAllianceId: part.memberAllianceId ?? null, from, state })).memberId;
  const speaks = async (memberId: string, given: string, surname: string, role: string, consentOn: string | null, from: string) =>
    (await executeWithin(context, addRepresentative, { memberId, given, surname, role, from, consentOn })).personId;

  const local = await add({
    kind: 'local', areas: ['RS-L-71269'],
    names: localNames,
    purposes: in4('Измишљена мрежа за показ: месечни састанци организација и установа, заједнички план услуга за децу.', 'Измислена мрежа за демонстрация: месечни срещи на организации и институции, общ план за услугите за деца.', 'Rețea inventată pentru demonstrație: întâlniri lunare ale organizațiilor și instituțiilor, plan comun de servicii pentru copii.', 'A network made up for the demonstration: monthly meetings of organisations and institutions, a common plan of services for children.'),
  });
  const sunflower = await joins(local, { name: 'Удружење „Сунцокрет“ (пример)' }, '2023-03-01');
  const pearl = await joins(local, { name: 'Удружење „Речни бисер“ (пример)' }, '2023-03-01');
  const linden = await joins(local, { name: 'Установа за услуге у заједници „Липа“ (пример)' }, '2023-06-15');
  await executeWithin(context, sayMemberState, { memberId: pearl, state: 'suspended', from: '2025-02-01', note: null });
  await executeWithin(context, sayMemberState, { memberId: pearl, state: 'member', from: '2025-09-01', note: null });
  const desanka = await speaks(sunflower, 'Десанка', 'Трнавац', 'координаторка', '2024-01-15', '2023-03-01');
  const miljan = await speaks(pearl, 'Миљан', 'Опачић', 'представник', null, '2023-03-01');
  const jelisaveta = await speaks(linden, 'Јелисавета', 'Грубач', 'представница', '2024-01-15', '2023-06-15');

  const returnees = await add({
    kind: 'umbrella', areas: ['RS-24', 'RS-20', 'RS-08'],
    names: in4('Мрежа за подршку повратницима (пример)', 'Мрежа за подкрепа на завърналите се (пример)', 'Rețeaua de sprijin pentru persoanele returnate (exemplu)', 'Network for support to returnees (example)'),
    purposes: in4('Измишљена мрежа за показ, са стварним правилом о саставу: по две организације и једна установа из сваког од три региона.', 'Измислена мрежа за демонстрация с истинско правило за състава: по две организации и една институция от всеки от три региона.', 'Rețea inventată pentru demonstrație, cu o regulă reală de componență: câte două organizații și o instituție din fiecare dintre trei regiuni.', 'A network made up for the demonstration, with a real rule of composition: two organisations and one institution from each of three regions.'),
  });
  for (const name of ['Бистрица', 'Мостић', 'Ветрењача', 'Сунцокрет', 'Речни бисер']) await joins(returnees, { name: `Удружење „${name}“ (пример)` }, '2024-02-01');
  for (const name of ['Јаблан', 'Топола', 'Липа']) await joins(returnees, { name: `Установа за услуге у заједници „${name}“ (пример)` }, '2024-02-01');
  const practice = await context.tx.selectFrom('programme').select('programme_id').where('network_id', '=', context.scope.networkId).where('slug', '=', 'practice').executeTakeFirst();
  await executeWithin(context, addRule, {
    allianceId: returnees,
    // Its members are made up, so what is proven by it belongs to the practice programme and not to the real one.
    programmeId: practice?.programme_id ?? null,
    titles: in4('Изградња капацитета у три региона', 'Изграждане на капацитет в три региона', 'Consolidarea capacităților în trei regiuni', 'Capacity building in three regions'),
    sourceSentence: 'Najmanje šest organizacija civilnog društva i tri lokalne ustanove socijalne zaštite iz tri ciljana regiona proći će kroz proces izgradnje kapaciteta (dve organizacije civilnog društva + jedna lokalna socijalna ustanova)',
    regions: [
      { names: in4('Пчињски округ', 'Пчински окръг', 'Districtul Pčinja', 'Pčinja district'), places: ['RS-24'] },
      { names: in4('Нишавски округ', 'Нишавски окръг', 'Districtul Nišava', 'Nišava district'), places: ['RS-20'] },
      { names: in4('Мачвански округ', 'Мачвански окръг', 'Districtul Mačva', 'Mačva district'), places: ['RS-08'] },
    ],
    regionsNeeded: 3,
    parts: [{ types: ['cso'], perRegion: 2, inTotal: 6 }, { types: ['public-institution'], perRegion: 1, inTotal: 3 }],
  });

  const union = await add({
    kind: 'umbrella', areas: ['RS'],
    names: in4('Савез за детињство (пример)', 'Съюз за детството (пример)', 'Uniunea pentru copilărie (exemplu)', 'Union for childhood (example)'),
    purposes: in4('Измишљена мрежа за показ: њени чланови су друге мреже и једна организација, и свака се броји једном.', 'Измислена мрежа за демонстрация: членове са други мрежи и една организация, всяка се брои веднъж.', 'Rețea inventată pentru demonstrație: membrii ei sunt alte rețele și o organizație, fiecare numărată o singură dată.', 'A network made up for the demonstration: its members are other networks and one organisation, and each is counted once.'),
  });
  for (const memberAllianceId of [local, returnees]) await joins(union, { memberAllianceId }, '2024-05-01');
  await joins(union, { name: 'Удружење „Сунцокрет“ (пример)' }, '2024-05-01');
  await joins(union, { name: 'Удружење „Звончица“ (пример)' }, '2025-10-01', 'observer');
  const { bodyId: board } = await executeWithin(context, saveBody, { allianceId: union, kind: 'board', seats: 2, termMonths: 24 });
  await executeWithin(context, recordElection, {
    bodyId: board, heldOn: '2026-05-20', beginsOn: '2026-06-01', seats: 2, entitled: 9, ballots: 7,
    candidates: [{ personId: desanka, votes: 6 }, { personId: jelisaveta, votes: 5 }, { personId: miljan, votes: 2 }], note: null,
  });
  const { bodyId: secretariat } = await executeWithin(context, saveBody, { allianceId: union, kind: 'secretariat' });
  await executeWithin(context, beginTerm, { bodyId: secretariat, personId: jelisaveta, role: 'coordinator', from: '2024-05-01', until: null, consentOn: '2024-05-01' });

  const day = (days: number) => new Date(context.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const letters = { locale: 'sr-Cyrl', origin: env.origin };
  const { agreementId } = await executeWithin(context, addAgreement, {
    titles: in4('Споразум о упућивању породица (пример)', 'Споразумение за насочване на семейства (пример)', 'Acord privind îndrumarea familiilor (exemplu)', 'Agreement on referring families (example)'),
    scopes: in4('Измишљен споразум за показ: мреже једна другу обавештавају о услугама и упућују породице.', 'Измислено споразумение за демонстрация: мрежите взаимно се информират за услугите и насочват семейства.', 'Acord inventat pentru demonstrație: rețelele se informează reciproc despre servicii și îndrumă familiile.', 'An agreement made up for the demonstration: the networks tell each other about services and refer families.'),
    kind: 'cooperation', parties: [{ allianceId: union }, { allianceId: local }], signedOn: '2024-06-03', validFrom: '2024-06-10', validUntil: day(45), renewal: 'by-agreement', reference: '12/2024', ...letters,
  });
  await executeWithin(context, addAgreementFile, { agreementId, name: 'sporazum-12-2024.rtf', mediaType: 'application/rtf', bytes: paper('Споразум о упућивању породица (пример). Измишљен за показ.') });
  await executeWithin(context, addAgreement, {
    titles: in4('Меморандум о подршци повратницима (пример)', 'Меморандум за подкрепа на завърналите се (пример)', 'Memorandum privind sprijinul pentru persoanele returnate (exemplu)', 'Memorandum on support to returnees (example)'),
    kind: 'memorandum', parties: [{ allianceId: union }, { allianceId: returnees }], signedOn: '2024-05-02', validFrom: '2024-05-02', ...letters,
  });
}

const tried = 'training-example';

/**
 * Adds what the made-up local network did in a year, once: its meetings belong to the programme on which events are tried out, so that has to be there.
 * @param coordinatorId account of whoever may be stepped in as @param now on this day it has been lived, as the clocks there have it @returns whether it was added now
 */
export async function seedDemoYear(networkId: string, coordinatorId: string | null, now = new Date()): Promise<boolean> {
  const scope = systemScope(networkId, 'demo');
  return within(scope, async (tx) => {
    const { programme_id: programmeId } = await tx.selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('slug', '=', tried).executeTakeFirstOrThrow();
    const { rows: [local] } = await sql<{ allianceId: string; isLived: boolean }>`
      select a.alliance_id as "allianceId", exists (select from alliance_meeting m where m.network_id = a.network_id and m.alliance_id = a.alliance_id) as "isLived"
      from alliance a where a.network_id = ${networkId} and a.names ->> 'en' = ${localNames.en!}`.execute(tx);
    if (!local || local.isLived) return false;
    const known = await tx.selectFrom('organisation').select(['organisation_id', 'name']).where('network_id', '=', networkId).where('same_as', 'is', null).execute();
    const ids = new Map(known.map(({ name, organisation_id }) => [name, organisation_id]));
    const today = onClocks(now, timeZoneAt('RS')).slice(0, 10);
    await addYear({ tx, scope, now }, { allianceId: local.allianceId, programmeId, coordinatorId, day: (before) => daysLater(today, -before), organisation: (name) => ids.get(name)! });
    return true;
  });
}
