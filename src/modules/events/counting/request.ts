/** What `kolo count` is asked for, from its arguments. Pure: whether files exist is found out later. */
import { readArguments } from '#platform/arguments.ts';

export interface CountRequest {
  /** As given, in order. */
  files: string[];
  /** Group name → indices of its files. */
  groups: Map<string, number[]>;
  json: boolean;
  help: boolean;
}

/** The arguments cannot be understood. `code` is a key of the words `counting.problem_…`. */
export class RequestProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  constructor(code: string, params: Record<string, string> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'RequestProblem';
    this.code = code;
    this.params = params;
  }
}

/**
 * Reads `FILE… [--group NAME=FILE,FILE]… [--json]`. A group names its files by the path as given or by their file name alone;
 * where no file is named outside the groups, theirs are the files.
 * @throws RequestProblem
 */
export function readRequest(args: readonly string[]): CountRequest {
  const { files, values: groups, json, help } = readArguments(args, 'group', (option) => new RequestProblem('problem_option', { option }));
  if (help) return { files, groups: new Map(), json, help };
  // Groups alone name their files already.
  if (files.length === 0) files.push(...new Set(groups.flatMap((group) => group.slice(group.indexOf('=') + 1).split(',').map((part) => part.trim()).filter(Boolean))));
  if (files.length === 0) throw new RequestProblem('problem_no_files');
  const twice = files.find((file, i) => files.indexOf(file) < i);
  if (twice !== undefined) throw new RequestProblem('problem_twice', { file: twice });
  const named = new Map<string, number[]>();
  for (const group of groups) {
    const { name, members } = groupOf(group, files);
    if (named.has(name)) throw new RequestProblem('problem_group_twice', { group: name });
    named.set(name, members);
  }
  return { files, groups: named, json, help };
}

function groupOf(text: string, files: readonly string[]): { name: string; members: number[] } {
  const at = text.indexOf('=');
  const [name, list] = [text.slice(0, at).trim(), text.slice(at + 1)];
  const parts = list.split(',').map((part) => part.trim()).filter(Boolean);
  if (at < 1 || !name || parts.length === 0) throw new RequestProblem('problem_group', { group: text });
  const members: number[] = [];
  for (let i = 0; i < parts.length; i++) {
    // A file's own name may hold commas: the longest run of parts that is a file is the file.
    let taken = parts.length;
    for (; taken > i; taken--) {
      const found = indicesOf(parts.slice(i, taken).join(','), files);
      if (found.length > 1) throw new RequestProblem('problem_group_ambiguous', { group: name, file: parts[i]! });
      if (found.length === 1) {
        members.push(found[0]!);
        break;
      }
    }
    if (taken === i) throw new RequestProblem('problem_group_file', { group: name, file: parts[i]! });
    i = taken - 1;
  }
  return { name, members: [...new Set(members)] };
}

/** The whole path decides; else the file name alone. */
function indicesOf(wanted: string, files: readonly string[]): number[] {
  const exact = files.indexOf(wanted);
  if (exact >= 0) return [exact];
  return files.flatMap((file, i) => (file.split(/[/\\]/).at(-1) === wanted ? [i] : []));
}
