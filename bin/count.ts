/** `kolo count`: participants' lists in, figures out. No server, no account, no database. Exit code 0: counted; 2: a file or an argument could not be used. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { countLists } from '#modules/events/counting.ts';
import { readRequest, RequestProblem, type CountRequest } from '#modules/events/counting/request.ts';
import { officialNameOf, reportOf } from '#modules/events/counting/report.ts';
import { terminalText } from '#modules/events/counting/terminal.ts';
import { readLists } from '#modules/events/sheets/lists.ts';
import type { ParticipantsList } from '#modules/events/sheets/shape.ts';
import { SheetUnreadable } from '#modules/events/sheets/unreadable.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { terminalLocale, terminalWords } from './terminal-words.ts';

/** Runs the command and answers its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const t = terminalWords(terminalLocale(process.env), ['src/modules/events/counting', 'src/modules/events/sheets']);
  let request: CountRequest;
  try {
    request = readRequest(args);
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    console.error(t(`counting.${error.code}` as WordKey, error.params));
    return 2;
  }
  if (request.help) {
    console.log(t('counting.help'));
    return 0;
  }

  const lists: ParticipantsList[] = [];
  const listsOfFile: number[][] = [];
  const refused: string[] = [];
  const seen = new Map<string, string>();
  for (const file of request.files) {
    const found = await listsIn(file, seen, t);
    if (typeof found === 'string') {
      console.error(found);
      refused.push(file);
    }
    listsOfFile.push(typeof found === 'string' ? [] : found.map((list) => lists.push(list) - 1));
  }
  if (refused.length > 0) {
    // The others are counted all the same, and nobody can overlook which are not.
    if (lists.length === 0) return 2;
    console.error(t('counting.left_out', { n: refused.length, files: refused.join(', ') }));
  }

  const count = countLists(lists);
  const groups = new Map([...request.groups].map(([name, files]) => [name, files.flatMap((file) => listsOfFile[file]!)]));
  if (request.json) console.log(JSON.stringify(reportOf(lists, count, groups, t)));
  else {
    const named = (id: string) => (unitById(id) ? nameOf(unitById(id)!, t.locale) : officialNameOf(id));
    const ofOneCycle = [...new Set(count.lists.map(({ cycle }) => cycle))].map((cycle) => [...new Set(lists.filter((_, i) => count.lists[i]!.cycle === cycle).map((list) => list.file.split(/[/\\]/).at(-1)!))]);
    console.log(terminalText(reportOf(lists, count, groups, t, named), ofOneCycle.filter((files) => files.length > 1), t));
  }
  return refused.length > 0 ? 2 : 0;
}

/** The lists of a file, or the sentence that says why there are none. `seen`: hash → the file that held the same before. */
async function listsIn(file: string, seen: Map<string, string>, t: Translate): Promise<ParticipantsList[] | string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return t('counting.problem_missing', { file });
    if (code === 'EISDIR') return t('counting.problem_folder', { file });
    return code === 'EACCES' || code === 'EPERM' ? t('counting.problem_forbidden', { file }) : t('counting.problem_broken', { file, reason: message });
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const other = seen.get(hash);
  if (other !== undefined) return t('counting.problem_copy', { file, other });
  seen.set(hash, file);
  try {
    const { lists } = await readLists(bytes, file);
    return lists.length > 0 ? lists : t('counting.problem_no_list', { file });
  } catch (error) {
    if (!(error instanceof SheetUnreadable)) throw error;
    return t(error.wordKey as WordKey, error.details as Record<string, string | number>);
  }
}
