/**
 * Who may do what, as data: role × object × field × verb. `access-matrix.test.ts` asks every cell of the built product over HTTP.
 * It is written from what the network promised its members (docs/domain.md, docs/decisions/0006), not from the code: when a cell fails, one of the two is wrong.
 */

/** `stranger` is a funder whose organisation stands on no fiche; `limited` an officer whose membership reaches the published programme only. */
export const roles = ['visitor', 'coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor', 'stranger', 'limited'] as const;
export type Asking = (typeof roles)[number];

/** Those who work with the people on the lists; those who work on both programmes; everybody with an account in the network. */
const workers: Asking[] = ['coordinator', 'programme-officer', 'field-worker'];
const onBoth: Asking[] = [...workers, 'organisation-representative', 'funder', 'auditor'];
const members: Asking[] = [...onBoth, 'stranger', 'limited'];
const everybody: Asking[] = ['visitor', ...members];
const managers: Asking[] = ['coordinator', 'programme-officer'];

export interface Rule {
  object: string;
  verb: 'read' | 'list';
  /** Address below /api/v1; names in braces are ids of the planted network. */
  at: string;
  /** Parts of the answer: `a.b`, and `data[{id}]` for the item with this id. */
  fields: string[];
  /** Who gets an answer. Every field is in it, but those of `only` for nobody else than is named there. */
  allowed: Asking[];
  only?: Record<string, Asking[]>;
  /** What everybody else is answered; `others` for all not named. */
  refused: Partial<Record<Asking | 'others', 401 | 403 | 404>>;
  /** What the roles of another network get: what a visitor gets, a refusal, or a list of their own without any of this. */
  abroad: 'visitor' | 'own list' | 403 | 404;
}

const person = ['id', 'given', 'surname', 'sex', 'birthDate', 'email', 'phone', 'affiliations.0.organisation.name', 'affiliations.0.role', 'spellings.0'];
const organisation = ['id', 'type', 'name', 'label', 'names.en', 'seat.name', 'areas.0.place.name', 'email', 'phone', 'spellings.0'];
const alliance = ['id', 'kind', 'label', 'names.en', 'purposes.en', 'areas.0.name', 'members.0.name', 'members.0.state', 'counted.net'];
const fiche = [
  'id', 'slug', 'title', 'from', 'until', 'status', 'subtitles.en', 'shortNames.en', 'summary', 'funding.programme', 'funding.year', 'funding.theme', 'funding.title', 'contractNumber', 'budget.amount', 'budget.currency',
  'sectors.0', 'targetGroups.0', 'objectives.0', 'expectedResults.0', 'activities.0', 'components.0.title', 'organisations.0.name', 'organisations.0.role', 'places.0.name', 'network.slug',
];
const event = ['title', 'kind', 'firstDay', 'lastDay', 'venue.id', 'venue.name', 'venue.text', 'series.title', 'state'];
const claim = ['sentence', 'number', 'status', 'reason', 'text.title'];
const publication = ['title', 'publishedAt', 'figure.net', 'seal.value', 'seal.state'];
const figure = ['id', 'title', 'query.method', 'result.net', 'result.text', 'result.evidence', 'evidence'];
const line = ['data.0.key', 'data.0.kind', 'data.0.day', 'data.0.days.0', 'data.0.event.title', 'data.0.series.title', 'data.0.person.key', 'data.0.sources.0.document', 'data.0.sources.0.row'];
const within = (item: string, fields: string[]) => fields.map((field) => `data[${item}].${field}`);

