/**
 * Coverage of the demo network. All numbers are made up, and every provider says so in its name; the municipalities are those of the project "Support to
 * Families with Children in Crisis Situations" with their neighbours, and some around Targovishte and Orhei. Only what was reported about 2020 is real: the
 * project's own news says it.
 */
import { createHash } from 'node:crypto';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { env } from '#platform/env.ts';
import { systemScope } from '#platform/session/scope.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { idOf } from '../../nomenclature/nomenclature.ts';
import { reportChange } from '../change-commands.ts';
import { askMunicipalities, changeQuestionnaire, openQuestionnaire } from '../commands.ts';
import { kindByCode, kindsOf } from '../kinds.ts';
import { recordAnswers } from '../paper-commands.ts';
import { ages, type Answers, type Entry, type Existence, type Figure } from '../shape.ts';

const years = [2019, 2020, 2025] as const;
type Year = (typeof years)[number];

/** Municipality → inhabitants in thousands (made up), and its services: the years each existed in, all three unless it says otherwise. */
const municipalities: Record<string, [thousands: number, services: string]> = {
  'RS-L-70726': [138, 'RS-2.1 RS-2.5 RS-2.8 RS-4.1:25 RS-4.10:25 RS-5.5'],
  'RS-L-70297': [10, 'RS-2.5:19,25 RS-2.8:25'],
  'RS-L-70718': [20, 'RS-2.5 RS-2.1:19'],
  'RS-L-70424': [28, 'RS-2.1 RS-2.5 RS-2.8:20,25'],
  'RS-L-70939': [55, 'RS-2.1 RS-2.5 RS-2.8 RS-3.3:25 RS-4.10'],
  'RS-L-70505': [9, 'RS-2.5 RS-2.8:25'],
  'RS-L-70084': [11, 'RS-2.5:19 RS-2.8:25'],
  'RS-L-70050': [11, 'RS-2.5'],
  'RS-L-79065': [250, 'RS-2.1 RS-2.2 RS-2.5 RS-2.7 RS-2.8 RS-3.1 RS-3.3 RS-4.1:25 RS-4.10 RS-5.4:25'],
  'RS-L-79014': [1650, 'RS-2.1 RS-2.2 RS-2.3 RS-2.5 RS-2.7 RS-2.8 RS-3.1 RS-3.3 RS-4.1 RS-4.10 RS-5.3 RS-5.4 RS-5.5'],
  'RS-L-80284': [350, 'RS-2.1 RS-2.2 RS-2.5 RS-2.7 RS-2.8 RS-3.3 RS-4.1 RS-4.2 RS-5.4'],
  'RS-L-71269': [110, 'RS-2.1 RS-2.5 RS-2.8 RS-4.10:25'],
  'RS-L-70734': [75, 'RS-2.1 RS-2.5 RS-2.8:20,25'],
  'RS-L-70033': [43, 'RS-2.1 RS-2.5:19,25'],
  'RS-L-70645': [175, 'RS-2.1 RS-2.5 RS-2.7:19 RS-2.8 RS-3.1 RS-5.4:25'],
  'RS-L-70564': [30, 'RS-2.1 RS-2.5 RS-2.8:25'],
  'RS-L-71021': [24, 'RS-2.1:25 RS-2.5'],
  'RS-L-80152': [118, 'RS-2.1 RS-2.5 RS-2.8 RS-5.5'],
  'BG-M-TGV35': [52, 'BG-4.1 BG-4.3 BG-7.1 BG-10.3 BG-11.2'],
  'BG-M-TGV22': [20, 'BG-10.3 BG-4.3:25'],
  'BG-M-TGV24': [26, 'BG-7.1 BG-10.3'],
  'MD-OR': [100, 'MD-P.2 MD-S.4 MD-S.5:25 MD-P.3'],
  'MD-CU': [700, 'MD-P.2 MD-S.3 MD-S.4 MD-S.5 MD-S.6 MD-S.14 MD-H.1'],
};
/** Asked about 2025 and silent so far; two of them have answered before. */
const silent: Record<string, string> = { 'RS-L-80420': 'stara.pazova@example.org', 'RS-L-70998': 'prokuplje@example.org', 'MD-BA': 'balti@example.org' };

