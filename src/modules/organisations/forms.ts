/**
 * How organisations of Serbia, Bulgaria and Moldova are called before (or after) their own name: legal forms,
 * kinds of offices and institutions, with abbreviations. Forms by law: Serbia's Law on Associations, Bulgaria's
 * Act on Non-Profit Legal Entities, Moldova's Law 86/2020 on non-commercial organisations; kinds of public
 * bodies from general knowledge. Serbian stands in Cyrillic where both scripts give the same folded text.
 */

import type { OrganisationType } from './shape.ts';

/** `office`: the form and the municipality together are the whole identity ("Centar za socijalni rad Brus"); others have a name of their own. */
export interface Form {
  kind: string;
  type: OrganisationType;
  office: boolean;
  /** Phrases written out; matched with typing errors forgiven. */
  phrases: string[];
  /** Abbreviations; matched as whole words only. */
  short: string[];
  /** The wider kind that a name may say instead: `school` for a primary school. */
  wider?: string;
}

/** Whether two forms may be said of one organisation. */
export const formsAgree = (a: Form, b: Form): boolean => a.kind === b.kind || a.kind === b.wider || a.wider === b.kind;

const form = (kind: string, type: OrganisationType, phrases: string[], short: string[] = [], office = false): Form => ({ kind, type, office, phrases, short });