/** What stands under a programme's address, for one that is published and for one that is not. */
function ofProgramme(which: 'published' | 'secret'): Rule[] {
  const isPublished = which === 'published';
  const name = isPublished ? 'published programme' : 'unpublished programme';
  const who = {
    allowed: isPublished ? everybody : onBoth,
    refused: { others: 404 } as const,
    abroad: isPublished ? ('visitor' as const) : (404 as const),
  };
  const at = (path: string) => `/programmes/{${which}}${path}`;
  // A limited officer works on the published programme and on no other.
  const working = isPublished ? [...workers, 'limited' as const] : workers;
  const inside = isPublished ? [...onBoth, 'limited' as const] : onBoth;
  const only = (fields: string[], allowed: Asking[]) => Object.fromEntries(fields.map((field) => [field, allowed]));
  const documents: Asking[] = [...working, 'funder', 'auditor'];
  const [men, inner] = [`{${which}.men}`, `{${which}.inner}`];
  const result = (indicator: string) => within(`{${which}.${indicator}}`, ['title', 'result.net', 'result.text']);
  return [
    { object: `fiche of the ${name}`, verb: 'read', at: at(''), fields: fiche, ...who },
    {
      object: `results framework of the ${name}`, verb: 'read', at: at('/framework'),
      fields: ['levels.0.title', 'levels.0.tier', `indicators[{${which}.people}].title`, `indicators[{${which}.people}].targets.0.value`, `indicators[{${which}.people}].targets.1.comparator`, `indicators[${inner}].title`, `indicators[${inner}].query.method`, 'conflicts.0.kind'],
      only: only([`indicators[${inner}].title`, `indicators[${inner}].query.method`], inside), ...who,
    },
    {
      object: `results of the ${name}`, verb: 'list', at: at('/results'), fields: [...result('people'), ...result('men'), ...result('organisations'), ...result('events'), ...result('inner')],
      only: { ...only(result('inner'), inside), [`data[${men}].result.net`]: working }, ...who,
    },
    { object: `a result of the ${name}`, verb: 'read', at: at(`/results/{${which}.people}`), fields: [...figure, 'targets.0.value', 'targets.0.progress.state', 'publication.net', 'publication.seal.value'], ...who },
    { object: `a result about a small group of the ${name}`, verb: 'read', at: at(`/results/${men}`), fields: figure, only: only(['result.net', 'result.evidence'], working), ...who },
    { object: `an inner result of the ${name}`, verb: 'read', at: at(`/results/${inner}`), fields: figure, ...who, allowed: inside, abroad: 404 },
    {
      object: `evidence behind a figure of the ${name}`, verb: 'list', at: at(`/results/{${which}.people}/evidence`),
      fields: ['figure.net', ...line, 'data.0.person.id', 'data.0.person.name', 'data.0.organisation.name', 'data.0.role', 'data.0.sources.0.file.name', 'data.0.sources.0.sheet'],
      only: { ...only(['data.0.person.id', 'data.0.person.name', 'data.0.organisation.name', 'data.0.role'], working), ...only(['data.0.sources.0.file.name', 'data.0.sources.0.sheet'], documents) }, ...who,
    },
    {
      object: `evidence behind a small group of the ${name}`, verb: 'list', at: at(`/results/${men}/evidence`), fields: ['figure.net', 'figure.text', ...line, 'data.0.person.name'],
      only: only(['figure.net', ...line, 'data.0.person.name'], working), ...who,
    },
    { object: `evidence behind an inner figure of the ${name}`, verb: 'list', at: at(`/results/${inner}/evidence`), fields: ['figure.net', 'data.0.key'], ...who, allowed: inside, abroad: 404 },
    {
      object: `claims about the ${name}`, verb: 'list', at: at('/claims'), fields: [...within(`{${which}.shown}`, claim), ...within(`{${which}.hidden}`, claim)],
      only: only(within(`{${which}.hidden}`, claim), inside), ...who,
    },
    { object: `events of the ${name}`, verb: 'list', at: at('/events'), fields: within(`{${which}.event}`, event), ...who },
    { object: `an event of the ${name}`, verb: 'read', at: `/events/{${which}.event}`, fields: [...event, 'days.0', 'programme'], ...who },
    { object: `publications of the ${name}`, verb: 'list', at: at('/publications'), fields: within(`{${which}.publication}`, publication), ...who },
    { object: `a publication of the ${name}`, verb: 'read', at: at(`/publications/{${which}.publication}`), fields: [...publication, 'definition', 'leaves.0'], ...who },
  ];
}

const contacts = (also: Asking[] = []) => ({ email: [...workers, 'limited' as const, ...also], phone: [...workers, 'limited' as const, ...also] });

