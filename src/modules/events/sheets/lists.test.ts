/** Sheets of shapes that NGOs in Serbia, Bulgaria and Moldova write, each made here; people are made up. */
import { describe, expect, it } from 'vitest';
import { parseList, readLists, type ListsOptions } from './lists.ts';
import type { ParticipantsList } from './shape.ts';
import { csvText, encoded, ods, xlsx, type MadeCell, type MadeSheet } from './testing.ts';
import { readWorkbook } from './workbook.ts';

/** A list as lines: `5 Ana · Ilić · UG Duga · Niš · 11`. */
const told = (list: ParticipantsList) =>
  list.rows.map(({ row, name, organisation, place, signed }) => [`${row} ${[name.given, name.middle].filter(Boolean).join(' ')}`, name.surname, organisation ?? '', place ?? '', signed.map(Number).join('')].join(' · '));
const codes = (list: ParticipantsList) => list.problems.map(({ code }) => code.replace('sheets.', ''));
const skipped = (list: ParticipantsList) => list.skipped.map(({ row, reason }) => `${row} ${reason}`);

async function lists(bytes: Uint8Array, file = 'lista.xlsx', options?: ListsOptions) {
  return (await readLists(bytes, file, options)).lists;
}
async function one(rows: MadeCell[][], sheet: Partial<MadeSheet> = {}, file = 'lista.xlsx', options?: ListsOptions): Promise<ParticipantsList> {
  const found = await lists(xlsx([{ name: 'Sheet1', rows, ...sheet }]), file, options);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('Bulgarian', () => {
  it('labelled lines above, names of three parts, ditto marks, a footer', async () => {
    const list = await one([
      ['Проект: „По-добри социални услуги“, договор № BG05/2.1-012'],
      ['Обучение на социални работници'],
      ['Място:', 'гр. Търговище, зала на общината'],
      ['Дата:', '24-25 ноември 2021 г.'],
      [],
      ['№', 'Име и фамилия', 'Организация', 'Длъжност', 'Телефон за връзка', 'Ел. поща', 'Подпис 24.11.', 'Подпис 25.11.'],
      [1, 'Мария Петрова Иванова', 'Община Търговище', 'социален работник', '0888 123 456', 'm.ivanova@example.bg', 'да', 'да'],
      [2, 'Йорданка Стоянова', 'ДСП Търговище', 'началник отдел', '0601/64123', '', 'подпис', 'не'],
      [3, 'Д-р Георги Ангелов', 'МБАЛ', 'лекар', '', 'g.angelov@example.bg', '✓', ''],
      [4, 'ХРИСТО ДИМИТРОВ КОЛЕВ', '-//-', '"', '', '', '+', '+'],
      [],
      ['', 'Общо: 4 участници'],
      ['Изготвил: Иван Иванов', '', '', 'Дата: 26.11.2021'],
    ]);
    expect(told(list)).toEqual(['7 Мария Петрова · Иванова · Община Търговище ·  · 11', '8 Йорданка · Стоянова · ДСП Търговище ·  · 10', '9 Георги · Ангелов · МБАЛ ·  · 10', '10 Христо Димитров · Колев · МБАЛ ·  · 11']);
    expect(list).toMatchObject({ title: 'Обучение на социални работници', kindHint: 'training', venueText: 'Търговище, зала на общината', days: ['2021-11-24', '2021-11-25'], statedTotal: 4, problems: [] });
    expect(list.rows[3]!.role).toBe('лекар');
    expect(skipped(list)).toEqual(['1 title', '2 title', '3 title', '4 title', '11 empty', '12 total', '13 footer']);
  });

  it('three columns of names, village and municipality', async () => {
    const list = await one([
      ['Кръгла маса, гр. София, 12.03.2020 г.'],
      ['№ по ред', 'Име', 'Презиме', 'Фамилия', 'Месторабота', 'Населено място', 'Община', 'Подпис'],
      [1, 'Мария', 'Петрова', 'Иванова', 'НПО Център', 'с. Лозница', 'Разград', 'x'],
      [2, 'Стоян', '', 'Митев', 'ЦОП', 'Шумен', '', ''],
    ]);
    expect(list.columns.slice(1, 4).map(({ field }) => field)).toEqual(['given', 'middle', 'surname']);
    expect(told(list)).toEqual(['3 Мария Петрова · Иванова · НПО Център · Разград · 1', '4 Стоян · Митев · ЦОП · Шумен · 0']);
    expect(list).toMatchObject({ kindHint: 'round-table', venueText: 'София', days: ['2020-03-12'] });
  });

  it('CSV in Windows-1251 with commas', async () => {
    const rows = [['Семинар, Видин, 7 май 2019 г.'], ['№', 'Трите имена', 'Организация', 'Имейл', 'Присъствие'], ['1', 'Анна Петрова Димитрова', 'Сдружение „Дъга“, Видин', 'a@example.bg', 'да'], ['2', 'Петър Илиев Стоянов', 'Сдружение „Дъга“', '', 'не'], ['3', 'Станка Колева', 'Община Видин', 's@example.bg', 'да']];
    const [list] = await lists(encoded(csvText(rows), 'windows-1251'), 'списък.csv');
    expect(told(list!)).toEqual(['3 Анна Петрова · Димитрова · Сдружение „Дъга“, Видин ·  · 1', '4 Петър Илиев · Стоянов · Сдружение „Дъга“ ·  · 0', '5 Станка · Колева · Община Видин ·  · 1']);
    expect(list).toMatchObject({ kindHint: 'seminar', venueText: 'Видин', days: ['2019-05-07'] });
  });
});

describe('Romanian and Russian, Moldova', () => {
  it('surname first, capitals, one signature for two days', async () => {
    const list = await one([
      ['LISTA DE PARTICIPANȚI'],
      ['la instruirea „Intervenția timpurie”'],
      ['Chișinău, Hotel Jolly Alon, 5 și 6 iunie 2023'],
      [],
      ['Nr. crt.', 'Nume, prenume', 'Instituția/Organizația', 'Funcția', 'Raionul', 'Nr. de telefon', 'E-mail', 'Semnătura'],
      [1, 'POPESCU Ion', 'AO „Speranța”', 'psiholog', 'Strășeni', '069123456', 'ion.p@example.md', 'semnat'],
      [2, 'RUSU Vasile', 'DASPF Ungheni', 'specialist', 'Ungheni', '+373 69 222 333', '', 'semnat'],
      [3, 'Ciobanu Ana-Maria', 'DASPF Ungheni', 'jurist', 'Ungheni', '', '', ''],
      [4, 'Elena Munteanu', 'Primăria Cojușna', '', 'Strășeni', '', '', 'x'],
      ['', 'Total participanți: 4'],
    ]);
    expect(told(list)).toEqual(['6 Ion · Popescu · AO „Speranța” · Strășeni · 11', '7 Vasile · Rusu · DASPF Ungheni · Ungheni · 11', '8 Ana-Maria · Ciobanu · DASPF Ungheni · Ungheni · 00', '9 Elena · Munteanu · Primăria Cojușna · Strășeni · 11']);
    expect(list).toMatchObject({ kindHint: 'training', venueText: 'Chișinău, Hotel Jolly Alon', days: ['2023-06-05', '2023-06-06'], statedTotal: 4 });
    expect(codes(list)).toEqual(['one_signature_for_days', 'name_swapped']);
  });

  it('"Nume" beside "Prenume" is the surname; venue and date from the file\'s name', async () => {
    const list = await one([['Nr.', 'Nume', 'Prenume', 'Localitatea', 'Prezent'], [1, 'Popa', 'Maria', 'Orhei', 'da'], [2, 'Lungu', 'Andrei', 'Orhei', 'nu'], [3, 'Rotaru', 'Cristina', 'Bălți', 'da']], {}, 'Seminar Orhei 12.10.2022.xlsx');
    expect(told(list)).toEqual(['2 Maria · Popa ·  · Orhei · 1', '3 Andrei · Lungu ·  · Orhei · 0', '4 Cristina · Rotaru ·  · Bălți · 1']);
    expect(list).toMatchObject({ title: 'Seminar Orhei 12.10.2022', kindHint: 'seminar', venueText: 'Orhei', days: ['2022-10-12'] });
  });

  it('Russian lists with fathers\' names', async () => {
    const list = await one([['Список участников семинара'], ['г. Комрат, 12 мая 2021 года'], ['№ п/п', 'Фамилия, имя, отчество', 'Учреждение', 'Подпись'], [1, 'Иванова Мария Петровна', 'Примария Комрат', 'x'], [2, 'Попов Сергей Иванович', 'ДСП', 'x'], [3, 'Кара Наталья', 'ДСП', '']]);
    expect(told(list)).toEqual(['4 Мария Петровна · Иванова · Примария Комрат ·  · 1', '5 Сергей Иванович · Попов · ДСП ·  · 1', '6 Наталья · Кара · ДСП ·  · 0']);
    expect(list).toMatchObject({ venueText: 'Комрат', days: ['2021-05-12'] });
  });
});

describe('Serbian', () => {
  it('CSV in Windows-1250 with semicolons, surname first, dashes for absence', async () => {
    const rows = [['Spisak učesnika obuke, Šabac, 3. i 4. jun 2021.'], [], ['Rb', 'Prezime i ime', 'Ustanova', 'Opština', 'Mob.', '03.06.', '04.06.'], ['1', 'Žikić Đorđe', 'CSR Šabac', 'Šabac', '064/1234567', 'x', 'x'], ['2', 'Čolić Ćirilo', 'UG Šansa', 'Šabac', '', 'x', '-'], ['3', 'Šarić Željka', 'UG Šansa', 'Šabac', '', '', ''], ['Ukupno', '3']];
    const [list] = await lists(encoded(csvText(rows, ';'), 'windows-1250'), 'spisak.csv');
    expect(told(list!)).toEqual(['4 Đorđe · Žikić · CSR Šabac · Šabac · 11', '5 Ćirilo · Čolić · UG Šansa · Šabac · 10', '6 Željka · Šarić · UG Šansa · Šabac · 00']);
    expect(list).toMatchObject({ kindHint: 'training', venueText: 'Šabac', days: ['2021-06-03', '2021-06-04'], statedTotal: 3 });
  });

  it('ODS in Cyrillic with labels, signatures typed as initials', async () => {
    const made = [{ name: 'Листа', rows: [['Потписна листа'], ['Назив активности: Радионица за родитеље'], ['Место и датум: Пирот, 14. фебруар 2020. године'], [], ['Р. бр.', 'Име и презиме', 'Школа', 'Потпис'], [1, 'Јелена Манић', 'ОШ „Вук“', 'Ј. Манић'], [2, 'Зоран Ћирић', 'ОШ „Вук“', ''], [3, 'Марија Костић-Видановић', 'ОШ „Свети Сава“', 'МКВ']] }];
    const [list] = await lists(ods(made), 'листа.ods');
    expect(told(list!)).toEqual(['6 Јелена · Манић · ОШ „Вук“ ·  · 1', '7 Зоран · Ћирић · ОШ „Вук“ ·  · 0', '8 Марија · Костић-Видановић · ОШ „Свети Сава“ ·  · 1']);
    expect(list).toMatchObject({ title: 'Радионица за родитеље', kindHint: 'workshop', venueText: 'Пирот', days: ['2020-02-14'] });
  });

  it('a project\'s period, contract number and times do not become days', async () => {
    const list = await one([
      ['Projekat: Porodice u krizi, ugovor br. 48-00-00123/2021-04'],
      ['Period trajanja: 01.01.2021 – 31.12.2022'],
      ['Naziv aktivnosti: Obuka za profesionalce', '', 'Organizator: Mreža, Beograd'],
      ['Mesto održavanja: Hotel „Zlatnik“, Kragujevac'],
      ['Datum održavanja: 14. i 15. septembar 2021.'],
      ['Vreme: 10:00–16:00h'],
      ['Rb', 'Ime i prezime', 'Organizacija', '14.9.', '15.9.'],
      [1, 'Ana Ilić', 'UG Duga', 'x', 'x'],
      [2, 'Petar Simić', 'UG Duga', 'x', ''],
    ]);
    expect(list).toMatchObject({ title: 'Obuka za profesionalce', kindHint: 'training', venueText: 'Hotel „Zlatnik“, Kragujevac', days: ['2021-09-14', '2021-09-15'], problems: [] });
    expect(told(list)).toEqual(['8 Ana · Ilić · UG Duga ·  · 11', '9 Petar · Simić · UG Duga ·  · 10']);
  });

  it('pages with their own headers and footers, lines nobody filled in, totals, who made the list, a legal note', async () => {
    const header = ['R.br.', 'Ime i prezime', 'Institucija', 'Tel', 'Potpis'];
    const list = await one([
      ['LISTA PRISUTNIH'],
      ['Okrugli sto „Deca u fokusu“'],
      ['Datum: 12.12.2021.', '', 'Mesto: Medija centar, Beograd'],
      header,
      [1, 'Ana Ilić', 'UG Duga', '0641234567', 'x'],
      [2, 'Petar Simić', 'Ministarstvo za rad', '064 123-45-67', 'x'],
      ['Strana 1 od 2'],
      ['Okrugli sto „Deca u fokusu“'],
      header,
      [3, 'Marko Krstić', 'UG Duga', '', 'x'],
      [4],
      [5],
      ['Ukupno: 3'],
      ['Žena: 1, muškaraca: 2'],
      ['Listu sastavila: Jelena Marković'],
      ['', 'Jelena Marković', 'koordinatorka'],
      ['Potpisivanjem ove liste dajem saglasnost za obradu podataka o ličnosti u skladu sa Zakonom.'],
    ]);
    expect(told(list)).toEqual(['5 Ana · Ilić · UG Duga ·  · 1', '6 Petar · Simić · Ministarstvo za rad ·  · 1', '10 Marko · Krstić · UG Duga ·  · 1']);
    expect(skipped(list)).toEqual(['1 title', '2 title', '3 title', '7 footer', '8 title', '9 repeated-header', '11 empty', '12 empty', '13 total', '14 footer', '15 footer', '16 footer', '17 footer']);
    expect(list).toMatchObject({ venueText: 'Medija centar, Beograd', days: ['2021-12-12'], statedTotal: 3, problems: [] });
  });

  it('organisations as headings of groups, ditto marks', async () => {
    const list = await one(
      [['Radni sastanak mreže – Kraljevo – 3. septembar 2019.'], ['Ime i prezime', 'Funkcija', 'Potpis'], ['UG „Duga“ Vranje', '', ''], ['Ana Ilić', 'direktorka', 'x'], ['Petar Simić', 'volonter', ''], ['Centar za socijalni rad Kraljevo', '', ''], ['Mila Jovanović', 'stručna radnica', 'x'], ['Goran Krstić', '-||-', 'x']],
      { merges: ['A3:C3', 'A6:C6'] },
    );
    expect(told(list)).toEqual(['4 Ana · Ilić · UG „Duga“ Vranje ·  · 1', '5 Petar · Simić · UG „Duga“ Vranje ·  · 0', '7 Mila · Jovanović · Centar za socijalni rad Kraljevo ·  · 1', '8 Goran · Krstić · Centar za socijalni rad Kraljevo ·  · 1']);
    expect(list.rows.map(({ role }) => role)).toEqual(['direktorka', 'volonter', 'stručna radnica', 'stručna radnica']);
    expect(list).toMatchObject({ kindHint: 'meeting', venueText: 'Kraljevo', days: ['2019-09-03'] });
  });

  it('groups with numbers of their own', async () => {
    const list = await one([['Sastanak, Niš, 1.2.2021'], ['Rb', 'Ime i prezime', 'Funkcija', 'Potpis'], ['I', 'CENTAR ZA SOCIJALNI RAD NIŠ', '', ''], [1, 'Ana Ilić', 'psiholog', 'x'], ['II', 'UDRUŽENJE „DUGA“', '', ''], [2, 'Petar Simić', 'volonter', 'x'], ['', 'Mila Jovanović', 'volonterka', 'x']]);
    expect(told(list)).toEqual(['4 Ana · Ilić · CENTAR ZA SOCIJALNI RAD NIŠ ·  · 1', '6 Petar · Simić · UDRUŽENJE „DUGA“ ·  · 1', '7 Mila · Jovanović · UDRUŽENJE „DUGA“ ·  · 1']);
    expect(skipped(list)).toEqual(['1 title', '3 group', '5 group']);
  });

  it('one organisation merged over several rows', async () => {
    const list = await one([['Sastanak, Čačak, 1.2.2020'], ['Organizacija', 'Ime i prezime', 'Opština', 'Potpis'], ['UG Duga', 'Ana Ilić', 'Čačak', 'x'], ['', 'Petar Simić', '', 'x'], ['', 'Mila Jovanović', '', ''], ['UG Breza', 'Goran Krstić', 'Kraljevo', 'x']], { merges: ['A3:A5', 'C3:C5'] });
    expect(told(list)).toEqual(['3 Ana · Ilić · UG Duga · Čačak · 1', '4 Petar · Simić · UG Duga · Čačak · 1', '5 Mila · Jovanović · UG Duga · Čačak · 0', '6 Goran · Krstić · UG Breza · Kraljevo · 1']);
    expect(list.rows[1]!.cells).toEqual({ B: 'Petar Simić', D: 'x' });
  });

  it('name, titles, organisation and nickname in one cell', async () => {
    const list = await one([['Potpisna lista – Sastanak 7.7.2021, Subotica'], ['Br', 'Učesnik', 'Potpis'], [1, 'dr Ana Ilić, UG Duga', 'x'], [2, 'Petar "Pera" Simić, dipl. soc. radnik', 'x'], [3, 'Prof. dr Mila Jovanović - Fakultet političkih nauka', 'x'], [4, 'Nagy István, CSR Subotica', 'x']]);
    expect(told(list)).toEqual(['3 Ana · Ilić · UG Duga ·  · 1', '4 Petar · Simić ·  ·  · 1', '5 Mila · Jovanović · Fakultet političkih nauka ·  · 1', '6 István · Nagy · CSR Subotica ·  · 1']);
    expect(list).toMatchObject({ venueText: 'Subotica', days: ['2021-07-07'] });
  });

  it('telephone and e-mail in one column, or each in the other\'s', async () => {
    const mixed = await one([['Rb', 'Ime i prezime', 'Kontakt', 'Potpis'], [1, 'Ana Ilić', 'ana@example.rs, 064/123-456', 'x'], [2, 'Petar Simić', '064 123 4567', 'x'], [3, 'Mila Jovanović', 'MILA@EXAMPLE.RS', '']]);
    expect(mixed.rows.map(({ phone, email }) => [phone, email])).toEqual([['064/123-456', 'ana@example.rs'], ['064 123 4567', null], [null, 'mila@example.rs']]);
    const swapped = await one([['Rb', 'Ime i prezime', 'E-mail', 'Telefon', 'Potpis'], [1, 'Ana Ilić', '064/123-456', 'ana@example.rs', 'x'], [2, 'Petar Simić', '064 123 4567', 'petar@example.rs', 'x'], [3, 'Mila Jovanović', '', 'mila@example.rs', '']]);
    expect(swapped.rows.map(({ phone, email }) => [phone, email])).toEqual([['064/123-456', 'ana@example.rs'], ['064 123 4567', 'petar@example.rs'], [null, 'mila@example.rs']]);
  });
});

describe('days', () => {
  const row = (n: number, name: string, ...marks: MadeCell[]) => [n, name, 'UG Duga', ...marks];
  const header = ['R.br.', 'Ime i prezime', 'Organizacija', 'Potpis'];

  it('a sheet for each day, dated by its name; what the first says of the event holds for all', async () => {
    const [first, second, ...none] = await lists(
      xlsx([
        { name: '30.03.2022', rows: [['Obuka volontera - Niš'], header, row(1, 'Ana Ilić', 'x'), row(2, 'Petar Simić', 'x')] },
        { name: '31.03.2022', rows: [header, row(1, 'Ana Ilić', 'x'), row(2, 'Petar Simić', '')] },
        { name: 'Beleške', rows: [['Kafa 3x'], ['Ručak']] },
      ]),
    );
    expect(none).toEqual([]);
    expect([first!.days, second!.days]).toEqual([['2022-03-30'], ['2022-03-31']]);
    expect([first!.venueText, second!.venueText, second!.kindHint]).toEqual(['Niš', 'Niš', 'training']);
    expect(told(second!)).toEqual(['2 Ana · Ilić · UG Duga ·  · 1', '3 Petar · Simić · UG Duga ·  · 0']);
    expect(first!.headerFingerprint).toBe(second!.headerFingerprint);
  });

  it('sheets called "Dan 1", "Dan 2" under a title with both days', async () => {
    const title = ['Obuka volontera, Niš, 26-27.05.2022.'];
    const found = await lists(xlsx([{ name: 'Dan 1', rows: [title, header, row(1, 'Ana Ilić', 'x')] }, { name: 'Dan 2', rows: [title, header, row(1, 'Ana Ilić', 'x')] }]));
    expect(found.map(({ days }) => days)).toEqual([['2022-05-26'], ['2022-05-27']]);
  });

  it('days one below the other, each with title and header', async () => {
    const found = await lists(xlsx([{ name: 'L', rows: [['Radionica „Zajedno“'], ['Kragujevac, 26.05.2022.'], header, row(1, 'Ana Ilić', 'x'), row(2, 'Petar Simić', 'x'), [], ['Radionica „Zajedno“'], ['Kragujevac, 27.05.2022.'], header, row(1, 'Petar Simić', 'x'), row(2, 'Mila Jovanović', 'x'), ['Ukupno: 2']] }]));
    expect(found.map(({ days, title, rows }) => [days, title, rows.map((one) => one.row)])).toEqual([
      [['2022-05-26'], 'Radionica „Zajedno“', [4, 5]],
      [['2022-05-27'], 'Radionica „Zajedno“', [10, 11]],
    ]);
  });

  it('days as lines inside the table, the place below it', async () => {
    const found = await lists(xlsx([{ name: 'L', rows: [['Seminar, Zaječar, 1–2.10.2020.'], header, ['Prvi dan – 01.10.2020.'], row(1, 'Ana Ilić', 'x'), row(2, 'Petar Simić', 'x'), ['Drugi dan'], row(1, 'Petar Simić', 'x'), ['U Zaječaru, 02.10.2020.']] }]));
    expect(found.map(({ days, rows }) => [days, rows.map((one) => one.row)])).toEqual([[['2020-10-01'], [4, 5]], [['2020-10-02'], [7]]]);
    expect(skipped(found[1]!)).toEqual(['6 title', '8 footer']);
  });

  it('numbered days, dated by the file\'s name', async () => {
    const list = await one([['Rb', 'Učesnik/ca', 'Organizacija', 'Potpis 1. dan', 'Potpis 2. dan'], row(1, 'Ana Ilić', 'x', 'x'), row(2, 'Petar Simić', '', 'x')], {}, 'Trening za voditelje_Niš_26-27.05.2022.xlsx');
    expect(list).toMatchObject({ kindHint: 'training', venueText: 'Niš', days: ['2022-05-26', '2022-05-27'] });
    expect(list.rows.map(({ signed }) => signed)).toEqual([[true, true], [false, true]]);
  });

  it('numbered days without any date stay days, with their date unknown', async () => {
    const list = await one([['Rb', 'Ime i prezime', 'Organizacija', '1. dan', '2. dan'], row(1, 'Ana Ilić', 'x', ''), row(2, 'Petar Simić', 'x', 'x')]);
    expect(list.days).toEqual([null, null]);
    expect(list.rows.map(({ signed }) => signed)).toEqual([[true, false], [true, true]]);
    expect(codes(list)).toEqual(['day_without_date', 'day_without_date']);
  });

  it('a header of two rows: one signature over two date cells, one "Participant" over two columns', async () => {
    const list = await one(
      [['Training, Novi Sad'], ['No.', 'Participant', '', 'Organisation', 'Signature', ''], ['', 'Name', 'Surname', '', { date: '2022-03-30' }, { date: '2022-03-31' }], [1, 'Ana', 'Ilić', 'CSO Duga', 'x', 'x'], [2, 'Petar', 'Simić', 'CSO Duga', '', 'x'], [3, 'Krstić', 'Goran', 'CSO Duga', 'x', 'x']],
      { merges: ['A2:A3', 'B2:C2', 'D2:D3', 'E2:F2'] },
    );
    expect(told(list)).toEqual(['4 Ana · Ilić · CSO Duga ·  · 11', '5 Petar · Simić · CSO Duga ·  · 01', '6 Goran · Krstić · CSO Duga ·  · 11']);
    expect(list).toMatchObject({ venueText: 'Novi Sad', days: ['2022-03-30', '2022-03-31'], headerRow: 2 });
    expect(codes(list)).toEqual(['name_swapped']);
  });

  it('"Potpis" above bare day numbers, a row of column numbers below', async () => {
    const list = await one([['Obuka', '', '', '', ''], ['', '', '', 'Potpis', ''], ['Rb', 'Ime i prezime', 'Organizacija', '30.', '31.'], ['1', '2', '3', '4', '5'], row(1, 'Ana Ilić', 'x', 'x'), row(2, 'Petar Simić', '', 'x')], { merges: ['D2:E2'] }, 'Niš mart 30-31.03.2022.xlsx');
    expect(list).toMatchObject({ venueText: 'Niš', days: ['2022-03-30', '2022-03-31'] });
    expect(list.rows.map(({ signed }) => signed)).toEqual([[true, true], [false, true]]);
    expect(skipped(list)).toContain('4 repeated-header');
  });

  it('days of the week across the end of a month', async () => {
    const list = await one([['Kamp za mlade, Zlatibor, 30.06.–02.07.2022.'], ['Rb', 'Ime i prezime', 'Grad', 'četvrtak', 'petak', 'subota'], [1, 'Ana Ilić', 'Užice', 'x', 'x', '-'], [2, 'Petar Simić', 'Užice', 'x', 'ne', 'da']]);
    expect(list).toMatchObject({ kindHint: 'camp', days: ['2022-06-30', '2022-07-01', '2022-07-02'] });
    expect(list.rows.map(({ signed }) => signed)).toEqual([[true, true, false], [true, false, true]]);
  });

  it('bare numbers: days of the month, or first and second', async () => {
    for (const heads of [['26', '27'], [26, 27], ['Potpis 1', 'Potpis 2'], ['Prisustvo 26.', 'Prisustvo 27.']]) {
      const list = await one([['Obuka, Niš, 26-27.05.2022'], ['Ime i prezime', 'Organizacija', ...heads], ['Ana Ilić', 'UG Duga', 'x', ''], ['Petar Simić', 'UG Duga', 'x', 'x']]);
      expect([list.days, list.rows.map(({ row, signed }) => `${row} ${signed.map(Number).join('')}`)], String(heads)).toEqual([['2022-05-26', '2022-05-27'], ['3 10', '4 11']]);
    }
  });

  it('place and date only below the table', async () => {
    const list = await one([['Spisak učesnika seminara'], ['Rb', 'Ime i prezime', 'Grad', 'Potpis'], [1, 'Ana Ilić', 'Niš', 'x'], [2, 'Petar Simić', 'Niš', 'x'], [], ['U Nišu, 26.05.2022. godine', '', 'Organizator', '__________']]);
    expect(list).toMatchObject({ days: ['2022-05-26'], venueText: 'Nišu', kindHint: 'seminar', problems: [] });
  });

  it('coming and going on one day is one day', async () => {
    const list = await one([['Trening, Valjevo, 5.5.2022'], ['Rb', 'Ime i prezime', 'Organizacija', 'Potpis dolazak', 'Potpis odlazak'], row(1, 'Ana Ilić', 'x', ''), row(2, 'Petar Simić', '', '')]);
    expect(list.days).toEqual(['2022-05-05']);
    expect(list.rows.map(({ signed }) => signed)).toEqual([[true], [false]]);
  });

  it('a date in each row', async () => {
    const list = await one([['Evidencija prisustva – klub roditelja, Pirot'], ['Datum', 'Ime i prezime', 'Opština', 'Potpis'], [{ date: '2022-03-01' }, 'Ana Ilić', 'Pirot', 'x'], [{ date: '2022-03-01' }, 'Petar Simić', 'Pirot', 'x'], [{ date: '2022-03-08' }, 'Ana Ilić', 'Pirot', 'x'], ['15.03.2022', 'Ana Ilić', 'Pirot', '']]);
    expect(list.days).toEqual(['2022-03-01', '2022-03-08', '2022-03-15']);
    expect(list.rows.map(({ signed }) => signed.map(Number).join(''))).toEqual(['100', '100', '010', '000']);
    expect(list.venueText).toBe('klub roditelja, Pirot');
  });

  it('years and months that stand only beside the days', async () => {
    const list = await one([['Obuka, Niš, decembar 2022'], ['Rb', 'Ime i prezime', 'Organizacija', '30.12.', '31.12.'], row(1, 'Ana Ilić', 'x', 'x')]);
    expect(list.days).toEqual(['2022-12-30', '2022-12-31']);
    const open = await one([['Obuka, Niš, 26. maj'], header, row(1, 'Ana Ilić', 'x')]);
    expect([open.days, codes(open)]).toEqual([[null], ['no_year']]);
  });
});

describe('marks', () => {
  const marks = async (...texts: MadeCell[]) =>
    (await one([['Sastanak, Čačak, 1.2.2020'], ['Rb', 'Ime i prezime', 'Potpis'], ...texts.map((mark, n) => [n + 1, `Ana Ilić`, mark])])).rows.map(({ signed }) => Number(signed[0])).join('');

  it('present, in every way people write it', async () => {
    expect(await marks('x', 'X', 'х', '✓', '✔', '+', 'potpisano', 'подпис', 'semnat', 'da', 'ДА', 'Da.', 'yes', '1', 'A. Ilić', 'online', true, '☒', '•')).toBe('1'.repeat(19));
  });
  it('absent, in every way people write it', async () => {
    expect(await marks('x', '', '-', '–', 'ne', 'НЕ', 'nu', 'no', 'absent', 'odsutna', 'отсъства', '0', false, '☐', 'nije prisustvovala', 'opravdano', '...')).toBe(`1${'0'.repeat(16)}`);
  });
  it('crosses mean no where ticks mean yes, and yes where they stand alone', async () => {
    expect(await marks('✓', '✗', '✓')).toBe('101');
    expect(await marks('✗', '', '✗')).toBe('101');
  });
  it('a question mark is a doubt', async () => {
    const list = await one([['Rb', 'Ime i prezime', 'Potpis'], [1, 'Ana Ilić', '?'], [2, 'Petar Simić', 'x']], {}, 'Sastanak 1.2.2020.xlsx');
    expect(list.problems).toMatchObject([{ code: 'sheets.unclear_mark', row: 2, column: 'C' }]);
    expect(list.rows[0]!.signed).toEqual([false]);
  });
  it('a picture over the cell is a signature', async () => {
    const list = await one([['Obuka 3.3.2022 Niš'], ['Rb', 'Ime i prezime', 'Potpis'], [1, 'Ana Ilić'], [2, 'Petar Simić'], [3, 'Mila Jovanović', { pictureInCell: true }]], { pictures: ['A1:B1', 'C3'] });
    expect(list.rows.map(({ signed }) => signed[0])).toEqual([true, false, true]);
  });
  it('no signature column: all came; an empty one: nobody signed, and it is said', async () => {
    const without = await one([['Sastanak, Čačak, 1.2.2020'], ['Ime i prezime', 'Organizacija'], ['Ana Ilić', 'UG Duga']]);
    expect([without.rows[0]!.signed, codes(without)]).toEqual([[true], ['no_signature_column']]);
    const empty = await one([['Sastanak, Čačak, 1.2.2020'], ['Ime i prezime', 'Organizacija', 'Potpis'], ['Ana Ilić', 'UG Duga', ''], ['Petar Simić', 'UG Duga', ''], ['Ukupno', '', 3]]);
    expect([empty.rows.map(({ signed }) => signed[0]), codes(empty)]).toEqual([[false, false], ['nobody_signed', 'total_differs']]);
    expect(empty.problems[1]).toMatchObject({ row: 5, params: { stated: 3, read: 2 } });
  });
});

describe('columns', () => {
  it('no title and no header: by what the cells hold', async () => {
    const list = await one([['Sastanak mreže 5.3.2021. Beograd'], [1, 'Ana Ilić', 'UG Duga Vranje', 'ana@example.rs'], [2, 'Petar Simić', 'UG Breza Niš', 'petar@example.rs'], [3, 'Mila Jovanović', 'Gradska uprava Niš', '']]);
    expect(list.columns.map(({ field }) => field)).toEqual(['number', 'name', 'organisation', 'email']);
    expect(list).toMatchObject({ headerRow: 0, days: ['2021-03-05'], venueText: 'Beograd' });
    expect(codes(list)).toContain('no_header');
  });

  it('one heading over two columns of single words', async () => {
    const list = await one([['Rb', 'Ime i prezime', '', 'Organizacija', 'Potpis'], [1, 'Ilić', 'Ana', 'UG Duga', 'x'], [2, 'Simić', 'Petar', 'UG Duga', 'x'], [3, 'Jovanović', 'Mila', 'UG Duga', '']], { merges: ['B1:C1'] });
    expect(told(list)).toEqual(['2 Ana · Ilić · UG Duga ·  · 1', '3 Petar · Simić · UG Duga ·  · 1', '4 Mila · Jovanović · UG Duga ·  · 0']);
  });

  it('"Name" and "Surname" the wrong way round for everybody', async () => {
    const list = await one([['Name', 'Surname', 'Organisation'], ['Ilić', 'Ana', 'UG Duga'], ['Simić', 'Petar', 'UG Duga'], ['Jovanović', 'Mila', 'UG Duga'], ['Krstić', 'Goran', 'UG Duga']]);
    expect(list.rows.map(({ name }) => `${name.given} ${name.surname}`)).toEqual(['Ana Ilić', 'Petar Simić', 'Mila Jovanović', 'Goran Krstić']);
    expect(codes(list)).toContain('columns_swapped');
  });

  it('headings in two languages, in one cell or in two rows', async () => {
    const rows = [['Potpisna lista / Attendance list'], ['Završna konferencija / Final conference'], ['Mesto/Venue: Hotel Park, Niš', '', '', 'Datum/Date: 26-27.05.2022'], ['Rb', 'Ime i prezime', 'Organizacija', 'Opština', 'Potpis', 'Potpis'], ['No', 'Name and surname', 'Organisation', 'Municipality', 'Signature day 1', 'Signature day 2'], [1, 'Ana Ilić', 'UG Duga', 'Niš', 'x', ''], [2, 'Petar Simić', 'UG Duga', 'Niš', 'x', 'x']];
    const list = await one(rows);
    expect(told(list)).toEqual(['6 Ana · Ilić · UG Duga · Niš · 10', '7 Petar · Simić · UG Duga · Niš · 11']);
    expect(list).toMatchObject({ title: 'Završna konferencija / Final conference', kindHint: 'conference', venueText: 'Hotel Park, Niš', days: ['2022-05-26', '2022-05-27'] });
    expect(skipped(list)).toEqual(['1 title', '2 title', '3 title', '5 repeated-header']);
    const russian = await one([['Conferință / Конференция, Cahul, 3 mai 2021'], ['Nr', 'Participant', 'De la', 'Semnătura'], ['№', 'Фамилия, имя', 'Организация', 'Подпись'], [1, 'Popescu Ion', 'AO Casa', 'x'], [2, 'Rusu Vasile', 'AO Casa', '']]);
    expect(told(russian)).toEqual(['4 Ion · Popescu · AO Casa ·  · 1', '5 Vasile · Rusu · AO Casa ·  · 0']);
  });

  it('"Predstavnik" over people is their name', async () => {
    const list = await one([['Sastanak partnera, Niš, 26.05.2022'], ['Organizacija', 'Predstavnik', 'Kontakt', 'Potpis'], ['UG Duga', 'Ana Ilić', '064123456', 'x'], ['UG Breza', 'Petar Simić', '', 'x'], ['CSR Niš', 'Mila Jovanović', 'mila@example.rs', '']]);
    expect(told(list)).toEqual(['3 Ana · Ilić · UG Duga ·  · 1', '4 Petar · Simić · UG Breza ·  · 1', '5 Mila · Jovanović · CSR Niš ·  · 0']);
  });

  it('two lists side by side are not merged silently', async () => {
    const list = await one([['Sastanak, Niš, 1.2.2021'], ['Rb', 'Ime i prezime', 'Potpis', '', 'Rb', 'Ime i prezime', 'Potpis'], [1, 'Ana Ilić', 'x', '', 3, 'Mila Jovanović', 'x'], [2, 'Petar Simić', '', '', 4, 'Goran Krstić', 'x']]);
    expect(told(list)).toEqual(['3 Ana · Ilić ·  ·  · 1', '4 Petar · Simić ·  ·  · 0']);
    expect(list.problems).toMatchObject([{ code: 'sheets.second_name_column', column: 'F', severity: 'warning' }]);
  });

  it('nothing but names', async () => {
    const list = await one([['Spisak dece'], ['Ime i prezime'], ['Ana Ilić'], ['Petar Simić'], ['Mila Jovanović']]);
    expect(list.rows.map(({ row }) => row)).toEqual([3, 4, 5]);
  });

  it('a form\'s answers: times of entry are no telephones', async () => {
    const rows = [['Timestamp', 'Email Address', 'Ime i prezime učesnika', 'Naziv organizacije iz koje dolazite', 'Opština/grad iz kojeg dolazite', 'Broj telefona', 'Da li ste saglasni sa fotografisanjem?'], ['5/26/2022 9:01:33', 'ana@example.rs', 'Ana Ilić', 'UG "Duga"', 'Vranje', '0641234567', 'Da'], ['5/26/2022 9:05:11', 'p@example.rs', 'Petar Simić', 'Udruženje Breza', 'Niš', '', 'Ne']];
    const [list] = await lists(encoded(csvText(rows), 'utf-8'), 'Odgovori.csv');
    expect(list!.rows.map(({ organisation, place, phone, email }) => [organisation, place, phone, email])).toEqual([['UG "Duga"', 'Vranje', '0641234567', 'ana@example.rs'], ['Udruženje Breza', 'Niš', null, 'p@example.rs']]);
  });

  it('sex, age, personal number and consent are told apart from marks and telephones', async () => {
    const list = await one([['Participants list – Workshop, Leskovac, 12 June 2023'], ['#', 'Name and surname', 'Gender', 'Age', 'JMBG', 'Organisation', 'Photo consent', 'Signature'], [1, 'Ana Ilić', 'ženski', 34, '0101990715123', 'CSO Duga', 'yes', 'x'], [2, 'Petar Simić', 'm', 28, '0202990715123', 'CSO Duga', 'no', '']]);
    expect(list.columns.map(({ field }) => field)).toEqual(['number', 'name', 'sex', 'age', 'identifier', 'organisation', 'consent', 'signature']);
    expect(list.rows.map(({ sex, phone, signed }) => [sex, phone, signed[0]])).toEqual([['F', null, true], ['M', null, false]]);
  });

  it('a second table with other columns is a list of its own', async () => {
    const found = await lists(xlsx([{ name: 'L', rows: [['Konferencija „Za decu“, Beograd, 20. novembar 2019.'], ['Rb', 'Ime i prezime', 'Organizacija', 'Potpis'], [1, 'Ana Ilić', 'UG Duga', 'x'], [2, 'Petar Simić', 'UG Duga', 'x'], [], ['Predavači'], ['Rb', 'Ime', 'Prezime', 'Tema', 'Potpis'], [1, 'Mila', 'Jovanović', 'Zaštita', 'x']] }]));
    expect(found.map(({ headerRow, days, rows }) => [headerRow, days, rows.map(({ row, name }) => `${row} ${name.given} ${name.surname}`)])).toEqual([
      [2, ['2019-11-20'], ['3 Ana Ilić', '4 Petar Simić']],
      [7, ['2019-11-20'], ['8 Mila Jovanović']],
    ]);
  });

  it('a person in the row but no name is kept and pointed at', async () => {
    const list = await one([['Rb', 'Ime i prezime', 'Organizacija', 'E-mail', 'Potpis'], [1, 'Ana Ilić', 'UG Duga', '', 'x'], [2, '', 'UG Duga', 'petar@example.rs', 'x'], [3, '', '', '', '']]);
    expect(list.rows.map(({ row, name }) => [row, name.surname])).toEqual([[2, 'Ilić'], [3, null]]);
    expect(list.problems.find(({ code }) => code === 'sheets.row_without_name')).toMatchObject({ row: 3 });
  });
});

describe('what a person says counts more than any guess', () => {
  const rows: MadeCell[][] = [['Nešto'], ['Šifra', 'Ko', 'Odakle', 'A', 'B'], ['x1', 'Ilić Ana', 'Duga', 'x', ''], ['x2', 'Simić Petar', 'Breza', 'x', 'x']];

  it('columns, header row and days can be corrected', async () => {
    const { grids } = await readWorkbook(xlsx([{ name: 'L', rows }]), 'lista.xlsx');
    const list = await parseList(grids[0]!, { headerRow: 2, mapping: { A: 'ignored', B: 'name', C: 'organisation', D: 'signature', E: 'signature' }, days: ['2022-05-26', '2022-05-27'] });
    expect(told(list!)).toEqual(['3 Ana · Ilić · Duga ·  · 10', '4 Petar · Simić · Breza ·  · 11']);
    expect(list!.days).toEqual(['2022-05-26', '2022-05-27']);
    expect(list!.columns.map(({ field, confidence }) => [field, confidence])).toEqual([['ignored', 1], ['name', 1], ['organisation', 1], ['signature', 1], ['signature', 1]]);
  });

  it('is remembered by the header, whatever the dates in it', async () => {
    const list = async (day: string) => one([[`Obuka ${day}2022`], ['Rb', 'Ime i prezime', 'Sekcija', day], [1, 'Ana Ilić', 'Duga', 'x']]);
    const [march, june] = [await list('30.03.'), await list('15.06.')];
    expect(march.headerFingerprint).toBe(june.headerFingerprint);
    expect(march.columns[2]!.field).toBe('ignored');
    const again = await one([['Obuka 15.06.2022'], ['Rb', 'Ime i prezime', 'Sekcija', '15.06.'], [1, 'Ana Ilić', 'Duga', 'x']], {}, 'a.xlsx', {
      corrections: (_, fingerprint) => (fingerprint === march.headerFingerprint ? { mapping: { C: 'organisation' } } : undefined),
    });
    expect(again.rows[0]!.organisation).toBe('Duga');
  });
});

it('says so when a sheet holds no list', async () => {
  const { lists: none, problems } = await readLists(xlsx([{ name: 'Budžet', rows: [['Stavka', 'Iznos'], ['Kafa', 300]] }]), 'budzet.xlsx');
  expect(none).toEqual([]);
  expect(problems).toMatchObject([{ code: 'sheets.no_list', params: { sheet: 'Budžet' } }]);
});

it('keeps every cell as written, and shows progress over many rows', async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => [n + 1, ` Ana  Ilić `, '=UG Duga', 'x']);
  const seen: number[] = [];
  const list = await one([['Sastanak, Čačak, 1.2.2020'], ['Rb', 'Ime i prezime', 'Organizacija', 'Potpis'], ...many], {}, 'a.xlsx', { onPeople: (rows) => seen.push(rows) });
  expect(list.rows).toHaveLength(1_200);
  expect(list.rows[7]!.cells).toEqual({ A: '8', B: ' Ana  Ilić ', C: '=UG Duga', D: 'x' });
  expect(seen).toEqual([500, 1_000, 1_200]);
});
