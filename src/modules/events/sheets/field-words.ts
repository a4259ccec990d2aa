/**
 * What column headings are called in sign-in sheets of the region: Serbian (either script, with or without diacritics),
 * Bulgarian, Romanian, English and, for Moldova, Russian. Everything is folded when compared, so one spelling is enough.
 */
import { plainWords, wordSet } from './plain-words.ts';
import type { ColumnField } from './shape.ts';

type Named = Exclude<ColumnField, 'day' | 'ignored'>;

/** Phrases per field, separated by `|`. Words of five letters and more also match with other endings. */
const phrases: Record<Named, string> = {
  number:
    'r br|rb|r b|rbr|red br|redni broj|br|broj|no|nr|nr crt|nr d/o|num|number|serial no|s no|sn|№|ред|по ред|№ по ред|br po red|номер|№ п/п|п/п|пореден номер|d/o|#|id|ord',
  name:
    'ime i prezime|ime prezime|ime, prezime|ime/prezime|puno ime|učesnik|učesnica|učesnik ca|učesnici|polaznik|polaznica|polaznici|prisutni|ime i prezime učesnika|' +
    'name and surname|name surname|name, surname|first and last name|first name and surname|first name last name|name and last name|name and family name|full name|participant|participants|participant name|name of participant|attendee|attendees|delegate|' +
    'име и фамилия|име фамилия|име, фамилия|име, презиме и фамилия|име презиме фамилия|име, презиме, фамилия|име, бащино и фамилно име|трите имена|три имена|имена|участник|участници|присъстващи|' +
    'nume și prenume|nume prenume|nume, prenume|nume/prenume|numele și prenumele|numele prenumele|numele, prenumele|numele complet|prenume și nume|prenumele și numele|participantul|participant ă|participanți|numele participantului|имя и фамилия|имя фамилия|участники',
  'name-reversed':
    'prezime i ime|prezime, ime|prezime/ime|prezime ime|surname and name|surname name|surname, name|surname and first name|last name, first name|last name and first name|last name first name|family name and first name|' +
    'фамилия и име|фамилия, име|фамилия име|фамилия имя|фамилия и имя|фамилия, имя, отчество|фамилия имя отчество|фио|familia, numele|familia numele|familia și prenumele',
  given: 'ime|name|first name|given name|given names|forename|име|собствено име|prenume|prenumele|nume|numele|имя',
  surname: 'prezime|surname|last name|family name|second name|фамилия|фамилно име|familie|familia|nume de familie|numele de familie',
  middle: 'бащино име|бащино|отчество|patronimic|patronimicul|middle name|father name|ime oca|ime roditelja|ime jednog roditelja|očevo ime|srednje ime',
  organisation:
    'organizacija|institucija|ustanova|ocd|nvo|nvo/institucija|cso|ngo|cso/institution|udruženje|fondacija|firma|kompanija|preduzeće|pravno lice|poslodavac|služba|naziv organizacije|naziv ustanove|naziv institucije|ime organizacije|predstavnik|predstavnica|predstavnik ca|predstavlja|iz organizacije|radna organizacija|škola|csr|csw|' +
    'organisation|organization|institution|association|company|employer|affiliation|agency|entity|represents|representing|workplace|place of work|school|service provider|' +
    'организация|институция|учреждение|сдружение|фондация|нпо|фирма|месторабота|място на работа|работно място|работодател|юридическо лице|служба|училище|детска градина|представител|представлява|място на работа/организация|' +
    'organizația|organizaţia|organizație|instituția|instituţia|instituție|instituția/organizația|asociația|asociație|ong|ao|locul de muncă|loc de muncă|angajator|compania|școala|entitatea|reprezentant|reprezintă|structura|учреждение/организация|место работы',
  'organisation-type':
    'tip organizacije|vrsta organizacije|tip institucije|vrsta institucije|vrsta ustanove|tip ustanove|sektor|вид организация|вид на организацията|тип организация|сектор|type of organisation|organisation type|type of organization|organization type|type of institution|sector|tipul organizației|tip organizație|tipul instituției|sectorul',
  place:
    'mesto|mjesto|opština|općina|grad|opština/grad|grad/opština|mesto stanovanja|mesto prebivališta|prebivalište|boravište|mesto odakle dolazi|odakle dolazite|odakle|jls|lokalna samouprava|jedinica lokalne samouprave|naselje|naseljeno mesto|lsu|lsg|lsg unit|municipality|city|town|city/municipality|municipality/city|city/town|place|locality|location|settlement|village|place of residence|residence|local self government|' +
    'община|град|населено място|селище|село|област|град/село|местоживеене|живущ|място|община/град|регион|район|localitate|localitatea|raion|raionul|raion/localitate|localitatea/raionul|oraș|orașul|oraș/raion|municipiu|municipiul|sat|satul|comuna|comună|primăria|uat|apl|domiciliu|domiciliul|județ|unitatea administrativ teritorială|населенный пункт|город|region|okrug|county|district|country|država|zemlja|държава|țara',
  address: 'adresa|adresa stanovanja|ulica|ulica i broj|address|home address|street|адрес|улица|постоянен адрес|adresa de domiciliu|strada|адрес проживания',
  role: 'funkcija|pozicija|zanimanje|radno mesto|zvanje|uloga|dužnost|svojstvo|profesija|titula|position|role|job title|job|function|occupation|profession|title|post|capacity|длъжност|позиция|професия|роля|функция|качество|звание|funcția|funcţia|funcție|poziția|ocupația|profesia|post ocupat|calitatea|rolul|specialitatea|должность',
  phone:
    'telefon|tel|kontakt telefon|telefon za kontakt|broj telefona|kontakt broj|tel br|mobilni|mobilni telefon|mob|mobitel|fiksni|fiksni telefon|telefonski broj|phone|phone number|telephone|telephone number|mobile|mobile phone|cell|cell phone|contact number|contact phone|gsm|телефон|тел|телефон за връзка|телефон за контакт|телефонен номер|мобилен|мобилен телефон|номер на телефон|nr de telefon|nr telefon|număr de telefon|telefon mobil|telefon de contact|telefonul|моб|номер телефона|viber|whatsapp|kontakt tel|tel mob|tel/mob',
  email:
    'email|e-mail|mail|mejl|imejl|e-mejl|e mail adresa|email adresa|mail adresa|e-pošta|e-pošta adresa|el pošta|elektronska pošta|elektronska adresa|adresa e-pošte|email address|e-mail address|имейл|имейл адрес|е-мейл|мейл|ел поща|е-поща|електронна поща|електронен адрес|ел адрес|poșta electronică|adresa electronică|adresa de email|adresă email|adresa e-mail|эл почта|электронная почта|emejl',
  contact: 'kontakt|kontakti|kontakt podaci|podaci za kontakt|contact|contacts|contact details|contact information|контакт|контакти|данни за контакт|координати|за връзка|contacte|date de contact|coordonate|informații de contact|контакты',
  sex: 'pol|spol|sex|gender|пол|sexul|gen|genul|m/ž|ž/m|m/f|f/m|мж|ж/м|м/ж|b/f|f/b|sex m f|rod|pol m ž',
  age: 'godine|starost|uzrast|godine starosti|broj godina|starosna grupa|starosna dob|age|age group|years|възраст|години|възрастова група|vârsta|vîrsta|grupa de vârstă|ani|возраст',
  'birth-date': 'datum rođenja|godina rođenja|god rođenja|dat rođenja|datum i mesto rođenja|date of birth|birth date|birthdate|year of birth|birth year|dob|дата на раждане|година на раждане|рожденa дата|data nașterii|anul nașterii|data naşterii|дата рождения|год рождения',
  identifier:
    'jmbg|matični broj|broj lične karte|br lične karte|lična karta|lk|lk br|id number|identity number|id card|personal number|passport|passport number|егн|лк №|лична карта|номер на лична карта|личен номер|idnp|cnp|cod numeric personal|buletin|nr buletin|pib|bulstat|булстат|еик|idno|iban|broj računa|tekući račun|bankovni račun|сметка',
  signature:
    'potpis|potpis učesnika|svojeručni potpis|potpis prisutnog|paraf|parafa|prisustvo|prisutan|prisutna|prisutan na|prisutan/na|prisustvovao|prisustvovala|prisutnost|dolazak|odlazak|signature|signed|sign|sign in|check in|attendance|attended|present|presence|arrival|departure|потпис|подпис|подпис на участника|присъствие|присъствал|присъствал а|присъства|присутствие|подпись|semnătura|semnătură|semnatura|semnat|prezența|prezență|prezent|prezent ă|a participat|participare|učešće|učestvovao|участие',
  date: 'datum|date|дата|data|ziua|dan održavanja|datum dolaska|datum održavanja|date of event|day',
  note: 'timestamp|vremenska oznaka|временска ознака|клеймо за време|marcaj de timp|vreme prijave|napomena|napomene|primedba|komentar|komentari|note|notes|remark|remarks|comment|comments|забележка|забележки|бележка|бележки|коментар|observații|observaţii|mențiuni|note/observații|notă|примечание|dodatno|alergije|posebne potrebe|special needs|dietary|ishrana|smeštaj|нощувка|hrana|prevoz|transport|nocenje|noćenje|ručak',
  consent:
    'saglasnost|saglasan|saglasna|saglasnost za fotografisanje|saglasnost za obradu podataka|fotografisanje|foto|pristanak|dozvola|gdpr|zaštita podataka|consent|photo consent|photo|data consent|permission|i agree|съгласие|съгласен|съгласие за снимане|снимане|лични данни|обработка на лични данни|acord|acordul|acord foto|consimțământ|consimțămînt|date personale|de acord|согласие|suglasnost',
};