export const reading: Rule[] = [
  { object: "a person of the representative's organisation", verb: 'read', at: '/people/{person.own}', fields: person, allowed: [...workers, 'limited', 'organisation-representative'], refused: { visitor: 401, others: 404 }, abroad: 404 },
  { object: 'a person of another organisation', verb: 'read', at: '/people/{person.other}', fields: person, allowed: [...workers, 'limited'], refused: { visitor: 401, others: 404 }, abroad: 404 },
  {
    object: 'people', verb: 'list', at: '/people?limit=200', fields: ['own', 'other'].flatMap((one) => within(`{person.${one}}`, ['given', 'surname', 'organisations.0.name', 'organisations.0.role'])),
    allowed: [...workers, 'limited', 'organisation-representative'], only: Object.fromEntries(within('{person.other}', ['given', 'surname', 'organisations.0.name', 'organisations.0.role']).map((field) => [field, [...workers, 'limited' as const]])),
    refused: { visitor: 401, others: 403 }, abroad: 'own list',
  },
  { object: 'an organisation on a published fiche', verb: 'read', at: '/organisations/{organisation.implementer}', fields: [...organisation, 'website'], allowed: everybody, only: { ...contacts(), 'spellings.0': members }, refused: {}, abroad: 'visitor' },
  { object: "the representative's organisation", verb: 'read', at: '/organisations/{organisation.own}', fields: organisation, allowed: everybody, only: { ...contacts(['organisation-representative']), 'spellings.0': members }, refused: {}, abroad: 'visitor' },
  { object: 'an organisation on no fiche', verb: 'read', at: '/organisations/{organisation.inner}', fields: organisation, allowed: members, only: contacts(), refused: { visitor: 404 }, abroad: 404 },
  {
    object: 'organisations', verb: 'list', at: '/organisations?limit=200', fields: ['implementer', 'inner'].flatMap((one) => within(`{organisation.${one}}`, ['type', 'name', 'seat.name'])),
    allowed: everybody, only: Object.fromEntries(within('{organisation.inner}', ['type', 'name', 'seat.name']).map((field) => [field, members])), refused: {}, abroad: 'own list',
  },
  // Whoever speaks for its member agreed to be named to nobody outside.
  { object: 'a published network', verb: 'read', at: '/networks/{published.alliance}', fields: [...alliance, 'members.0.representatives.0.name'], allowed: everybody, only: { 'members.0.representatives.0.name': [...workers, 'limited', 'organisation-representative'] }, refused: {}, abroad: 'visitor' },
  { object: 'an unpublished network', verb: 'read', at: '/networks/{secret.alliance}', fields: alliance, allowed: members, refused: { visitor: 404 }, abroad: 404 },
  {
    object: 'networks', verb: 'list', at: '/networks?limit=200', fields: ['published', 'secret'].flatMap((one) => within(`{${one}.alliance}`, ['label', 'kind', 'areas.0.name', 'members'])),
    allowed: everybody, only: Object.fromEntries(within('{secret.alliance}', ['label', 'kind', 'areas.0.name', 'members']).map((field) => [field, members])), refused: {}, abroad: 'own list',
  },
  {
    object: 'agreements', verb: 'list', at: '/agreements?limit=200', fields: within('{secret.agreement}', ['titles.en', 'parties.0.name', 'from']), allowed: members,
    only: Object.fromEntries(within('{secret.agreement}', ['titles.en', 'parties.0.name', 'from']).map((field) => [field, [...workers, 'limited' as const, 'auditor' as const]])), refused: { visitor: 401 }, abroad: 'own list',
  },
  {
    object: 'programmes', verb: 'list', at: '/programmes?limit=200', fields: ['published', 'secret'].flatMap((one) => within(`{programme.${one}}`, ['title', 'slug', 'from'])),
    allowed: everybody, only: Object.fromEntries(within('{programme.secret}', ['title', 'slug', 'from']).map((field) => [field, onBoth])), refused: {}, abroad: 'own list',
  },
  {
    object: 'events', verb: 'list', at: '/events?limit=200', fields: ['published', 'secret'].flatMap((one) => within(`{${one}.event}`, [...event, 'programme'])),
    allowed: everybody, only: Object.fromEntries(within('{secret.event}', [...event, 'programme']).map((field) => [field, onBoth])), refused: {}, abroad: 'own list',
  },
  ...ofProgramme('published'),
  ...ofProgramme('secret'),
  { object: 'the log', verb: 'list', at: '/log', fields: ['data.0.action', 'data.0.at', 'data.0.subject.kind', 'chain.entries'], allowed: ['coordinator', 'auditor'], refused: { visitor: 401, others: 403 }, abroad: 'own list' },
];

export interface Change {
  object: string;
  verb: 'create' | 'correct' | 'withdraw';
  at: string;
  /** What is sent besides the field that is asked about; names in braces are ids. */
  body: Record<string, unknown>;
  /** Field (`a.b`) → what is written into it. */
  fields: Record<string, unknown>;
  /** Whoever may; the field is then found as written at the address of what was made, where there is one to read. */
  allowed: Asking[];
  refused: Partial<Record<Asking | 'others', 401 | 403 | 404>>;
  /** What the roles of another network are answered, when they name things of this one; null where nothing of this one is named. */
  abroad: 403 | 404 | 'unknown to them' | null;
  /** Who recorded the piece that is to be corrected or withdrawn; a fresh one for every cell. */
  recordedBy?: Asking;
}

