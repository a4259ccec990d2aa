import { in4 } from '#platform/words/localised.ts';
import type { z } from 'zod';
import type { newOrganisation } from '#modules/organisations/shape.ts';

/** The bodies the five documents name, as they name them. What a document does not say of them (seat, register number) stays empty. */
export const organisations = {
  csp: {
    type: 'cso',
    name: 'Center for Social Policy',
    names: in4('Центар за социјалну политику', 'Център за социална политика', 'Centrul pentru Politică Socială', 'Center for Social Policy (CSP)'),
  },
  mods: {
    type: 'network',
    name: 'MODS',
    names: in4('МОДС – Мрежа организација за децу Србије', 'МОДС – Мрежа на организациите за деца в Сърбия', 'MODS – Rețeaua organizațiilor pentru copii din Serbia', 'MODS (Network of Organisations for Children in Serbia)'),
  },
  btd: {
    type: 'funder',
    name: 'Balkan Trust for Democracy',
    names: in4('Балкански фонд за демократију', 'Балкански тръст за демокрация', 'Fondul Balcanic pentru Democrație', 'Balkan Trust for Democracy (BTD)'),
  },
  usaid: {
    type: 'funder',
    name: 'USAID',
    names: in4('Америчка агенција за међународни развој (USAID)', 'Американска агенция за международно развитие (USAID)', 'Agenția SUA pentru Dezvoltare Internațională (USAID)', 'US Agency for International Development (USAID)'),
  },
  club: {
    type: 'network',
    name: 'Клуб на нестопанските организации – Търговище',
    names: in4('Клуб непрофитних организација – Трговиште', 'Клуб на нестопанските организации – Търговище', 'Clubul organizațiilor nonprofit – Targovishte', 'Club of Non-Profit Organisations – Targovishte'),
    seat: 'BG-M-TGV35',
    areas: [{ placeId: 'BG-25' }],
    website: 'http://www.clubngo.org/',
  },
  bgSwiss: {
    type: 'funder',
    name: 'Българо-швейцарска програма за сътрудничество',
    names: in4('Бугарско-швајцарски програм сарадње', 'Българо-швейцарска програма за сътрудничество', 'Programul de cooperare bulgaro-elvețian', 'Bulgarian-Swiss Cooperation Programme'),
  },
  eu: { type: 'funder', name: 'Uniunea Europeană', names: in4('Европска унија', 'Европейски съюз', 'Uniunea Europeană', 'European Union') },
  soros: { type: 'funder', name: 'Fundația Soros-Moldova', names: in4('Фондација Сорос – Молдавија', 'Фондация „Сорос – Молдова“', 'Fundația Soros-Moldova', 'Soros Foundation-Moldova') },
  apscf: {
    type: 'network',
    name: 'Alianța ONG-urilor active în domeniul Protecției Sociale a Copilului și Familiei',
    names: in4(
      'Савез невладиних организација активних у социјалној заштити детета и породице',
      'Алианс на неправителствените организации в областта на социалната закрила на детето и семейството',
      'Alianța ONG-urilor active în domeniul Protecției Sociale a Copilului și Familiei',
      'Alliance of NGOs active in the field of Social Protection of Children and Families',
    ),
  },
  aopd: {
    type: 'network',
    name: 'Alianța Organizațiilor pentru Persoane cu Dizabilități din Republica Moldova',
    names: in4(
      'Савез организација за особе са инвалидитетом Републике Молдавије',
      'Алианс на организациите за хора с увреждания в Република Молдова',
      'Alianța Organizațiilor pentru Persoane cu Dizabilități din Republica Moldova',
      'Alliance of Organisations for Persons with Disabilities of the Republic of Moldova',
    ),
  },
} as const satisfies Record<string, z.input<typeof newOrganisation>>;

export type OrganisationKey = keyof typeof organisations;
