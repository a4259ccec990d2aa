/**
 * What the organisations benchmark is made of, written by hand: towns that there are, names as associations and institutions of Serbia,
 * Bulgaria and Moldova bear them, and every customary way to write what they are. Nobody real is meant.
 */
export type Country = 'RS' | 'BG' | 'MD';

export interface Association {
  name: string;
  /** Towns in which an association of this name sits; the first is the seat of the oldest. */
  towns: string[];
  /** The name it gives itself in English, if it does. */
  english?: string;
  /** `foundation`, `network`; an association otherwise. A network has no town in its name. */
  sort?: 'foundation' | 'network';
  /** How it shortens itself. */
  short?: string;
}

export interface Institution {
  sort: string;
  /** Full form with `{name}` and `{town}`, then the other customary ways. */
  ways: string[];
  /** Pairs of own name and town; an office has no own name. */
  of: [name: string, town: string][];
}

export interface Ingredients {
  country: Country;
  /** Ways to write the form of an association before its name. */
  associationForms: string[];
  foundationForms: string[];
  companyForms: string[];
  associations: Association[];
  institutions: Institution[];
  /** Ways to add a town to a name. */
  townWays: string[];
  quotes: [string, string][];
}

const at = (names: string, ...towns: string[]): [string, string][] => names.split('|').flatMap((name, i) => towns.slice(0).filter((_, t) => (t + i) % 3 !== 2).map((town): [string, string] => [name, town]));
const offices = (towns: string): [string, string][] => towns.split('|').map((town) => ['', town]);

