/** What a heading says about its column, in Serbian, Bulgarian, Romanian, English and the abbreviations of data files. */
import { foldWords } from '../fold.ts';
import type { Kind } from './kinds.ts';

/** Comma-separated headings; a heading is folded before it is looked up, so one spelling of each word is enough. */
const phrases: [Kind, string][] = [
  ['ignored', 'id, rec id, record id, record, row id, row, row number, unique id, uid, uuid, guid, pk, key, cluster, cluster id, entity, entity id, true id, truth, label, match, match id, duplicate, duplicate of, dup of, is duplicate, original, source row, source id, line, nr, no, num, index, br, rb, r b, r br, rbr, red br, redni broj, redni br, редни номер, nr crt, numar curent, nr d o, поредни номер, порядковый номер'],
  ['identifier', 'soc sec id, ssn, sin, social security number, social security, national id, national number, national insurance number, nino, nin, jmbg, matični broj, jedinstveni matični broj, ЕГН, единен граждански номер, ЛНЧ, cnp, cod numeric personal, idnp, IDNP, lbo, passport, passport number, broj pasoša, pasoš, паспорт, pașaport, personal number, personal id, lični broj, id number, id card, broj lične karte, lična karta, лична карта, tax id, tax number, tin, pib, oib, eik, bulstat, булстат, ЕИК, idno, cui, medicare number, health number, insurance number, member id, member number, patient id, client id, person id, employee id, student id, card number, licence number, identifier'],
  ['given', 'given, given name, given names, first, first name, firstname, fname, forename, forenames, christian name, ime, lično ime, собствено име, prenume, prenumele, имя'],
  ['surname', 'surname, last, last name, lastname, lname, sname, family, family name, second name, prezime, фамилия, familija, familno ime, фамилно име, nume de familie, numele de familie, nume familie'],
  ['middle', 'middle, middle name, middle names, mname, patronymic, father name, fathers name, ime oca, ime jednog roditelja, ime roditelja, očevo ime, srednje ime, srednje slovo, бащино име, бащино, patronimic, patronimicul, prenumele tatălui, отчество, second given name'],
  ['name', 'name, full name, fullname, person, person name, ime i prezime, prezime i ime, име и фамилия, име презиме и фамилия, имена, трите имена, nume și prenume, nume prenume, prenume și nume, numele și prenumele, nume complet, nume, naziv, наименование, denumire, denumirea, полное имя, фио, participant, participants, učesnik, учесник, участник, participantul, company, company name, organisation, organization, organizacija, организация, organizație, title of organisation, ustanova, установа'],
  ['birth_date', 'date of birth, dob, d o b, birth date, birthdate, birthday, bday, born, born on, birth, datum rođenja, dat rođenja, rođen, rođena, rođendan, дата на раждане, роден, родена, рожденна дата, data nașterii, data naștere, născut, născută, data de naștere, дата рождения, год рождения, year of birth, birth year, godina rođenja, година на раждане, anul nașterii'],
  ['date', 'date, datum, дата, data, day, dan, created, registered, updated'],
  ['phone', 'phone, phone number, telephone, telephone number, tel, tel no, mobile, mobile phone, mobile number, cell, cellphone, cell phone, telefon, broj telefona, kontakt telefon, mobilni, mobilni telefon, mob, мобилен, мобилен телефон, телефон, телефонен номер, gsm, тел, număr de telefon, numărul de telefon, telefon mobil, contact phone, home phone, work phone'],
  ['email', 'email, e mail, mail, email address, e mail address, imejl, имејл, имейл, meil, elektronska pošta, e pošta, el pošta, електронна поща, ел поща, adresa de email, poștă electronică, adresa e mail, mejl'],
  ['address', 'address, addr, address 1, address 2, address1, address2, address line, address line 1, address line 2, street, street name, street address, home address, adresa, adresa stanovanja, prebivalište, ulica, ulica i broj, адрес, улица, адрес по местоживеене, strada, domiciliu, adresa de domiciliu, residence, locality line'],
  ['number', 'street number, street no, house number, house no, building number, number, broj, kućni broj, br kuće, номер, номер на къща, număr, numărul, nr casei, postcode, post code, postal code, zip, zip code, zipcode, poštanski broj, pošt broj, пощенски код, cod poștal, ptt, ptt broj, age, starost, godine, възраст, vârstă'],
  ['place', 'suburb, city, town, village, settlement, municipality, place, locality, location, residence place, grad, mesto, naselje, selo, opština, mesto stanovanja, mesto rođenja, place of birth, birth place, birthplace, град, село, община, населено място, местоживеене, място на раждане, oraș, orașul, localitate, localitatea, sat, satul, comuna, comună, raion, raionul, municipiu, locul nașterii, district, county, region, province, state, okrug, upravni okrug, област, județ, județul, geography, city town'],
  ['code', 'sex, gender, pol, пол, sexul, gen, genul, country, država, държава, țara, țară, state code, title, titula, group, group name, script, status, type, category, unit, unit id, unit code, language, jezik, език, limba, nationality, citizenship, državljanstvo, marital status, role'],
];

const spaced = (heading: string): string => foldWords(heading.replace(/([a-z])([A-Z])/g, '$1 $2')).join(' ');

const kindOfPhrase = new Map(phrases.flatMap(([kind, list]) => list.split(',').map((phrase) => [spaced(phrase), kind] as const)).reverse());

/** The kind a heading names, or null where it says nothing that is known here. Numbers at its end count parallel columns: `Phone 2`. */
export function kindOfHeading(heading: string): Kind | null {
  const text = spaced(heading);
  const plain = text.replace(/ ?\d+$/, '');
  const known = kindOfPhrase.get(text) ?? kindOfPhrase.get(plain);
  if (known) return known;
  // `Patient surname`, `client_dob`: what stands last names the thing, what stands before says whose.
  const words = plain.split(' ');
  for (let from = 1; from < words.length; from++) {
    const kind = kindOfPhrase.get(words.slice(from).join(' '));
    if (kind && kind !== 'ignored' && kind !== 'code') return kind;
  }
  // `Telefon učesnika`: in the languages of the region it stands first.
  for (let to = words.length - 1; to > 0; to--) {
    const kind = kindOfPhrase.get(words.slice(0, to).join(' '));
    if (kind && kind !== 'ignored' && kind !== 'code' && kind !== 'name') return kind;
  }
  return null;
}

/**
 * The kinds of all headings together: some words mean one thing alone and another beside each other. `Ime` alone is the whole name, beside
 * `Prezime` the given one; `презиме` is the surname in Serbian and, beside `фамилия`, the patronymic in Bulgarian; `Nume` beside `Prenume` is the surname.
 */
export function kindsOfHeadings(headings: readonly string[]): (Kind | null)[] {
  const found = headings.map(kindOfHeading);
  const texts = headings.map(spaced);
  const has = (...some: string[]) => texts.some((text) => some.includes(text));
  const [prezime, familia, nume] = [spaced('prezime'), spaced('фамилия'), spaced('nume')];
  return found.map((kind, i) => {
    const text = texts[i]!;
    if (text === prezime && has(familia, spaced('фамилно име'))) return 'middle';
    if ((text === nume || text === spaced('numele')) && has(spaced('prenume'), spaced('prenumele'))) return 'surname';
    const surnameElsewhere = found.some((other, j) => j !== i && (other === 'surname' || (texts[j] === nume && has(spaced('prenume')))));
    if (kind === 'given' && !surnameElsewhere && (text === spaced('ime') || text === spaced('имя'))) return 'name';
    if (text === 'name' && surnameElsewhere && !found.includes('given')) return 'given';
    return kind;
  });
}