const visitorAsked = { visitor: 401, others: 403 } as const;
const took = (which: string) => ({ eventId: `{${which}.event}`, personId: '{person.other}', days: ['2022-05-05'] });
const evidence = (which: 'published' | 'secret') => ({
  object: `evidence of the ${which === 'published' ? 'published' : 'unpublished'} programme`,
  verb: 'create' as const,
  at: `/programmes/{${which}}/evidence`,
  body: { kind: 'participation', happenedOn: '2022-05-05', payload: took(which) },
  fields: { source: { url: 'https://example.org' }, 'payload.role': 'x', 'payload.placeId': 'RS-L-71269', 'payload.organisationId': '{organisation.own}', 'payload.breakdown': { sex: 'F' } },
});
const corrected = { verb: 'correct' as const, at: '/evidence/{piece}/corrections', body: { payload: took('published') }, fields: { happenedOn: '2022-05-04', source: { title: 'x' } } };
const withdrawn = { verb: 'withdraw' as const, at: '/evidence/{piece}/withdrawal', body: {}, fields: { reason: 'It did not happen.' } };

export const writing: Change[] = [
  { object: 'a person', verb: 'create', at: '/people', body: { surname: 'Written' }, fields: { given: 'Given', sex: 'F', birthDate: '1980-01-01', email: 'written@example.org', phone: '064 0' }, allowed: workers, refused: visitorAsked, abroad: null },
  { object: 'whom a person stands for', verb: 'create', at: '/people', body: { surname: 'Written' }, fields: { affiliations: [{ organisationId: '{organisation.own}', role: 'x' }] }, allowed: workers, refused: visitorAsked, abroad: 'unknown to them' },
  { object: 'an organisation', verb: 'create', at: '/organisations', body: { type: 'cso', name: 'Written' }, fields: { website: 'https://example.org', email: 'w@example.org', phone: '015 0', names: { en: 'Written' } }, allowed: [...managers, 'limited'], refused: visitorAsked, abroad: null },
  { ...evidence('published'), allowed: [...workers, 'limited'], refused: visitorAsked, abroad: 403 },
  { ...evidence('secret'), allowed: workers, refused: { visitor: 401, stranger: 404, limited: 404, others: 403 }, abroad: 404 },
  { object: 'evidence that somebody else recorded', ...corrected, recordedBy: 'programme-officer', allowed: [...managers, 'limited'], refused: visitorAsked, abroad: 404 },
  { object: 'evidence that somebody else recorded', ...withdrawn, recordedBy: 'programme-officer', allowed: [...managers, 'limited'], refused: visitorAsked, abroad: 404 },
  { object: 'evidence the field worker recorded', ...corrected, recordedBy: 'field-worker', allowed: [...workers, 'limited'], refused: visitorAsked, abroad: 404 },
  { object: 'evidence the field worker recorded', ...withdrawn, recordedBy: 'field-worker', allowed: [...workers, 'limited'], refused: visitorAsked, abroad: 404 },
];

/** Fields that are nobody's to write, by whatever door (ASVS 5.0 15.3.3). */
export const nobodyWrites: { at: string; body: Record<string, unknown>; fields: string[] }[] = [
  { at: '/people', body: { surname: 'Written' }, fields: ['personId', 'networkId', 'id', 'fold', 'createdAt', 'spellings'] },
  { at: '/organisations', body: { type: 'cso', name: 'Written' }, fields: ['organisationId', 'networkId', 'id', 'fold', 'createdAt', 'spellings'] },
  { at: evidence('published').at, body: evidence('published').body, fields: ['programmeId', 'networkId', 'recordedBy', 'recordedAt', 'replaces', 'importId'] },
  { at: corrected.at, body: corrected.body, fields: ['evidenceId', 'kind', 'programmeId', 'recordedBy', 'replaces', 'importId'] },
  { at: withdrawn.at, body: { reason: 'It did not happen.' }, fields: ['evidenceId', 'programmeId', 'recordedBy', 'recordedAt'] },
];

export interface Page {
  /** The folder below `src/routes`, without its groups; with ids of the planted network in place of its parameters. */
  route: string;
  /** Which programme's ids stand in the address. */
  which?: 'published' | 'secret';
  search?: string;
  open: Asking[];
  /** What an open page answers; a page may only lead on. */
  answers?: 200 | 303;
  /** What everybody else gets; a visitor is always led to the sign-in first (303), where the page is not public. */
  refused?: Partial<Record<Asking | 'others', 303 | 403 | 404 | 405>>;
  /** What the roles of another network get, with ids of this one: the same page of their own, or a refusal. */
  abroad: 'own' | 403 | 404;
}

const publicPage = (route: string, more: Partial<Page> = {}): Page => ({ route, open: everybody, abroad: 'own', ...more });
const signedIn = (route: string, more: Partial<Page> = {}): Page => ({ route, open: members, refused: { visitor: 303, others: 404 }, abroad: 'own', ...more });
const noPage = (route: string, status: 404 | 405, more: Partial<Page> = {}): Page => ({ route, open: [], refused: { others: status }, abroad: 'own', ...more });