/** 0 to 1 from a text: as good as random, and the same on every installation. */
const chance = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
const between = (text: string, from: number, to: number): number => Math.round(from + chance(text) * (to - from));
const isThere = (service: string, year: Year): boolean => !service.includes(':') || service.split(':')[1]!.split(',').includes(String(year).slice(2));

/** Brings a questionnaire of three years with its answers; a demo that has one already is left alone. @returns how many answers were added */
export async function seedDemoCoverage(networkId: string): Promise<number> {
  const scope = systemScope(networkId, 'demo');
  return within(scope, async (tx) => {
    if (await tx.selectFrom('survey').select('year').where('network_id', '=', networkId).limit(1).executeTakeFirst()) return 0;
    const context: CommandContext = { tx, scope, now: new Date() };
    const dueOn = new Date(context.now.getTime() + 60 * 86_400_000).toISOString().slice(0, 10);
    let added = 0;
    for (const year of years) {
      await executeWithin(context, openQuestionnaire, { year, dueOn });
      for (const [place, [thousands, services]] of Object.entries(municipalities)) {
        // Some did not answer every year.
        if (chance(`${place} ${year} silent`) < 0.1) continue;
        await executeWithin(context, recordAnswers, { year, placeId: place, answers: made(place, year, thousands * 1000, services.split(' ')) });
        added += 1;
      }
      await executeWithin(context, changeQuestionnaire, { year, published: true });
    }
    await executeWithin(context, askMunicipalities, { year: 2025, municipalities: Object.entries(silent).map(([placeId, email]) => ({ placeId, email })), origin: env.origin });
    await executeWithin(context, reportChange, {
      placeId: 'RS', what: 'stopped', happened: '2020', language: 'en',
      sentence: 'As a result of the crisis, social welfare services in a number of local self-government units (LSU) were not available at all to the vulnerable groups and population in general, while families with children were left to the side and to their own devices to combat the challenges brought about by the epidemic.',
      sourceTitle: 'Center for Social Policy: Successful Completion of the “Support to Families With Children in Crisis Situations” Project, 22.09.2022',
    });
    return added;
  });
}

function made(place: string, year: Year, people: number, services: readonly string[]): Answers {
  const { country } = unitById(place)!;
  const there = services.filter((service) => isThere(service, year)).map((service) => service.split(':')[0]!);
  const exists = Object.fromEntries(kindsOf(country).map(({ code }): [string, Existence] => [code, there.includes(code) ? 'yes' : chance(`${place} ${year} ${code}`) < 0.03 ? 'unknown' : 'no']));
  const part = (share: number) => Math.round(people * share);
  const [children, old] = [part(0.17), part(0.22)];
  return {
    place: {
      population: people, population_0_17: children, population_65_plus: old, population_18_64: people - children - old, budget: people * (country === 'RS' ? 52_000 : country === 'BG' ? 1_400 : 6_000),
      // Few municipalities keep a register of it.
      children_disability: chance(`${place} register`) < 0.25 ? 'unknown' : part(0.0035),
    },
    exists,
    services: there.flatMap((kind) => providers(place, year, kind, people)),
    remarks: {},
  };
}

const names: Record<string, [string, string]> = { RS: ['Центар за социјални рад (пример)', 'Удружење „Сунцокрет“ (пример)'], BG: ['Комплекс за социални услуги (пример)', 'Сдружение „Мост“ (пример)'], MD: ['Direcția de asistență socială (exemplu)', 'Asociația „Izvor” (exemplu)'] };

