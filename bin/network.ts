/** `npm run network -- …`: what can only be done beside the pages, by whoever runs the server. `--help` says what there is. */
import { parseArgs } from 'node:util';
import { createNetwork } from '#modules/networks/commands.ts';
import { execute } from '#platform/command/command.ts';
import { env } from '#platform/env.ts';
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { sentences } from '#platform/problem-sentences.ts';
import { invite } from '#platform/session/members/commands.ts';
import { roles, systemScope, type Role } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { isLocale, locales } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { openDatabase, type OpenDatabase } from './database.ts';

const usage = `npm run --silent network -- COMMAND [OPTIONS]

  create --slug our-network --name "Наша мрежа" [--language sr-Cyrl] [--country RS]
      makes a network
  invite --slug our-network --email ana@example.org [--role coordinator] [--language sr-Cyrl]
      prints the link to join with, in the network's language if no other is given; roles: ${roles.join(', ')}
  end-sessions --email ana@example.org
      signs an account out everywhere
  reset-second-factor --email ana@example.org
      for a lost phone and lost backup codes, after asking who she is

Languages: ${locales.join(', ')}. With the embedded database Kolo must not be running.`;

/** The options each command wants, and those it also takes. */
const commands: Record<string, { wants: Option[]; takes: Option[] }> = {
  create: { wants: ['slug', 'name'], takes: ['language', 'country'] },
  invite: { wants: ['slug', 'email'], takes: ['role', 'language'] },
  'end-sessions': { wants: ['email'], takes: [] },
  'reset-second-factor': { wants: ['email'], takes: [] },
};
type Option = 'slug' | 'name' | 'country' | 'email' | 'role' | 'language';

/** What was asked for. @throws with a sentence, before any database is opened, when it cannot be understood. */
function asked(): { name: string; values: Partial<Record<Option, string>> } | null {
  const { tokens } = parseArgs({ allowPositionals: true, strict: false, tokens: true, options: Object.fromEntries(['slug', 'name', 'country', 'email', 'role', 'language'].map((option) => [option, { type: 'string' as const }])) });
  if (!tokens.length || tokens.some((token) => (token.kind === 'option' && ['help', 'h'].includes(token.name)) || (token.kind === 'positional' && token.value === 'help'))) return null;
  const [name, ...more] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const command = Object.hasOwn(commands, name ?? '') ? commands[name!]! : null;
  if (!command) throw new Error(`${name ? `There is no command "${name}".` : 'Say what to do.'} There are: ${Object.keys(commands).join(', ')}. More with --help.`);
  const values: Partial<Record<Option, string>> = {};
  const known = [...command.wants, ...command.takes];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!known.includes(token.name as Option)) throw new Error(`"${name}" has no option ${token.rawName}. It takes: ${known.map((option) => `--${option}`).join(', ')}.`);
    if (!token.value) throw new Error(`${token.rawName} needs a value after it.`);
    values[token.name as Option] = token.value;
  }
  if (more.length) throw new Error(`"${more.join(' ')}" belongs to no option. A name of several words stands in quotation marks.`);
  const missing = command.wants.filter((option) => !values[option]);
  if (missing.length) throw new Error(`"${name}" also needs ${missing.map((option) => `--${option}`).join(' and ')}. More with --help.`);
  if (values.language && !isLocale(values.language)) throw new Error(`There is no language "${values.language}". There are: ${locales.join(', ')}.`);
  if (values.role && !roles.includes(values.role as Role)) throw new Error(`There is no role "${values.role}". There are: ${roles.join(', ')}.`);
  return { name: name!, values };
}

let opened: OpenDatabase | null = null;

try {
  const wanted = asked();
  if (!wanted) console.log(usage);
  else await run(wanted.name, wanted.values);
} catch (error) {
  console.error(error instanceof Problem ? sentences(error, await wordsOf('en')).map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('\n') : (error as Error).message);
  process.exitCode = 1;
} finally {
  // Set by run(), which the type checker does not follow.
  await (opened as OpenDatabase | null)?.close();
}

async function run(name: string, values: Partial<Record<Option, string>>) {
  const said = isLocale(values.language) ? values.language : null;
  opened = await openDatabase();
  switch (name) {
    case 'create': {
      const there = await opened.db.selectFrom('network').select('slug').where('slug', '=', values.slug!).executeTakeFirst();
      if (there) throw new Error(`There is a network "${values.slug}" already. Choose another --slug, or invite somebody to this one.`);
      const id = newId();
      await execute(createNetwork, systemScope(id, 'operator'), { slug: values.slug, names: { [said ?? 'sr-Cyrl']: values.name }, country: values.country ?? null });
      console.log(`Made the network ${values.slug}. Next: npm run network -- invite --slug ${values.slug} --email …`);
      break;
    }
    case 'invite': {
      const network = await opened.db.selectFrom('network').select(['network_id', 'names']).where('slug', '=', values.slug ?? '').executeTakeFirst();
      if (!network) throw new Error(`There is no network "${values.slug}". Networks: ${(await opened.db.selectFrom('network').select('slug').execute()).map(({ slug }) => slug).join(', ') || 'none yet'}.`);
      const { token } = await execute(invite, systemScope(network.network_id, 'operator'), { email: values.email, role: values.role ?? 'coordinator' });
      console.log(`${env.origin}${href(said ?? Object.keys(network.names as Localised).find(isLocale) ?? 'sr-Cyrl', '/sign-up')}?invitation=${token}`);
      break;
    }
    case 'end-sessions': {
      const { rowCount } = await opened.pool.query('delete from auth.session where holder_id = (select id from auth.holder where email = lower($1))', [values.email ?? '']);
      console.log(`Ended ${rowCount} session(s) of ${values.email}.`);
      break;
    }
    case 'reset-second-factor': {
      const { rows } = await opened.pool.query('update auth.holder set two_factor_enabled = false where email = lower($1) returning id', [values.email ?? '']);
      if (!rows.length) throw new Error(`There is no account ${values.email}.`);
      await opened.pool.query('delete from auth.two_factor where holder_id = $1', [rows[0].id]);
      await opened.pool.query('delete from auth.session where holder_id = $1', [rows[0].id]);
      console.log(`${values.email} signs in without a code now, and can switch it on again on the page of the account.`);
      break;
    }
  }
}
