import { expect, it } from 'vitest';
import { dayReference, readHeading } from './headings.ts';

const fields: Record<string, string> = {
  number: 'R. br.|Р.бр.|Rb|#|No|№|№ по ред|Nr. crt.|Nr. d/o|Редни број|№ п/п',
  name: 'Ime i prezime|Име и презиме|Učesnik|Učesnik/ca|Име и фамилия|Трите имена|Име, презиме и фамилия|Nume și prenume|Numele, prenumele|Name and surname|Full name|Participant|Ime i prezime predstavnika organizacije|Име и презиме учесника',
  'name-reversed': 'Презиме и име|Prezime i ime|Фамилия и име|Surname and name|ФИО|Фамилия, имя, отчество',
  given: 'Ime|Име|First name|Prenume|Prenumele',
  surname: 'Prezime|Презиме|Surname|Last name|Фамилия',
  organisation: 'Organizacija|Установа / организација|OCD|CSO|Institucija/organizacija|Naziv organizacije|Ime organizacije|Organizacija koju predstavljate|Институция/организация|Месторабота|Instituția/Organizația|Organizația reprezentată|Organzacija|Institucija i funkcija|Naziv ustanove',
  place: 'Grad/opština|ЈЛС|LSU|Општина/Град|Община|Населено място|Localitatea|Raionul|Municipality|City / municipality|Lokalna samouprava|Naziv JLS|Општина из које долазите',
  role: 'Funkcija|Radno mesto|Длъжност|Funcția|Funcţia|Job title|Position|Funkcija u organizaciji',
  phone: 'Telefon|Контакт телефон|Mobilni|Tel.|Телефон за контакт|Nr. de telefon|Phone|Broj telefona|Telefon/Mob.',
  email: 'E-mail|Е-пошта|mejl|Ел. поща|Електронна поща|Poșta electronică|Adresa e-pošte|E-mail adresa|Имејл адреса|Adresă de e-mail',
  contact: 'Telefon / e-mail|Kontakt|Contact (phone, email)|Email/Phone',
  sex: 'Pol|Пол (М/Ж)|Sex|Gender|Sexul',
  age: 'Godine|Vârsta|Възраст|Age group',
  'birth-date': 'Datum rođenja|Godina rođenja|Data nașterii|Дата на раждане',
  identifier: 'JMBG|ЕГН|IDNP|Broj lične karte',
  signature: 'Potpis|Потпис|Подпис|Semnătura|Signature|Potpis učesnika|Potpis 30.03.|Potpis prvi dan|Prisustvo da/ne|Prisutan/na|Semnat|Potips|Signature - Day 1|Semnătura ziua 2',
  day: '04.05.|26 May|1. dan|Ден 1|Ziua 1|Prvi dan|Day 2|2nd day|четвъртък|26.05.2022.|D1|I dan|Ден втори',
  consent: 'Saglasnost za fotografisanje (DA/NE)|Съгласие за снимане|Acord foto|Photo consent|GDPR',
  note: 'Napomena|Забележка|Observații|Remarks',
};

it.each(Object.entries(fields).flatMap(([field, texts]) => texts.split('|').map((text) => [text, field])))('%s is %s', (text, field) => {
  expect(readHeading(text!).field).toBe(field);
});

it.each(['Uroš Miletić', 'Centar za socijalni rad Niš', 'Gradska uprava Beograd', 'Ukupno: 21', 'Listu sastavila', '', 'ana@example.rs', 'UG „Duga“'])('%s is no heading', (text) => {
  expect(readHeading(text).field).toBeNull();
});

it('a slip of the pen lowers the confidence, an exact heading has it all', () => {
  expect(readHeading('Potpis').confidence).toBe(1);
  expect(readHeading('Potips').confidence).toBeLessThan(0.8);
});

it('knows which day a heading means', () => {
  expect(dayReference('Potpis 31.03.')).toEqual({ date: { day: 31, month: 3, year: null } });
  expect(dayReference('Втори ден')).toEqual({ nth: 2 });
  expect(dayReference('Prima zi')).toEqual({ nth: 1 });
  expect(dayReference('II dan')).toEqual({ nth: 2 });
  expect(dayReference('четвртак')).toEqual({ weekday: 4 });
  expect(dayReference('30')).toEqual({ dayOfMonth: 30 });
  expect(dayReference('Potpis')).toBeNull();
});
