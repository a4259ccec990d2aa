import { describe, expect, it } from 'vitest';
import { nameLikeness } from './name-pieces.ts';
import { columnOrder, splitName } from './names.ts';
import type { NameOrder } from './shape.ts';

/** `given | middle | surname | title` of each, read as one column. */
const column = (names: string[], hint: NameOrder = 'unknown') => {
  const order = columnOrder(names, hint);
  return names.map((name) => {
    const { given, middle, surname, title } = splitName(name, order);
    return [given, middle, surname, title].map((part) => part ?? '').join('|');
  });
};

describe('names are split by the evidence of the whole column', () => {
  it('Serbian, given name first, with one row the other way round', () => {
    expect(column(['Uroš Miletić', 'Obradović Sanja', 'Nada Alparac', 'Dragan Ašađanin', 'Ljijana Alavanja'])).toEqual([
      'Uroš||Miletić|', 'Sanja||Obradović|', 'Nada||Alparac|', 'Dragan||Ašađanin|', 'Ljijana||Alavanja|',
    ]);
  });

  it('Serbian Cyrillic, surname first, with one row the other way round', () => {
    expect(column(['Гајић Радмила', 'Лазар Аларгић', 'Анушић Бјоан', 'Алкoвић Светлана'], 'surname-first')).toEqual([
      'Радмила||Гајић|', 'Лазар||Аларгић|', 'Бјоан||Анушић|', 'Светлана||Алковић|',
    ]);
  });

  it('the heading is a hint that the names overrule', () => {
    expect(column(['Miletić Uroš', 'Obradović Sanja', 'Ilić Maja', 'Krstić Goran'], 'given-first')).toEqual([
      'Uroš||Miletić|', 'Sanja||Obradović|', 'Maja||Ilić|', 'Goran||Krstić|',
    ]);
  });

  it('words that could be both follow their column', () => {
    expect(column(['Sava Damian', 'Ion Popescu', 'Elena Munteanu', 'Vasile Rusu'])[0]).toBe('Sava||Damian|');
    expect(column(['Sava Damian', 'Popescu Ion', 'Munteanu Elena', 'Rusu Vasile'])[0]).toBe('Damian||Sava|');
  });

  it('the row\'s own e-mail breaks a tie', () => {
    const order = { order: 'unknown' as const, balance: 0, rows: 0 };
    expect(splitName('Gabor Ozana', order, ['ozana.gabor@example.org'])).toMatchObject({ given: 'Ozana', surname: 'Gabor' });
  });

  it('Bulgarian names of three parts, in either order', () => {
    expect(column(['Мария Петрова Иванова', 'Христо Димитров Колев', 'Йорданка Стоянова', 'Иван П. Петров'])).toEqual([
      'Мария|Петрова|Иванова|', 'Христо|Димитров|Колев|', 'Йорданка||Стоянова|', 'Иван|П.|Петров|',
    ]);
    expect(column(['Иванова Мария Петрова', 'Колев Христо Димитров', 'Стоянова Йорданка'], 'surname-first')).toEqual([
      'Мария|Петрова|Иванова|', 'Христо|Димитров|Колев|', 'Йорданка||Стоянова|',
    ]);
  });

  it('Russian names of Moldova with the father\'s name', () => {
    expect(column(['Иванова Мария Петровна', 'Попов Сергей Иванович', 'Ion Rusu'])).toEqual(['Мария|Петровна|Иванова|', 'Сергей|Иванович|Попов|', 'Ion||Rusu|']);
  });

  it('Romanian names, surname in capitals, double given names', () => {
    expect(column(['POPESCU Ion', 'Maria RUSU', 'Ciobanu Ana-Maria', 'Ana Maria Munteanu'])).toEqual(['Ion||Popescu|', 'Maria||Rusu|', 'Ana-Maria||Ciobanu|', 'Ana Maria||Munteanu|']);
  });

  it('double surnames, with and without a hyphen, also with spaces around it', () => {
    expect(column(['Marija Petrović-Ilić', 'Jelena Petrović Marković', 'Ana Kostić - Vidanović', 'Kovačević-Petrović Jovana'])).toEqual([
      'Marija||Petrović-Ilić|', 'Jelena||Petrović Marković|', 'Ana||Kostić-Vidanović|', 'Jovana||Kovačević-Petrović|',
    ]);
  });

  it('initials, with and without point, on either side', () => {
    expect(column(['U. Mirković', 'Д. Тдооровић', 'Kovačević M.', 'M Ilić', 'Љ. Симић', 'Lj. Simić'])).toEqual([
      'U.||Mirković|', 'Д.||Тдооровић|', 'M.||Kovačević|', 'M.||Ilić|', 'Љ.||Симић|', 'Lj.||Simić|',
    ]);
  });

  it('titles before and behind', () => {
    expect(column(['mr Живорад Благојевић', 'prof. Кристина Алаковић', 'Prof. dr Mila Jovanović', 'prof.dr Vesna Ilić', 'Ana Ilić, dipl. pravnik', 'Ana Ilić, MSc', 'Д-р Георги Ангелов', 'г-жа Мария Колева', 'dna Elena Rusu', 'adv. Petar Simić'])).toEqual([
      'Живорад||Благојевић|mr', 'Кристина||Алаковић|prof.', 'Mila||Jovanović|Prof. dr', 'Vesna||Ilić|prof. dr', 'Ana||Ilić|dipl.', 'Ana||Ilić|MSc', 'Георги||Ангелов|Д-р', 'Мария||Колева|г-жа', 'Elena||Rusu|dna', 'Petar||Simić|adv.',
    ]);
  });

  it('capitals, small letters, spaces, numbering, nicknames, brackets, line breaks', () => {
    expect(column(['ĐORĐE ĐURIĆ', 'ana ilić', ' Jovana  Grujić ', '3. Petar Simić', 'Petar "Pera" Simić', 'Maja Ilić (zamena)', 'Maja\nIlić', 'SNEŽANA PETROVIĆ-ILIĆ'])).toEqual([
      'Đorđe||Đurić|', 'Ana||Ilić|', 'Jovana||Grujić|', 'Petar||Simić|', 'Petar||Simić|', 'Maja||Ilić|', 'Maja||Ilić|', 'Snežana||Petrović-Ilić|',
    ]);
  });

  it('a comma turns the halves round, unless what follows is no name', () => {
    expect(column(['Petrović, Petar', 'Ilić, Ana Marija', 'Ana Ilić, UG Duga', 'Petar Simić, koordinator'])).toEqual(['Petar||Petrović|', 'Ana Marija||Ilić|', 'Ana||Ilić|', 'Petar||Simić|']);
  });

  it('a single word is not guessed at beyond what is known', () => {
    expect(column(['Maja', 'Ilić'])).toEqual(['Maja|||', '||Ilić|']);
  });
});

it('tells names from other texts', () => {
  for (const name of ['Uroš Miletić', 'Д. Тодоровић', 'POPESCU Ion', 'prof. Кристина Алаковић', 'Мария Петрова Иванова']) expect(nameLikeness(name), name).toBeGreaterThanOrEqual(0.6);
  for (const other of ['Centar za socijalni rad Niš', 'Udruženje „Duga“', 'Ukupno: 21', 'ana@example.rs', '064/123456', 'x', 'Општинска управа Рача', '____________', 'Listu sastavila: Ana']) expect(nameLikeness(other), other).toBeLessThan(0.3);
});
