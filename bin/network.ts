/**
 * `npm run network -- …`: what can only be done beside the pages, by whoever runs the server. With the embedded database Kolo must not be running.
 *   create --slug better-services --name "Мрежа за боље услуге" [--language sr-Cyrl] [--country RS]    makes a network
 *   invite --slug better-services --email ana@example.org [--role coordinator] [--language sr-Cyrl]  prints the link to join with
 *   end-sessions --email ana@example.org                                                              signs an account out everywhere
 *   reset-second-factor --email ana@example.org                                                       for a lost phone and lost backup codes, after asking who she is
 */
import { parseArgs } from 'node:util';
import { createNetwork } from '#modules/networks/commands.ts';
import { execute } from '#platform/command/command.ts';
import { env } from '#platform/env.ts';
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { sentences } from '#platform/problem-sentences.ts';
import { invite } from '#platform/session/members/commands.ts';
import { systemScope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { isLocale } from '#platform/words/locales.ts';
import { openDatabase, type OpenDatabase } from './database.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { slug: { type: 'string' }, name: { type: 'string' }, country: { type: 'string' }, email: { type: 'string' }, role: { type: 'string' }, language: { type: 'string' } },
});
const locale = isLocale(values.language) ? values.language : 'sr-Cyrl';
let opened: OpenDatabase | null = null;

try {
  opened = await openDatabase();
  switch (positionals[0]) {
    case 'create': {
      const id = newId();
      await execute(createNetwork, systemScope(id, 'operator'), { slug: values.slug, names: { [locale]: values.name }, country: values.country ?? null });
      console.log(`Made the network ${values.slug}. Next: npm run network -- invite --slug ${values.slug} --email …`);
      break;
    }
    case 'invite': {
      const network = await opened.db.selectFrom('network').select('network_id').where('slug', '=', values.slug ?? '').executeTakeFirst();
      if (!network) throw new Error(`There is no network "${values.slug}". Networks: ${(await opened.db.selectFrom('network').select('slug').execute()).map(({ slug }) => slug).join(', ') || 'none yet'}.`);
      const { token } = await execute(invite, systemScope(network.network_id, 'operator'), { email: values.email, role: values.role ?? 'coordinator' });
      console.log(`${env.ORIGIN?.replace(/\/$/, '') ?? `http://localhost:${env.PORT}`}${href(locale, '/sign-up')}?invitation=${token}`);
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
    default:
      throw new Error('Say what to do: create, invite, end-sessions or reset-second-factor. The beginning of bin/network.ts shows how.');
  }
} catch (error) {
  console.error(error instanceof Problem ? sentences(error, await wordsOf('en')).map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('\n') : (error as Error).message);
  process.exitCode = 1;
} finally {
  await opened?.close();
}