/** Pages about one programme: who may change it, and who only reads. Who does not work on it finds nothing of the unpublished one. */
const aboutProgramme = (route: string, change: boolean, more: Partial<Page> = {}): Page[] => [
  { route, which: 'published', open: change ? [...managers, 'limited'] : members, refused: { visitor: 303, others: 403 }, abroad: 404, ...more },
  { route, which: 'secret', open: change ? managers : onBoth, refused: { visitor: 303, stranger: 404, limited: 404, others: 403 }, abroad: 404, ...more, ...(more.abroad === 'own' && { abroad: 404 as const }) },
];
const people: Asking[] = [...workers, 'limited'];

export const pages: Page[] = [
  ...['/', '/about', '/accessibility', '/demo', '/programmes', '/styleguide', '/healthz', '/sign-in/code', '/sign-in/link'].map((route) => publicPage(route)),
  publicPage('/api'), publicPage('/services'), publicPage('/hsds/[...path]', { open: [], refused: { others: 404 } }),
  publicPage('/events.ics', { search: '?programme={published}' }), publicPage('/events/[event=id]', { which: 'published' }), publicPage('/events/[event=id]/event.ics', { which: 'published' }), publicPage('/registration/changed'),
  noPage('/events/[event=id]', 404, { which: 'secret' }), noPage('/events/[event=id]/event.ics', 404, { which: 'secret' }), noPage('/events.ics', 404, { search: '?programme={secret}' }), noPage('/events.ics', 404, { search: '?feed=nothing' }),
  // Without a form, or without the secret of a letter's link, there is nothing here; e2e/registration.test.ts opens them with one.
  noPage('/events/[event=id]/register', 404, { which: 'published' }), noPage('/events/[event=id]/register', 404, { which: 'secret' }), noPage('/registration/[token]', 404), noPage('/registration/[token]/somebody-else', 404), noPage('/registration/[token]/participants', 404), noPage('/registration/[token]/removed', 404), noPage('/invited/[token]', 404), noPage('/invited/[token]/[registration=id]', 404),
  publicPage('/services/points', { search: '?all=1' }), publicPage('/sitemap.xml'), publicPage('/robots.txt'), noPage('/sitemap/[list=sitemap]', 404),
  // No picture is planted; e2e/after.test.ts opens one before and after it is published.
  noPage('/pictures/[picture=id]/[width=ordinal]', 404),
  publicPage('/networks'),
  publicPage('/networks/[alliance=id]', { which: 'published' }),
  noPage('/networks/[alliance=id]', 404, { which: 'secret' }), noPage('/networks/[alliance=id]/guidelines/[guideline=id]', 404, { which: 'published' }),
  // The link in a letter or of the room opens a questionnaire; e2e/learning.test.ts does.
  noPage('/evaluate/[token]', 404), publicPage('/evaluate/thanks'),
  noPage('/registration/[token]/badge', 404), noPage('/registration/[token]/event.ics', 404), noPage('/registration/[token]/documents/[document=id]', 404),
  // A badge or a document nobody was given; e2e/roll-call.test.ts opens those that are.
  publicPage('/here'), noPage('/here/[token]', 404), noPage('/here/letter/[token]', 404), noPage('/c/[badge=badge]', 404), noPage('/events/[event=id]/documents/[document=id]', 404, { which: 'published' }), noPage('/events/[event=id]/documents/[document=id]', 404, { which: 'secret' }),
  publicPage('/services/[service=id]', { which: 'published' }),
  publicPage('/organisations'), publicPage('/organisations/[organisation=id]', { which: 'published' }), noPage('/organisations/[organisation=id]', 404, { which: 'secret' }),
  // Without the secret of a letter's link.
  noPage('/still-true/[token]', 404), noPage('/still-true/[token]/change/[kind=record]/[id=id]', 404),
  // One writes to a contact; without one there is nothing here (e2e/representative.test.ts writes).
  noPage('/organisations/[organisation=id]/write', 404, { which: 'published' }), noPage('/organisations/[organisation=id]/write', 404, { which: 'secret' }),
  noPage('/services/[service=id]', 404, { which: 'secret' }),
  ...['/services/map', '/services/map/table', '/services/map/multiples', '/services/method', '/services/gaps', '/services/gaps/csv', '/services/compare', '/services/places/[place=place]'].map((route) => publicPage(route)),
  // Nobody in the planted networks has answered a questionnaire, so there is nothing to prove; e2e/coverage.test.ts opens them, and the questionnaire by its link.
  ...['/services/places/[place=place]/why', '/services/places/[place=place]/answers', '/services/places/[place=place]/years', '/questionnaire/[token]', '/questionnaire/[token]/blank'].map((route) => noPage(route, 404)),
  { route: '/sign-in', open: ['visitor'], refused: { others: 303 }, abroad: 'own' },
  // Without an open invitation, a provider that is set up, or a form, there is nothing here.
  noPage('/sign-up', 404), noPage('/sign-in/provider', 404), noPage('/sign-out', 405), noPage('/theme', 405), noPage('/sync', 405), noPage('/api/auth/[...path]', 404), noPage('/api/v1/[...path]', 404),
  publicPage('/programmes/[slug=slug]', { which: 'published' }),
  noPage('/programmes/[slug=slug]', 404, { which: 'secret' }),
  publicPage('/programmes/[slug=slug]/why', { which: 'published', search: '?indicator={published.people}' }),
  noPage('/programmes/[slug=slug]/why', 404, { which: 'published', search: '?indicator={published.inner}' }),
  noPage('/programmes/[slug=slug]/why', 404, { which: 'published', search: '?claim={published.hidden}' }),
  noPage('/programmes/[slug=slug]/why', 404, { which: 'secret', search: '?indicator={secret.people}' }),
  publicPage('/programmes/[slug=slug]/seal/[publication=id]', { which: 'published' }),
  noPage('/programmes/[slug=slug]/seal/[publication=id]', 404, { which: 'secret' }),
  // Whoever holds a certificate's code has been given it; of the holder it shows what she allows, by a link that was sent to her.
  noPage('/certificates/mine/[token]', 404), noPage('/certificates/mine/[token]/document', 404),
  ...['/certificates/[code=code]', '/certificates/[code=code]/credential.json', '/certificates/[code=code]/badge.svg', '/badges/[network=slug]', '/badges/[network=slug]/status/[list=ordinal]'].map((route) => publicPage(route)),
  ...['/account', '/account/confirm', '/account/delete', '/account/email', '/account/second-factor', '/account/sign-out', '/work', '/work/agreements', '/work/calendar', '/work/claims', '/work/events', '/work/import', '/work/keys', '/work/networks', '/work/organisations', '/work/practice', '/work/programmes', '/work/search', '/work/services', '/work/services/licences'].map((route) => signedIn(route)),
  signedIn('/work/practice/[name]', { open: [] }),
  signedIn('/work/log', { open: ['coordinator', 'auditor'], refused: { visitor: 303, others: 403 } }),
  signedIn('/work/members', { open: [...workers, 'limited', 'organisation-representative', 'auditor'], refused: { visitor: 303, others: 403 } }),
  // Neither of the two networks has a logo; its page sets one (e2e/certificates.test.ts).
  signedIn('/work/settings/logo', { open: [], refused: { visitor: 303, coordinator: 404, others: 403 } }),
  signedIn('/work/settings', { open: ['coordinator'], refused: { visitor: 303, others: 403 } }),
  { route: '/work/members/[id]', open: ['coordinator'], refused: { visitor: 303, others: 403 }, abroad: 403 },
  signedIn('/work/people', { open: [...people, 'organisation-representative'] }),
  signedIn('/work/people/[person=id]', { open: people, abroad: 404 }),
  signedIn('/work/people/new', { open: workers }),
  signedIn('/work/organisations/[organisation=id]', { which: 'published', abroad: 404 }),
  signedIn('/work/organisations/[organisation=id]', { which: 'secret', abroad: 404 }),
  // A representative's own organisation is neither of the two; nor is one of the services hers.
  ...(['published', 'secret'] as const).flatMap((which) => [
    signedIn('/work/organisations/[organisation=id]/profile', { which, open: [...managers, 'limited'], abroad: 404 }),
    signedIn('/work/organisations/[organisation=id]/history', { which, open: managers, abroad: 404 }),
    signedIn('/work/services/[service=id]/propose', { which, open: [], abroad: 404 }),
    signedIn('/work/services/[service=id]/history', { which, open: managers, abroad: 404 }),
  ]),
  signedIn('/work/stale', { open: managers }),
  signedIn('/work/proposals', { open: [...managers, 'organisation-representative'] }),
  signedIn('/work/proposals/[proposal=id]', { open: [...managers, 'organisation-representative'], abroad: 404 }),
  ...['/work/review', '/work/review/alike', '/work/review/history'].map((route) => signedIn(route, { open: managers })),
  signedIn('/work/review/join', { open: managers, search: '?kind=organisation&id={organisation.inner}', abroad: 404 }),
  signedIn('/work/organisations/new', { open: [...managers, 'limited'] }),
  signedIn('/work/assessments', { open: ['coordinator', 'organisation-representative'] }),
  // Nobody in the planted networks was assessed; e2e/agreements.test.ts opens one. The representative speaks for another organisation than these.
  signedIn('/work/assessments/[assessment=id]', { open: [], abroad: 404 }),
  ...(['published', 'secret'] as const).map((which) => signedIn('/work/organisations/[organisation=id]/assessments', { which, open: ['coordinator'], abroad: 404 })),
  signedIn('/work/agreements/new', { open: [...managers, 'limited'] }),
  // Its parties are an organisation that nobody here represents, and its network.
  ...(['published', 'secret'] as const).flatMap((which) => ['', '/files/[file=id]'].map((part) => signedIn(`/work/agreements/[agreement=id]${part}`, { which, open: part ? [] : [...people, 'auditor'], abroad: 404 }))),
  signedIn('/work/networks/new', { open: [...managers, 'limited'] }),
  ...['/work/networks/[alliance=id]', '/work/networks/[alliance=id]/members/[member=id]', '/work/networks/[alliance=id]/composition', '/work/networks/[alliance=id]/bodies', '/work/networks/[alliance=id]/agreements', '/work/networks/[alliance=id]/meetings', '/work/networks/[alliance=id]/guidelines'].flatMap((route) => (['published', 'secret'] as const).map((which) => signedIn(route, { which, abroad: 404 }))),
  // No planted event is a meeting of a network; e2e/agreements.test.ts opens one that is.
  signedIn('/work/networks/[alliance=id]/meetings/[event=id]', { which: 'published', open: [], abroad: 404 }),
  // None of them writes a document either.
  ...['', '/changes', '/translate'].map((part) => signedIn(`/work/networks/[alliance=id]/guidelines/[guideline=id]${part}`, { which: 'published', open: [], abroad: 404 })),
  ...(['published', 'secret'] as const).map((which) => signedIn('/work/networks/[alliance=id]/fees', { which, open: [...managers, 'limited', 'auditor'], abroad: 404 })),
  ...['/work/networks/[alliance=id]/composition/rule', '/work/networks/[alliance=id]/composition/rule/[rule=id]'].flatMap((route) => (['published', 'secret'] as const).map((which) => signedIn(route, { which, open: [...managers, 'limited'], abroad: 404 }))),
  signedIn('/work/services/new', { open: [...managers, 'limited'] }),
  signedIn('/work/services/propose', { open: ['organisation-representative'] }),
  signedIn('/work/services/import', { open: [...managers, 'limited'] }), signedIn('/work/services/spreadsheet', { open: [...managers, 'limited'] }), signedIn('/work/services/import/[directory=id]', { open: [...managers, 'limited'], refused: { visitor: 303, others: 404 }, abroad: 404 }),
  signedIn('/work/services/coverage', { open: [...managers, 'limited'] }),
  ...['/work/services/coverage/[year=ordinal]', ...['', '/paper', '/blank', '/scan/[version=ordinal]'].map((rest) => `/work/services/coverage/[year=ordinal]/[place=place]${rest}`)].map((route) => signedIn(route, { open: [] })),
  // What is not published may be the address of a safe house: besides those who keep and audit the directory only its own provider sees it, who is none of these.
  ...['', '/activity', '/standards'].flatMap((rest) => [
    signedIn(`/work/services/[service=id]${rest}`, { which: 'published', abroad: 404 }),
    signedIn(`/work/services/[service=id]${rest}`, { which: 'secret', open: [...managers, 'limited', 'auditor'], abroad: 404 }),
  ]),
  signedIn('/work/events/[event=id]', { which: 'published', open: people, abroad: 404 }),
  signedIn('/work/events/[event=id]', { which: 'secret', open: workers, abroad: 404 }),
  ...(['published', 'secret'] as const).flatMap((which) => {
    const open = which === 'published' ? people : workers;
    const managing: Asking[] = which === 'published' ? [...managers, 'limited'] : managers;
    const of = '/work/events/[event=id]';
    return [
      ...['/plan', '/registrations', '/door', '/door/manifest.webmanifest', '/badges', '/documents', '/roll-call', '/wall', '/after', '/after/minutes', '/after/pictures'].map((part) => signedIn(of + part, { which, open, abroad: 404 })),
      signedIn(`${of}/registrations/form`, { which, open: managing, refused: { visitor: 303, 'field-worker': 403, others: 404 }, abroad: 404 }),
      // Nobody is put on a list that has no form.
      signedIn(`${of}/registrations/new`, { which, open: [], refused: { visitor: 303, 'field-worker': 403, others: 404 }, abroad: 404 }),
      ...['/new', '/[message=id]'].map((part) => signedIn(`${of}/registrations/messages${part}`, { which, open: [], refused: { visitor: 303, 'field-worker': 403, others: 404 }, abroad: 404 })),
      signedIn(`${of}/documents/[document=id]`, { which, open: [], abroad: 404 }),
      // Only a form leads here, with the people it is for.
      signedIn(`${of}/badges/pdf`, { which, open: [], refused: { visitor: 303, others: 405 }, abroad: 'own' }),
      ...['/sheets', '/sheets/[sheet=id]/pdf', '/sheets/photos/[photo=id]', '/sheets/photos/[photo=id]/picture', '/sheets/photos/[photo=id]/rows/[row=ordinal]'].map((part) => signedIn(of + part, { which, open, abroad: 404 })),
      // Neither event has a form to be seen or taken away.
      ...['/csv', '/form/preview'].map((part) => signedIn(`${of}/registrations${part}`, { which, open: [], abroad: 404 })),
      ...['/learning', '/learning/[questionnaire=id]'].map((part) => signedIn(of + part, { which, open, abroad: 404 })),
      signedIn(`${of}/learning/[questionnaire=id]/questions`, { which, open: managing, refused: { visitor: 303, 'field-worker': 403, others: 404 }, abroad: 404 }),
      // Before a questionnaire is open there is no code to show, and before it is closed nothing to take away.
      ...['/poster', '/csv'].map((part) => signedIn(`${of}/learning/[questionnaire=id]${part}`, { which, open: [], abroad: 404 })),
    ];
  }),
  signedIn('/work/import/[batch=id]', { open: people, abroad: 404 }),
  signedIn('/work/files/[file=id]', { open: people, abroad: 404 }),
  signedIn('/work/programmes/new', { open: managers, refused: { visitor: 303, others: 403 } }),
  ...aboutProgramme('/work/programmes/[slug=slug]', false, { answers: 303 }),
  ...aboutProgramme('/work/programmes/[slug=slug]/results', false, { abroad: 'own' }),
  ...aboutProgramme('/work/programmes/[slug=slug]/framework', false),
  ...aboutProgramme('/work/programmes/[slug=slug]/events', false),
  ...aboutProgramme('/work/programmes/[slug=slug]/series/[series=id]', false),
  ...['/series/new', '/series/[series=id]/edit'].flatMap((route) => aboutProgramme(`/work/programmes/[slug=slug]${route}`, true)),
  ...aboutProgramme('/work/programmes/[slug=slug]/feedback', false),
  ...aboutProgramme('/work/programmes/[slug=slug]/feedback/csv', false),
  ...aboutProgramme('/work/programmes/[slug=slug]/figures', false),
  ...aboutProgramme('/work/programmes/[slug=slug]/figures/csv', false, { search: '?method=people' }),
  ...aboutProgramme('/work/programmes/[slug=slug]/events/new', true),
  ...aboutProgramme('/work/programmes/[slug=slug]/edit', true),
  ...aboutProgramme('/work/programmes/[slug=slug]/places', true),
  ...['/certificates', '/certificates/[series=id]', '/certificates/[series=id]/download', '/trainers'].flatMap((route) => aboutProgramme(`/work/programmes/[slug=slug]${route}`, true)),
  // Nobody was given one: whoever runs the programme finds none. Only a form leads to the slip.
  ...(['published', 'secret'] as const).flatMap((which) => [
    signedIn('/work/programmes/[slug=slug]/certificates/[series=id]/[certificate=id]', { which, open: [], refused: { visitor: 303, others: 403, ...Object.fromEntries([...managers, ...(which === 'published' ? (['limited'] as const) : (['limited', 'stranger'] as const))].map((who) => [who, 404])) }, abroad: 404 }),
    signedIn('/work/programmes/[slug=slug]/certificates/[series=id]/[certificate=id]/slip', { which, open: [], refused: { visitor: 303, others: 405 }, abroad: 'own' }),
  ]),
  ...aboutProgramme('/work/programmes/[slug=slug]/framework/level', true),
  ...aboutProgramme('/work/programmes/[slug=slug]/framework/level/[id=id]', true),
  ...aboutProgramme('/work/programmes/[slug=slug]/framework/indicator', true),
  ...aboutProgramme('/work/programmes/[slug=slug]/framework/indicator/[id=id]', true),
  ...aboutProgramme('/work/claims/[slug=slug]', false),
  ...aboutProgramme('/work/claims/[slug=slug]/add', true),
  ...aboutProgramme('/work/claims/[slug=slug]/[claim=id]', true),
];