const serbia: Ingredients = {
  country: 'RS',
  associationForms: ['Удружење грађана', 'Удружење', 'УГ', 'Udr.', 'НВО', 'Организација цивилног друштва', 'Грађанско удружење', ''],
  foundationForms: ['Фондација', 'фондација'],
  companyForms: ['{name} д.о.о.', '{name} доо'],
  townWays: ['{}, {town}', '{} {town}', '{} - {town}', '{} ({town})', '{} из {case}'],
  quotes: [['„', '“'], ['"', '"'], ['«', '»'], ['', ''], ['„', '”'], ["''", "''"]],
  associations: [
    { name: 'Зрак наде', towns: ['Ниш', 'Бор'], english: 'Ray of Hope' },
    { name: 'Зрак', towns: ['Ниш'] },
    { name: 'Дечје срце', towns: ['Београд', 'Крушевац'], english: "Children's Heart" },
    { name: 'Сунце', towns: ['Нови Пазар', 'Врање', 'Кула'] },
    { name: 'Сунцокрет', towns: ['Нови Пазар', 'Сомбор'] },
    { name: 'Дуга', towns: ['Шабац', 'Врање', 'Ада'] },
    { name: 'Дуга наде', towns: ['Шабац'] },
    { name: 'Корак по корак', towns: ['Лесковац', 'Ужице'], english: 'Step by Step' },
    { name: 'Корак ближе', towns: ['Бела Паланка', 'Лесковац'] },
    { name: 'Огњиште', towns: ['Бојник', 'Чачак'] },
    { name: 'Наша кућа', towns: ['Београд', 'Краљево'], english: 'Our House' },
    { name: 'Родитељ', towns: ['Београд', 'Зајечар'] },
    { name: 'Родитељи и деца', towns: ['Зајечар'] },
    { name: 'Пријатељи деце', towns: ['Нови Београд', 'Пирот', 'Земун'], english: 'Friends of Children' },
    { name: 'Плави круг', towns: ['Суботица', 'Панчево'] },
    { name: 'Отворени круг', towns: ['Суботица'] },
    { name: 'Ромски центар за демократију', towns: ['Ваљево', 'Бујановац'] },
    { name: 'Мали велики људи', towns: ['Краљево'] },
    { name: 'Подршка породици', towns: ['Крагујевац', 'Смедерево'], english: 'Family Support' },
    { name: 'Храниоци Баната', towns: ['Зрењанин', 'Кикинда'] },
    { name: 'Вечно дете', towns: ['Параћин', 'Прокупље'] },
    { name: 'Искра', towns: ['Власотинце', 'Јагодина', 'Вршац'] },
    { name: 'Извор', towns: ['Сурдулица', 'Лозница'] },
    { name: 'Живимо заједно', towns: ['Пожаревац', 'Ниш'] },
    { name: 'Заједно', towns: ['Ниш', 'Пожаревац', 'Пријепоље'] },
    { name: 'Нада', towns: ['Аранђеловац', 'Куршумлија'] },
    { name: 'Наша нада', towns: ['Аранђеловац'] },
    { name: 'Звезда', towns: ['Ивањица', 'Књажевац'] },
    { name: 'Звездица', towns: ['Ивањица'] },
    { name: 'Анђели', towns: ['Чачак', 'Ниш'] },
    { name: 'Ветар у леђа', towns: ['Ужице'] },
    { name: 'Осмех', towns: ['Прибој', 'Сента', 'Ћуприја'] },
    { name: 'Дечији осмех', towns: ['Прибој'] },
    { name: 'Центар за права детета', towns: ['Београд'], english: 'Child Rights Centre', short: 'ЦПД' },
    { name: 'Ђаково срце', towns: ['Врњачка Бања'] },
    { name: 'Љубав и помоћ', towns: ['Трстеник', 'Ћуприја'] },
    { name: 'Њихова прича', towns: ['Бечеј'] },
    { name: 'Подигни ме', towns: ['Свилајнац'] },
    { name: 'Темпо за децу', towns: ['Вршац'] },
    { name: 'Прозор у свет', towns: ['Горњи Милановац'], english: 'Window to the World' },
    { name: 'Кућа сунца', towns: ['Пирот'], sort: 'foundation' },
    { name: 'За свако дете', towns: ['Београд', 'Нови Сад'], sort: 'foundation', english: 'For Every Child' },
    { name: 'Мрежа организација за децу и породицу', towns: ['Београд'], sort: 'network', english: 'Network of Organisations for Children and Family', short: 'МОДП' },
    { name: 'Национална коалиција за рани развој', towns: ['Београд'], sort: 'network', short: 'НКРР' },
    { name: 'Савез хранитеља јужне Србије', towns: ['Лесковац'], sort: 'network' },
  ],
  institutions: [
    {
      sort: 'social-work',
      ways: ['Центар за социјални рад {town}', 'ЦСР {town}', 'Центар за социјални рад „{town}“', 'Центар за социјални рад за општину {town}', 'ЦСР, {town}', 'Centre for Social Work {town}', 'Центар за социјални рад - {town}'],
      of: offices('Брус|Бор|Ниш|Врање|Врбас|Вршац|Шабац|Чачак|Књажевац|Кнић|Куршумлија|Крушевац|Кула|Лесковац|Лебане|Бујановац|Прешево|Сурдулица|Пирот|Сомбор|Сента|Ада|Ужице|Пожега|Пријепоље|Прибој'),
    },
    {
      sort: 'administration',
      ways: ['Општинска управа {town}', 'Општина {town}', 'Општинска управа општине {town}', 'Локална самоуправа {town}', 'Municipality of {town}', 'СО {town}', 'ЈЛС {town}'],
      of: offices('Брус|Бор|Ада|Кула|Кнић|Лебане|Бујановац|Прешево|Сурдулица|Књажевац|Куршумлија|Пријепоље'),
    },
    {
      sort: 'school',
      ways: ['Основна школа „{name}“ {town}', 'ОШ „{name}“, {town}', 'ОШ {name} {town}', 'ОШ "{name}" - {town}', 'Основна школа "{name}"', 'Primary School "{name}", {town}', 'О.Ш. „{name}“ {town}'],
      of: at('Вук Караџић|Свети Сава|Доситеј Обрадовић|Бранко Радичевић|Десанка Максимовић|Јован Јовановић Змај|Иво Андрић|Његош', 'Ниш', 'Лесковац', 'Врање', 'Сурдулица', 'Бујановац'),
    },
    {
      sort: 'kindergarten',
      ways: ['Предшколска установа „{name}“ {town}', 'ПУ „{name}“, {town}', 'ПУ {name} {town}', 'Вртић „{name}“ {town}', 'Предшколска установа "{name}"'],
      of: at('Бамби|Пчелица|Наше дете|Невен|Полетарац|Дечја радост|Сунце|Дуга', 'Ниш', 'Врање', 'Шабац'),
    },
    {
      sort: 'health',
      ways: ['Дом здравља {town}', 'ДЗ {town}', 'Дом здравља, {town}', 'Дом здравља „{town}“', 'Health Centre {town}'],
      of: offices('Ниш|Бор|Брус|Врање|Сурдулица|Лебане|Кула|Кнић'),
    },
    {
      sort: 'hospital',
      ways: ['Општа болница {town}', 'Општа болница, {town}', 'Општа болница - {town}', 'General Hospital {town}'],
      of: offices('Врање|Лесковац|Бор|Пирот'),
    },
    {
      sort: 'red-cross',
      ways: ['Црвени крст {town}', 'Црвени крст, {town}', 'Црвени крст - {town}', 'ЦК {town}', 'Red Cross {town}'],
      of: offices('Ниш|Лесковац|Врање|Србије|Суботица'),
    },
  ],
};

