import { describe, expect, it } from 'vitest';
import { findDates } from './dates.ts';

/** The days of all mentions, `2022-3-30`; `?` where the year is missing. */
const days = (text: string) => findDates(text).flatMap((mention) => mention.days.map((day) => `${day.year ?? '?'}-${day.month}-${day.day}`)).join(' ');

describe('dates in titles, headings and file names', () => {
  it.each([
    // As the sheets of the 2022 programme write them.
    ['Leskovac, 30–31/03/2022', '2022-3-30 2022-3-31'],
    ['Нови Сад, 4–5/05/2022', '2022-5-4 2022-5-5'],
    ['Belgrade, 26-27/05/2022', '2022-5-26 2022-5-27'],
    ['Крагујевац, 29/06/2022', '2022-6-29'],
    ['Leskovac 30.6.2022.', '2022-6-30'],
    // Words for months, five languages and three alphabets' worth of endings.
    ['26-27 May 2022', '2022-5-26 2022-5-27'],
    ['26-27 May and 16-17 June 2022', '2022-5-26 2022-5-27 2022-6-16 2022-6-17'],
    ['May 26–27, 2022', '2022-5-26 2022-5-27'],
    ['May 31 – June 1, 2022', '2022-5-31 2022-6-1'],
    ['3rd and 4th of March 2020', '2020-3-3 2020-3-4'],
    ['16. и 17. јун 2022', '2022-6-16 2022-6-17'],
    ['26, 27 i 28. maja 2022', '2022-5-26 2022-5-27 2022-5-28'],
    ['od 5. do 7. marta 2022. godine', '2022-3-5 2022-3-6 2022-3-7'],
    ['25 май 2015 г.', '2015-5-25'],
    ['24-25 ноември 2021 г., гр. София', '2021-11-24 2021-11-25'],
    ['5 și 6 iunie 2023', '2023-6-5 2023-6-6'],
    ['1-3 decembrie 2022', '2022-12-1 2022-12-2 2022-12-3'],
    ['12 мая 2021 года', '2021-5-12'],
    ['26.V.2022', '2022-5-26'],
    // Across months and years.
    ['30.06–01.07.2022.', '2022-6-30 2022-7-1'],
    ['30.06.2022. - 01.07.2022.', '2022-6-30 2022-7-1'],
    ['30. jun – 1. jul 2022', '2022-6-30 2022-7-1'],
    ['30-1.07.2022', '2022-6-30 2022-7-1'],
    ['31.12.2022-01.01.2023', '2022-12-31 2023-1-1'],
    // Lists of days, other signs, other orders.
    ['26/27.05.2022', '2022-5-26 2022-5-27'],
    ['26.05. i 27.05.2022.', '2022-5-26 2022-5-27'],
    ['26.-28. мај 2022. године', '2022-5-26 2022-5-27 2022-5-28'],
    ['26-05-2022', '2022-5-26'],
    ['2022-05-26', '2022-5-26'],
    ['2022-05-26/27', '2022-5-26 2022-5-27'],
    ['lista_20220526_final', '2022-5-26'],
    ['obuka_26-27_05_2022', '2022-5-26 2022-5-27'],
    ['5/26/2022', '2022-5-26'],
    ['26-27.05.22.', '2022-5-26 2022-5-27'],
    ['petak, 26. maj 2022 (10-14h)', '2022-5-26'],
    // Without a year.
    ['Potpis 31.03.', '?-3-31'],
    ['26 May', '?-5-26'],
  ])('%s', (text, expected) => {
    expect(days(text)).toBe(expected);
  });

  it.each([
    'Ugovor br. 48-00-00123/2021-04',
    'verzija 2.1',
    'Telefon 064/123-456',
    '01.01.2021 – 31.12.2022',
    'юли 2013 г. – декември, 2015 г.',
    'Training of Trainers – 1st cycle',
    'od 10:00 do 14:30 h',
    '31.02.2022',
    'Ukupno: 21',
    '2021-2023',
  ])('no day in: %s', (text) => {
    expect(days(text)).toBe('');
  });

  it('takes numbers for days only where they are', () => {
    expect(days('Modul 2 – 26. maj 2022')).toBe('2022-5-26');
    expect(days('Trening 2 - 26-27.05.2022')).toBe('2022-5-26 2022-5-27');
    expect(days('Kneza Miloša 24, 26.05.2022')).toBe('2022-5-26');
    expect(days('Vreme: 10.00 - 16.00 časova, 3. mart 2021')).toBe('2021-3-3');
    expect(days('Prvi dan – 01.10.2020.')).toBe('2020-10-1');
    expect(days('Септември, 10–11/05/2019')).toBe('2019-5-10 2019-5-11');
  });

  it('knows a mere month, and where in the text a date stands', () => {
    expect(findDates('Februarie 2018')[0]!.month).toEqual({ month: 2, year: 2018 });
    const text = 'Leskovac, 30–31/03/2022, sala 2';
    const { start, end } = findDates(text)[0]!;
    expect(text.slice(start, end)).toBe('30–31/03/2022');
  });
});
