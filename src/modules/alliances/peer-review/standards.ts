/**
 * What organisations are assessed by: areas with criteria, and a scale that says what each number means. Kolo's own concise set, written for it; free to use and to change like the program itself (its licence).
 * It follows what is common ground of self-assessment of associations (governance, people, money, work, cooperation) and quotes no other instrument. An assessment names its set: a changed set gets a new name, and old scores stay with the old one.
 */
import { in4, type Localised } from '#platform/words/localised.ts';

export interface Criterion {
  id: string;
  /** What is so where everything is as it should be. */
  texts: Localised;
}
export interface Area {
  id: string;
  names: Localised;
  criteria: readonly Criterion[];
}
export interface Standard {
  id: string;
  titles: Localised;
  areas: readonly Area[];
}

/** What the numbers mean, from 0 to 3. */
export const scale: readonly Localised[] = [
  in4('не постоји', 'липсва', 'nu există', 'is not there'),
  in4('започето: постоји понешто, али не важи увек', 'започнато: има нещо, но не винаги', 'început: există ceva, dar nu întotdeauna', 'begun: there is something, but not always'),
  in4('ради: важи, а недостаје запис или провера', 'работи: спазва се, но липсва запис или проверка', 'funcționează: se respectă, dar lipsește consemnarea sau verificarea', 'works: it is kept to, but a record or a check is lacking'),
  in4('у потпуности: важи, записано је и проверава се', 'изцяло: спазва се, записано е и се проверява', 'pe deplin: se respectă, este consemnat și se verifică', 'fully: it is kept to, written down and checked'),
];
export const highest = scale.length - 1;

const first: Standard = {
  id: 'kolo-1',
  titles: in4('Стандарди за организације, први скуп', 'Стандарти за организации, първи набор', 'Standarde pentru organizații, primul set', 'Standards for organisations, first set'),
  areas: [
    {
      id: 'governance', names: in4('Управљање', 'Управление', 'Guvernanță', 'Governance'),
      criteria: [
        { id: 'governance-board', texts: in4('Орган управљања се састаје по статуту, води записнике и раздвојен је од извршног рада.', 'Управителният орган заседава по устав, води протоколи и е отделен от изпълнителната работа.', 'Organul de conducere se întrunește conform statutului, ține procese-verbale și este separat de activitatea executivă.', 'The governing body meets as the statute says, keeps minutes and is separate from executive work.') },
        { id: 'governance-plan', texts: in4('Постоји вишегодишњи план, донет са корисницима и члановима, и сваке године се гледа докле се стигло.', 'Има многогодишен план, приет с потребителите и членовете, и всяка година се преглежда докъде се е стигнало.', 'Există un plan multianual, adoptat împreună cu beneficiarii și membrii, iar progresul este examinat în fiecare an.', 'There is a plan for several years, made with users and members, and progress is looked at every year.') },
      ],
    },
    {
      id: 'safety', names: in4('Безбедност деце и корисника', 'Безопасност на децата и потребителите', 'Siguranța copiilor și a beneficiarilor', 'Safety of children and users'),
      criteria: [
        { id: 'safety-policy', texts: in4('Свако ко ради са децом проверен је, обучен и потписао је правила о заштити деце.', 'Всеки, който работи с деца, е проверен, обучен и е подписал правилата за закрила на децата.', 'Oricine lucrează cu copii a fost verificat, instruit și a semnat regulile de protecție a copilului.', 'Everybody who works with children has been checked, trained and has signed the child protection rules.') },
        { id: 'safety-complaints', texts: in4('Деца и породице знају како да се жале, жалбе се бележе и на њих се одговара у року.', 'Децата и семействата знаят как да подадат жалба, жалбите се записват и получават отговор в срок.', 'Copiii și familiile știu cum să se plângă, plângerile se consemnează și primesc răspuns la timp.', 'Children and families know how to complain; complaints are recorded and answered in time.') },
      ],
    },
    {
      id: 'people', names: in4('Људи', 'Хора', 'Oameni', 'People'),
      criteria: [
        { id: 'people-training', texts: in4('Запослени и волонтери имају описане послове, уводе се у рад и сваке године се усавршавају.', 'Служителите и доброволците имат описана работа, въвеждат се в нея и всяка година се обучават.', 'Angajații și voluntarii au sarcini descrise, sunt introduși în muncă și se perfecționează anual.', 'Staff and volunteers have described tasks, are introduced to them and are trained every year.') },
        { id: 'people-supervision', texts: in4('Стручни радници имају редовну супервизију и подршку против исцрпљености.', 'Специалистите имат редовна супервизия и подкрепа срещу прегаряне.', 'Specialiștii beneficiază de supervizare regulată și de sprijin împotriva epuizării.', 'Professionals have regular supervision and support against burn-out.') },
      ],
    },
    {
      id: 'money', names: in4('Новац', 'Средства', 'Bani', 'Money'),
      criteria: [
        { id: 'money-control', texts: in4('Трошкове одобравају две особе, књиге су сређене, а годишњи извештај је јаван.', 'Разходите се одобряват от двама души, счетоводството е редовно, а годишният отчет е публичен.', 'Cheltuielile sunt aprobate de două persoane, contabilitatea este în ordine, iar raportul anual este public.', 'Two persons approve expenses, the books are in order and the annual report is public.') },
        { id: 'money-sources', texts: in4('Приходи долазе из више извора и постоји резерва за три месеца рада.', 'Приходите идват от няколко източника и има резерв за три месеца работа.', 'Veniturile provin din mai multe surse și există o rezervă pentru trei luni de activitate.', 'Income comes from several sources and there is a reserve for three months of work.') },
      ],
    },
    {
      id: 'work', names: in4('Рад и сарадња', 'Работа и сътрудничество', 'Activitate și cooperare', 'Work and cooperation'),
      criteria: [
        { id: 'work-results', texts: in4('Учинак услуга се мери уз учешће корисника, а налази мењају рад.', 'Резултатите от услугите се измерват с участието на потребителите, а изводите променят работата.', 'Rezultatele serviciilor se măsoară cu participarea beneficiarilor, iar constatările schimbă activitatea.', 'What services achieve is measured together with users, and what is found changes the work.') },
        { id: 'work-partners', texts: in4('Са установама и другим организацијама постоје споразуми по којима се породице заиста упућују.', 'С институциите и другите организации има споразумения, по които семействата наистина се насочват.', 'Există acorduri cu instituțiile și alte organizații, pe baza cărora familiile sunt efectiv îndrumate.', 'There are agreements with institutions and other organisations by which families really are referred.') },
      ],
    },
  ],
};

export const standards: readonly Standard[] = [first];
/** The set that a new assessment is made by. */
export const currentStandard = first;
export const standardCalled = (id: string): Standard => standards.find((one) => one.id === id) ?? currentStandard;
export const criteriaOf = (standard: Standard): Criterion[] => standard.areas.flatMap(({ criteria }) => [...criteria]);