const bulgaria: Ingredients = {
  country: 'BG',
  associationForms: ['Сдружение', 'Сдружение с нестопанска цел', 'СНЦ', 'НПО', 'Сдр.', 'НСО', 'Неправителствена организация', ''],
  foundationForms: ['Фондация', 'фондация'],
  companyForms: ['{name} ООД', '{name} ЕООД'],
  townWays: ['{}, {town}', '{} {town}', '{} - {town}', '{} ({town})', '{}, гр. {town}', '{} гр. {town}'],
  quotes: [['„', '“'], ['"', '"'], ['«', '»'], ['', ''], ['„', '”']],
  associations: [
    { name: 'Дъга', towns: ['Попово', 'Варна', 'Русе'], english: 'Rainbow' },
    { name: 'Дъга и слънце', towns: ['Попово'] },
    { name: 'Ръка за ръка', towns: ['Троян', 'Сливен'], english: 'Hand in Hand' },
    { name: 'Надежда', towns: ['Търговище', 'Плевен', 'Видин'] },
    { name: 'Надежда за децата', towns: ['Търговище'] },
    { name: 'Слънце', towns: ['Пловдив', 'Монтана'] },
    { name: 'Слънчев лъч', towns: ['Пловдив', 'Шумен'], english: 'Sunbeam' },
    { name: 'Усмивка', towns: ['Ямбол', 'Враца'] },
    { name: 'Бъдеще за децата', towns: ['Казанлък', 'Хасково'], english: 'Future for Children' },
    { name: 'Бъдеще', towns: ['Хасково'] },
    { name: 'Споделено детство', towns: ['Стара Загора'] },
    { name: 'Шанс за всяко дете', towns: ['Бургас', 'Перник'], english: 'A Chance for Every Child' },
    { name: 'Закрила', towns: ['Кюстендил', 'Ловеч'] },
    { name: 'Майчина грижа', towns: ['Габрово'] },
    { name: 'Щастливо семейство', towns: ['Силистра', 'Добрич'] },
    { name: 'Щастливо детство', towns: ['Силистра', 'Велико Търново'] },
    { name: 'Приемни родители', towns: ['Пазарджик', 'Враца'] },
    { name: 'Жажда за живот', towns: ['Омуртаг'] },
    { name: 'Център Семейство', towns: ['Благоевград'] },
    { name: 'Яна', towns: ['Самоков'] },
    { name: 'Звънче', towns: ['Разград', 'Провадия'] },
    { name: 'Звънче за теб', towns: ['Разград'] },
    { name: 'Нов път', towns: ['Видин', 'Хасково'] },
    { name: 'Нов свят', towns: ['Видин'] },
    { name: 'Еделвайс', towns: ['Смолян'] },
    { name: 'Ключ към знанието', towns: ['Исперих'] },
    { name: 'Светлина', towns: ['Севлиево', 'Карлово'] },
    { name: 'Детски свят', towns: ['Пловдив'], sort: 'foundation' },
    { name: 'Тръст за детето', towns: ['София'], sort: 'foundation', english: 'Child Trust' },
    { name: 'Национална мрежа за децата и семействата', towns: ['София'], sort: 'network', short: 'НМДС', english: 'National Network for Children and Families' },
    { name: 'Национална асоциация за приемна грижа', towns: ['София'], sort: 'network', short: 'НАПГ' },
  ],
  institutions: [
    {
      sort: 'social-work',
      ways: ['Дирекция „Социално подпомагане“ {town}', 'ДСП {town}', 'Дирекция "Социално подпомагане" - {town}', 'ДСП, {town}', 'Дирекция Социално подпомагане гр. {town}', 'Social Assistance Directorate {town}', 'ДСП - {town}'],
      of: offices('Попово|Троян|Видин|Враца|Варна|Русе|Разград|Омуртаг|Плевен|Перник|Сливен|Силистра|Смолян|Самоков|Ямбол|Казанлък|Карлово|Търговище'),
    },
    {
      sort: 'administration',
      ways: ['Община {town}', 'Общинска администрация {town}', 'Общинска администрация - {town}', 'Municipality of {town}', 'Община {town} '],
      of: offices('Попово|Троян|Видин|Враца|Варна|Русе|Разград|Омуртаг|Самоков|Ямбол'),
    },
    {
      sort: 'school',
      ways: ['Основно училище „{name}“ {town}', 'ОУ „{name}“, гр. {town}', 'ОУ "{name}" {town}', 'ОУ {name} - {town}', 'Основно училище "{name}"', 'ОУ „{name}“'],
      of: at('Христо Ботев|Васил Левски|Св. св. Кирил и Методий|Отец Паисий|Иван Вазов|Любен Каравелов|Никола Вапцаров', 'Попово', 'Троян', 'Видин', 'Русе'),
    },
    {
      sort: 'secondary-school',
      ways: ['Средно училище „{name}“ {town}', 'СУ „{name}“, гр. {town}', 'СУ "{name}" {town}', 'СУ {name} {town}'],
      of: at('Христо Ботев|Васил Левски|Пейо Яворов', 'Попово', 'Троян', 'Ямбол'),
    },
    {
      sort: 'kindergarten',
      ways: ['Детска градина „{name}“ {town}', 'ДГ „{name}“, гр. {town}', 'ДГ "{name}" {town}', 'ДГ {name} {town}', 'Детска градина "{name}"'],
      of: at('Слънце|Детелина|Мечо Пух|Щастливо детство|Радост|Звънче|Христо Ботев|№ 5|№ 15', 'Попово', 'Троян', 'Видин'),
    },
    {
      sort: 'hospital',
      ways: ['Многопрофилна болница за активно лечение {town}', 'МБАЛ {town}', 'МБАЛ - {town}', 'МБАЛ, гр. {town}'],
      of: offices('Попово|Видин|Русе|Троян'),
    },
    {
      sort: 'community-support',
      ways: ['Център за обществена подкрепа „{name}“ {town}', 'ЦОП „{name}“, гр. {town}', 'ЦОП "{name}" {town}', 'ЦОП {name} {town}'],
      of: at('Надежда|Дъга|Заедно', 'Попово', 'Видин', 'Ямбол'),
    },
  ],
};