function providers(place: string, year: Year, kind: string, people: number): Entry[] {
  const [publicName, csoName] = names[place.slice(0, 2)]!;
  const isCso = chance(`${place} ${kind} provider`) < 0.4;
  const first = service(place, year, kind, people, isCso ? 'cso' : 'public', isCso ? csoName : publicName);
  // In large cities a second one gives the same service.
  return people > 300_000 && !isCso ? [first, service(place, year, kind, Math.round(people / 3), 'cso', csoName)] : [first];
}

function service(place: string, year: Year, kind: string, people: number, type: 'public' | 'cso', name: string): Entry {
  const key = `${place} ${kind} ${type}`;
  const isForOld = kindByCode(kind)!.reference === 'population_65_plus';
  const clients = Math.max(3, between(`${key} clients`, people * (isForOld ? 0.0012 : 0.0002), people * (isForOld ? 0.003 : 0.0006)));
  const month = Math.max(1, Math.round(clients * 0.8));
  // The year of the epidemic: what happens in a group had to stop, for three to six months in most places.
  const months = year === 2020 && !isForOld && chance(`${key} stopped`) < 0.6 ? between(`${key} months`, 6, 9) : 12;
  const week = isForOld ? between(`${key} week`, 3, 10) : between(`${key} week`, 10, 40);
  const price = { RS: 320, BG: 9, MD: 45 }[place.slice(0, 2)]! * (0.8 + 0.4 * chance(`${key} price`)) * (year === 2025 ? 1.6 : 1);
  const total = Math.round((month * months * week * (52 / 12) * price) / 1000) * 1000;
  const donors = type === 'cso' ? Math.round(total * 0.25) : 0;
  const transfer = chance(`${key} transfer`) < 0.5 ? Math.round(total * 0.3) : 0;
  const fees = isForOld ? Math.round(total * 0.05) : 0;
  const split = splitByAge(clients, isForOld);
  const knows = (what: string, figure: number): Figure => (chance(`${key} ${year} knows ${what}`) < 0.07 ? 'unknown' : figure);
  return {
    id: idOf(`demo service ${key} ${year}`),
    kind,
    provider_name: name,
    licence_valid_until: chance(`${key} licence`) < 0.7 ? '2028-06-30' : null,
    choices: { provider_type: type, licence_status: chance(`${key} licence`) < 0.7 ? (chance(`${key} limited`) < 0.3 ? 'limited' : 'full') : 'none', procurement_mode: type === 'cso' ? 'call' : 'direct' },
    figures: {
      months_provided: months, clients_total: knows('clients', clients), clients_month_avg: knows('month', month), clients_female: Math.round(clients * 0.48), ...Object.fromEntries(ages.map((age, at) => [age, split[at]!])),
      clients_non_urban: knows('settlement', Math.round(clients * 0.3 * chance(`${key} village`) * 2)), clients_disability: isForOld ? 'unknown' : Math.round(clients * 0.7), waiting_list: between(`${key} waiting`, 0, 12),
      days_per_week: 5, hours_per_day: isForOld ? 2 : 8, hours_per_client_week: Math.min(week, isForOld ? 10 : 40), staff_engaged: Math.max(2, Math.round(month / 5)), staff_fte: Math.max(1, Math.round(month / 6)), staff_accredited_training: Math.max(1, Math.round(month / 10)),
      exp_total: knows('spent', total), exp_lsu_budget: total - donors - transfer - fees, exp_earmarked_transfer: transfer, exp_donors: donors, exp_client_fees: fees, exp_other: 0,
    },
  };
}

/** Whole people by age group that add up to all of them. */
function splitByAge(clients: number, isForOld: boolean): number[] {
  const shares = isForOld ? [0, 0, 0, 0, 0.1, 0.5, 0.4] : [0.15, 0.5, 0.2, 0.15, 0, 0, 0];
  const parts = shares.map((share) => Math.floor(clients * share));
  const largest = shares.indexOf(Math.max(...shares));
  parts[largest]! += clients - parts.reduce((sum, part) => sum + part, 0);
  return parts;
}