export interface Phrase {
  field: Named;
  words: string[];
  length: number;
}

const parsed: Phrase[] = Object.entries(phrases).flatMap(([field, list]) =>
  list.split('|').flatMap((phrase) => {
    const words = phrase === '№' || phrase === '#' ? [phrase] : plainWords(phrase);
    return words.length ? [{ field: field as Named, words, length: words.join('').length }] : [];
  }),
);

/** Exact headings → field. */
export const exactHeadings = new Map<string, Named>(parsed.map(({ field, words }) => [words.join(' '), field]).reverse() as [string, Named][]);

/** Phrases by their first word, longest first, for headings with more words than a phrase. */
export const phrasesByLength: Phrase[] = [...parsed].sort((a, b) => b.length - a.length);

/** Words that show that a text names an organisation or authority rather than a person. */
export const organisationWords = wordSet(
  'udruženje удружење udruzenja ug уг nvo нво ocd оцд ngo cso ong centar центар centre center centrul csr цср csw dsp дсп gradska градска opština општина opštinska општинска uprava управа grad град ' +
    'fond фонд fondacija фондација фондация fundația foundation fundatia asociația asociatia association сдружение asocijacija organizacija организација организация organizația organisation organization ao mreža мрежа network rețeaua ' +
    'škola школа school școala училище osnovna основна predškolska предшколска детска градина vrtić вртић grădinița dom дом zavod завод institut институт institute ministarstvo министарство ministerul ministry министерство ' +
    'agencija агенција агенция agenția agency direcția direkcija дирекция direktorat служба služba service serviciul policija полиција полиция poliția bolnica болница болница spital hospital zdravlja здравља univerzitet универзитет университет universitatea university fakultet факултет ' +
    'crveni krst црвени крст община община общинска primăria primaria consiliul raional savez савез съюз union uniunea komesarijat комесаријат sekretarijat секретаријат kancelarija канцеларија društvo друштво дружество читалище doo ltd srl unicef undp usaid caritas каритас',
);