/** The order does not matter: the longest phrase that fits wins. */
export const forms: Form[] = [
  // Civil society
  form(
    'association',
    'cso',
    [
      'удружење грађана', 'удружење', 'грађанско удружење', 'невладина организација', 'организација цивилног друштва', 'хуманитарна организација',
      'сдружение', 'сдружение с нестопанска цел', 'неправителствена организация', 'нестопанска организация', 'юридическо лице с нестопанска цел',
      'asociația obștească', 'asociația', 'organizația obștească', 'organizația neguvernamentală', 'organizație neguvernamentală',
      'association of citizens', 'citizens association', 'association', 'public association', 'non-governmental organisation', 'civil society organisation', 'ngo', 'cso',
    ],
    ['УГ', 'НВО', 'ОЦД', 'НГО', 'ХО', 'НПО', 'НСО', 'СНЦ', 'ЮЛНЦ', 'AO', 'ONG', 'OSC', 'NGO', 'CSO', 'Udr', 'Сдр', 'Asoc'],
  ),
  form('union', 'cso', ['савез удружења', 'савез', 'съюз', 'uniunea', 'uniunea de asociații', 'alianța', 'федерация', 'federația', 'union of associations']),
  form('foundation', 'cso', ['фондација', 'задужбина', 'фондация', 'fundația', 'fundație', 'foundation', 'fund for']),
  form('community-centre', 'cso', ['народно читалище', 'читалище'], ['НЧ']),
  form('red-cross', 'cso', ['црвени крст', 'български червен кръст', 'crucea roșie', 'red cross'], ['БЧК', 'ЦК'], true),
  form('caritas', 'cso', ['каритас', 'caritas']),
  form('sports-club', 'cso', ['спортски клуб', 'спортно дружество', 'club sportiv']),

  // Authorities
  form(
    'administration',
    'authority',
    [
      'градска управа', 'општинска управа', 'управа града', 'управа општине', 'општина', 'град', 'градска општина', 'локална самоуправа', 'јединица локалне самоуправе',
      'скупштина општине', 'скупштина града', 'председник општине', 'кабинет градоначелника', 'општинско веће', 'градско веће', 'grad', 'gradska uprava za društvene delatnosti',
      'одељење за друштвене делатности', 'секретаријат за социјалну заштиту', 'секретаријат за дечју и социјалну заштиту', 'канцеларија за младе',
      'община', 'общинска администрация', 'столична община', 'общински съвет', 'кметство',
      'primăria', 'primăria orașului', 'primăria municipiului', 'primăria comunei', 'primăria satului', 'primăria or', 'primăria mun', 'consiliul local', 'consiliul orășenesc',
      'city administration', 'municipal administration', 'municipality of', 'municipality', 'city of', 'town hall', 'city hall', 'local self-government',
    ],
    ['ГУ', 'СО', 'ЈЛС', 'ЛСУ', 'APL', 'LSU', 'LSG', 'LPA', 'ГО'],
    true,
  ),
  form('district-council', 'authority', ['consiliul raional', 'districtul', 'областна администрация', 'управни округ', 'начелник округа', 'district administration'], [], true),
  form(
    'ministry',
    'authority',
    ['министарство', 'министерство', 'ministerul', 'ministry', 'влада републике', 'комесаријат', 'повереник за заштиту равноправности', 'агенция за социално подпомагане', 'държавна агенция', 'agenția națională', 'inspectoratul', 'inspecția socială', 'покрајински секретаријат', 'заштитник грађана', 'омбудсман', 'avocatul poporului'],
    ['АСП', 'ДАЗД', 'АКСУ', 'MMPS', 'ANAS', 'KIRS', 'КИРС'],
  ),
  form('police', 'authority', ['полицијска управа', 'полицијска станица', 'районно управление', 'inspectoratul de poliție', 'полиция', 'police'], [], true),
  form('court', 'authority', ['основни суд', 'виши суд', 'тужилаштво', 'районен съд', 'прокуратура', 'judecătoria', 'procuratura', 'court'], [], true),

  // Public institutions
  form(
    'social-work',
    'public-institution',
    [
      'центар за социјални рад', 'градски центар за социјални рад', 'међуопштински центар за социјални рад',
      'дирекция социално подпомагане', 'дирекция за социално подпомагане', 'регионална дирекция за социално подпомагане', 'отдел закрила на детето',
      'direcția asistență socială și protecția familiei', 'direcția generală asistență socială', 'direcția asistență socială', 'agenția teritorială de asistență socială', 'structura teritorială de asistență socială',
      'direcția generală asistență socială și protecția familiei', 'secția asistență socială',
      'centre for social work', 'center for social work', 'social work centre', 'social work center', 'social assistance directorate', 'directorate for social assistance', 'directorate of social assistance',
    ],
    ['ЦСР', 'ГЦСР', 'МЦСР', 'ДСП', 'РДСП', 'ОЗД', 'DASPF', 'DGASPF', 'DAS', 'DGAS', 'ATAS', 'STAS', 'CSW'],
    true,
  ),
  form('school', 'public-institution', ['школа за основно и средње образовање', 'музичка школа', 'училище', 'помощно училище', 'център за специална образователна подкрепа', 'școala', 'school'], ['ШОСО']),
  {
    ...form('primary-school', 'public-institution', ['основна школа', 'основно училище', 'начално училище', 'gimnaziul', 'școala primară', 'primary school', 'elementary school'], ['ОШ', 'НУ']),
    wider: 'school',
  },
  {
    ...form('secondary-school', 'public-institution', ['средња школа', 'гимназија', 'средно училище', 'гимназия', 'liceul teoretic', 'liceul', 'secondary school', 'high school'], ['СШ', 'СУ', 'СОУ', 'LT']),
    wider: 'school',
  },
  {
    ...form('vocational-school', 'public-institution', ['техничка школа', 'економска школа', 'медицинска школа', 'професионална гимназия', 'școala profesională', 'vocational school'], ['ПГ']),
    wider: 'school',
  },
  form('kindergarten', 'public-institution', ['предшколска установа', 'вртић', 'детска градина', 'детска ясла', 'grădinița', 'grădinița de copii', 'instituția de educație timpurie', 'preschool institution', 'kindergarten'], ['ПУ', 'ДГ', 'ЦДГ', 'IET']),
  form('health-centre', 'public-institution', ['дом здравља', 'здравствени центар', 'медицински център', 'centrul de sănătate', 'IMSP centrul de sănătate', 'centrul medicilor de familie', 'health centre', 'health center'], ['ДЗ', 'IMSP'], true),
  form('public-health', 'public-institution', ['завод за јавно здравље', 'регионална здравна инспекция', 'centrul de sănătate publică', 'public health institute'], ['РЗИ', 'ЗЈЗ'], true),
  form('mental-health', 'public-institution', ['centrul comunitar de sănătate mintală'], [], true),
  // A town may have several, each with a name of its own.
  form('hospital', 'public-institution', [
    'општа болница', 'клинички центар', 'болница', 'многопрофилна болница за активно лечение', 'болница за активно лечение', 'специјална болница', 'специализирана болница',
    'spitalul raional', 'spitalul', 'IMSP spitalul raional', 'IMSP spitalul', 'general hospital', 'district hospital', 'hospital',
  ], ['МБАЛ', 'УМБАЛ', 'ОБ']),
  form('social-service', 'public-institution', [
    'центар за породични смештај и усвојење', 'центар за заштиту одојчади деце и омладине', 'дом за децу', 'дом за децу и омладину', 'геронтолошки центар', 'центар за пружање услуга социјалне заштите', 'центар за социјалне услуге', 'установа социјалне заштите', 'установа за децу и младе',
    'центар локалних услуга', 'дневни боравак', 'центар за децу и омладину са посебним потребама', 'завод за социјалну заштиту', 'републички завод за социјалну заштиту', 'покрајински завод за социјалну заштиту',
    'център за обществена подкрепа', 'център за социална рехабилитация и интеграция', 'център за настаняване от семеен тип', 'дневен център', 'комплекс за социални услуги', 'дом за деца', 'домашен социален патронаж', 'център за ранна интервенция',
    'centrul de plasament', 'centrul de zi', 'casa de copii', 'centrul de asistență socială', 'centrul comunitar', 'serviciul de asistență psihopedagogică',
  ], ['ЦПСУ', 'ЦОП', 'ЦСРИ', 'ЦНСТ', 'ДЦДУ', 'КСУДС', 'РЗСЗ', 'ПЗСЗ', 'ЦПСУСЗ', 'SAP']),
  form('culture', 'public-institution', ['народна библиотека', 'библиотека', 'дом културе', 'културни центар', 'музеј', 'народно позориште', 'регионална библиотека', 'музей', 'biblioteca publică', 'biblioteca', 'casa de cultură', 'muzeul', 'library']),
  form('university', 'public-institution', ['универзитет', 'факултет', 'висока школа', 'академија струковних студија', 'университет', 'факултет по', 'universitatea', 'facultatea', 'university', 'faculty']),
  form('employment', 'public-institution', ['национална служба за запошљавање', 'агенция по заетостта', 'бюро по труда', 'дирекция бюро по труда', 'agenția pentru ocuparea forței de muncă', 'employment service'], ['НСЗ', 'ДБТ', 'ANOFM'], true),

  // Funders
  form('funder', 'funder', [
    'delegation of the european union', 'european union delegation', 'eu delegation', 'делегација европске уније', 'делегацията на европейския съюз', 'delegația uniunii europene', 'амбасада', 'посолство', 'ambasada', 'embassy',
    'balkan trust for democracy', 'балкански фонд за демократију', 'open society foundation', 'фондација за отворено друштво', 'fundația soros', 'swiss agency for development and cooperation',
    'тръст за социална алтернатива', 'фондация лале', 'европска комисија', 'european commission', 'world bank', 'светска банка', 'българо-швейцарска програма за сътрудничество',
  ], ['USAID', 'UNICEF', 'УНИЦЕФ', 'UNDP', 'УНДП', 'UNHCR', 'SDC', 'SIDA', 'GIZ', 'ГИЗ', 'BTD', 'IOM', 'OSCE', 'ОЕБС']),

  // Media
  form('media', 'media', ['радио телевизија', 'телевизија', 'радио', 'новинска агенција', 'портал', 'новине', 'недељник', 'дописништво', 'телевизия', 'вестник', 'информационна агенция', 'ziarul', 'postul de radio', 'televiziunea', 'redacția', 'редакција', 'newspaper', 'television', 'news agency'], ['РТС', 'РТВ', 'ТВ', 'БНТ', 'БНР', 'БТА', 'TRM']),

  // Firms
  form('company', 'other', ['друштво с ограниченом одговорношћу', 'привредно друштво', 'предузетник', 'еднолично дружество', 'societatea cu răspundere limitată', 'întreprinderea individuală', 'јавно комунално предузеће', 'јавно предузеће'], ['ДОО', 'ООД', 'ЕООД', 'АД', 'ЕАД', 'SRL', 'ЕТ', 'ÎI', 'Ltd', 'ПР', 'ЈКП', 'ЈП', 'LLC']),
];
