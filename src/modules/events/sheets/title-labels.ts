import { plainWords, wordSet } from './plain-words.ts';

/** What a labelled line above the table says: `Mesto i datum: Niš, 26.05.2022.`, `Organizator: …`. */
export type TitleLabel = 'title' | 'place' | 'date' | 'place-and-date' | 'total' | 'other';

const labels: [Exclude<TitleLabel, 'place-and-date'>, Set<string>][] = [
  // Words that make a line speak of the project or the organiser, whatever else stands in it.
  ['other', wordSet('projekat projekta projekt пројекат пројекта проект проекта project proiect proiectul proiectului ugovor ugovora уговор договор contract contractul organizator organizatora организатор organiser organizer organizatorul nosilac носилац donator donatora донатор finansijer финансијер donor finanțator period периoд период trajanje трајање program програм programme programa програма voditelj водитељ trener тренер predavač предавач facilitator trainer lector обучител formator tel telefon email web sajt pib матични bulstat adresa адреса vreme време час ora time partneri партнери broj број номер nr')],
  ['total', wordSet('učesnika učesnici учесника учесници participants участници участниците participanți participanților')],
  ['date', wordSet('datum datumi датум date dates дата дати data datele dan дан ден dani дни')],
  ['place', wordSet('mesto mjesto место место place venue location lokacija локација локация място locul loc localitatea prostor простор sala сала зала hotel grad град city oraș орашул adresa')],
  ['title', wordSet('naziv назив наименование title event događaj догађај събитие eveniment evenimentul denumirea denumire aktivnost активност дейност activity activitatea activitate tema тема topic subject obuka обука обучение training trening тренинг naslov наслов skup скуп seminar семинар sastanak састанак среща meeting конференция konferencija конференција')],
];

export interface Labelled {
  label: TitleLabel;
  value: string;
}

/** Takes `Label: value` apart; null for a line without a label. A label has letters, at most six words, and no digits. */
export function labelled(text: string): Labelled | null {
  const match = /^\s*([^:0-9]{3,60}?)\s*:\s*(.*)$/su.exec(text);
  if (!match) return null;
  const label = labelOf(match[1]!);
  return label ? { label, value: match[2]!.trim() } : null;
}

/** What a text means as a label by itself, e.g. in the cell left of its value. */
export function labelOf(text: string): TitleLabel | null {
  const words = plainWords(text.replace(/:\s*$/, ''));
  if (words.length === 0 || words.length > 6) return null;
  const has = (label: string) => words.some((word) => labels.find(([name]) => name === label)![1].has(word));
  if (has('total') && /\b(broj|ukupno|number|total|nr|broi|obst|numar)/.test(words.join(' '))) return 'total';
  if (has('date')) return has('place') ? 'place-and-date' : has('other') && !has('title') ? null : 'date';
  if (has('place') && !has('other')) return 'place';
  if (has('title')) return 'title';
  if (has('place')) return 'place';
  return has('other') ? 'other' : null;
}
