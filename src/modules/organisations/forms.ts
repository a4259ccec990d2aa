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
}

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
  form('red-cross', 'cso', ['црвени крст', 'български червен кръст', 'crucea roșie', 'red cross'], ['БЧК'], true),
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
    ['ГУ', 'ЈЛС', 'ЛСУ', 'APL', 'LSU', 'LSG', 'LPA', 'ГО'],
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
  form('school', 'public-institution', [
    'основна школа', 'средња школа', 'гимназија', 'техничка школа', 'економска школа', 'медицинска школа', 'школа за основно и средње образовање', 'музичка школа',
    'основно училище', 'средно училище', 'начално училище', 'професионална гимназия', 'училище', 'гимназия', 'помощно училище', 'център за специална образователна подкрепа',
    'gimnaziul', 'liceul teoretic', 'liceul', 'școala', 'școala primară', 'primary school', 'secondary school', 'school',
  ], ['ОШ', 'СШ', 'ШОСО', 'СУ', 'НУ', 'СОУ', 'ПГ', 'LT']),
  form('kindergarten', 'public-institution', ['предшколска установа', 'вртић', 'детска градина', 'детска ясла', 'grădinița', 'grădinița de copii', 'instituția de educație timpurie', 'preschool institution', 'kindergarten'], ['ПУ', 'ДГ', 'ЦДГ', 'IET']),
  form('health', 'public-institution', [
    'дом здравља', 'општа болница', 'здравствени центар', 'клинички центар', 'завод за јавно здравље', 'болница', 'многопрофилна болница за активно лечение', 'медицински център', 'болница за активно лечение', 'регионална здравна инспекция',
    'centrul de sănătate', 'spitalul raional', 'spitalul', 'centrul medicilor de familie', 'centrul comunitar de sănătate mintală', 'health centre', 'health center', 'hospital',
  ], ['ДЗ', 'МБАЛ', 'РЗИ', 'ЗЈЗ', 'IMSP'], true),
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
