/** `npm run --silent kolo -- <command> …`: what can be done without a server. Each command is a file of its own, loaded only when asked for. */
import { terminalLocale, terminalWords } from './terminal-words.ts';

const commands: Record<string, () => Promise<{ run(args: readonly string[]): Promise<number> }>> = {
  count: () => import('./count.ts'),
  match: () => import('./match.ts'),
};

const [name, ...args] = process.argv.slice(2);
// A reader that stops reading (`kolo count … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

if (name !== undefined && Object.hasOwn(commands, name)) {
  process.exitCode = await (await commands[name]!()).run(args);
} else {
  const t = terminalWords(terminalLocale(process.env), ['src/modules/events/counting']);
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
  if (!asked) console.error(t('counting.problem_command', { command: name }));
  (asked ? console.log : console.error)(t('counting.commands'));
  process.exitCode = asked && name !== undefined ? 0 : 2;
}