const moldova: Ingredients = {
  country: 'MD',
  associationForms: ['Asociația Obștească', 'AO', 'A.O.', 'ONG', 'Asociația', 'Organizația obștească', 'OSC', ''],
  foundationForms: ['Fundația', 'fundația'],
  companyForms: ['{name} SRL', 'SRL {name}'],
  townWays: ['{}, {town}', '{} {town}', '{} - {town}', '{} ({town})', '{}, or. {town}', '{} din {town}'],
  quotes: [['„', '”'], ['"', '"'], ['«', '»'], ['', ''], ['„', '“']],
  associations: [
    { name: 'Speranța', towns: ['Cantemir', 'Soroca', 'Orhei'], english: 'Hope' },
    { name: 'Speranța Copiilor', towns: ['Cantemir'] },
    { name: 'Aripi', towns: ['Cahul', 'Ungheni'], english: 'Wings' },
    { name: 'Aripile Viitorului', towns: ['Cahul'] },
    { name: 'Raza de Soare', towns: ['Florești', 'Leova'], english: 'Ray of Sunshine' },
    { name: 'Soarele', towns: ['Leova'] },
    { name: 'Împreună', towns: ['Telenești', 'Ungheni'] },
    { name: 'Împreună pentru Copii', towns: ['Telenești'] },
    { name: 'Viitorul Copiilor', towns: ['Căușeni', 'Rezina'] },
    { name: 'Tinerii pentru Viitor', towns: ['Hîncești'] },
    { name: 'Casa Luminii', towns: ['Strășeni', 'Drochia'], english: 'House of Light' },
    { name: 'Zîmbet', towns: ['Fălești', 'Briceni'] },
    { name: 'Zîmbetul Copilului', towns: ['Fălești'] },
    { name: 'Prietenii Copiilor', towns: ['Ialoveni', 'Edineț'], english: 'Friends of Children' },
    { name: 'Dorința', towns: ['Nisporeni'] },
    { name: 'Pasul Întîi', towns: ['Sîngerei'] },
    { name: 'Familia și Copilul', towns: ['Bălți'] },
    { name: 'Asistență pentru Familie', towns: ['Bălți', 'Călărași'] },
    { name: 'Vreau Acasă', towns: ['Ocnița'] },
    { name: 'Părinți Buni', towns: ['Glodeni', 'Soroca'] },
    { name: 'Șanse Egale', towns: ['Chișinău', 'Comrat'], english: 'Equal Chances' },
    { name: 'Țara Copilăriei', towns: ['Criuleni'] },
    { name: 'Lumea Copiilor', towns: ['Chișinău'], sort: 'foundation' },
    { name: 'Alianța Organizațiilor pentru Copii și Familie', towns: ['Chișinău'], sort: 'network', short: 'AOCF', english: 'Alliance of Organisations for Children and Family' },
    { name: 'Rețeaua Asistenților Parentali', towns: ['Chișinău'], sort: 'network' },
  ],
  institutions: [
    {
      sort: 'social-work',
      ways: ['Direcția asistență socială și protecția familiei {town}', 'DASPF {town}', 'DASPF, {town}', 'Direcția Asistență Socială și Protecția Familiei - {town}', 'Direcția asistență socială {town}', 'DAS {town}'],
      of: offices('Cantemir|Cahul|Soroca|Orhei|Leova|Florești|Fălești|Drochia|Edineț|Ungheni|Rezina|Briceni|Strășeni|Nisporeni|Telenești'),
    },
    {
      sort: 'administration',
      ways: ['Primăria {town}', 'Primăria or. {town}', 'Primăria orașului {town}', 'primaria {town}', 'Town Hall {town}'],
      of: offices('Cantemir|Cahul|Soroca|Orhei|Leova|Florești|Fălești|Drochia'),
    },
    {
      sort: 'district-council',
      ways: ['Consiliul Raional {town}', 'Consiliul raional {town}', 'Consiliul Raional - {town}'],
      of: offices('Cantemir|Cahul|Soroca|Orhei|Leova'),
    },
    {
      sort: 'school',
      ways: ['Liceul Teoretic „{name}”, {town}', 'LT „{name}” {town}', 'Liceul Teoretic {name} {town}', 'LT "{name}", or. {town}', 'Liceul Teoretic "{name}"'],
      of: at('Mihai Eminescu|Ion Creangă|Vasile Alecsandri|Ștefan cel Mare|Mihail Sadoveanu', 'Cantemir', 'Cahul', 'Soroca', 'Orhei'),
    },
    {
      sort: 'gymnasium',
      ways: ['Gimnaziul „{name}”, {town}', 'Gimnaziul {name} {town}', 'Gimnaziul "{name}" - {town}'],
      of: at('Mihai Eminescu|Alexei Mateevici|nr. 3|nr. 13', 'Cantemir', 'Cahul', 'Soroca'),
    },
    {
      sort: 'kindergarten',
      ways: ['Grădinița de copii „{name}”, {town}', 'Grădinița „{name}” {town}', 'Grădinița {name}, {town}', 'IET „{name}” {town}', 'Grădinița "{name}"'],
      of: at('Andrieș|Albinuța|Guguță|Steluța|Soarele|nr. 2|nr. 12', 'Cantemir', 'Cahul', 'Soroca'),
    },
    {
      sort: 'hospital',
      ways: ['Spitalul Raional {town}', 'IMSP Spitalul Raional {town}', 'Spitalul raional, {town}', 'District Hospital {town}'],
      of: offices('Cantemir|Cahul|Soroca|Orhei|Leova'),
    },
  ],
};

export const ingredients: Ingredients[] = [serbia, bulgaria, moldova];
