/** What `kolo match` is asked for, from its arguments. Pure: whether the file and its columns exist is found out later. */
import { readArguments } from '#platform/arguments.ts';
import { kinds, type Kind } from '#platform/matching/table/kinds.ts';

export interface MatchRequest {
  file: string;
  /** Heading → kind, as the person named them, in order. */
  columns: [heading: string, kind: Kind][];
  json: boolean;
  help: boolean;
}

/** The arguments cannot be understood. `code` is a key of the words `matching.problem_…`. */
export class MatchProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;
  constructor(code: string, params: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'MatchProblem';
    this.code = code;
    this.params = params;
  }
}

/** Words that people use for a kind besides its own name. */
const aliases: Record<string, Kind> = {
  id: 'identifier', national_id: 'identifier', identity: 'identifier', ignore: 'ignored', first: 'given', given_name: 'given', first_name: 'given', last: 'surname', family: 'surname',
  last_name: 'surname', family_name: 'surname', full_name: 'name', dob: 'birth_date', birthdate: 'birth_date', born: 'birth_date', mail: 'email', mobile: 'phone', telephone: 'phone',
  street: 'address', city: 'place', town: 'place', settlement: 'place', municipality: 'place', suburb: 'place', state: 'place', postcode: 'number', zip: 'number', street_number: 'number', sex: 'code', gender: 'code', country: 'code',
};
/** The names a person may give, as they are listed when another one was given. */
const offered = [...kinds.filter((kind) => kind !== 'ignored' && kind !== 'identifier'), 'id', 'postcode', 'ignore'];

/**
 * Reads `FILE [--columns KIND=HEADING,…]… [--json]`.
 * @throws MatchProblem
 */
export function readMatchRequest(args: readonly string[]): MatchRequest {
  const { files, values: columns, json, help } = readArguments(args, 'columns', (option) => new MatchProblem('problem_option', { option }));
  if (help) return { file: '', columns: [], json, help };
  if (files.length === 0) throw new MatchProblem('problem_no_file');
  if (files.length > 1) throw new MatchProblem('problem_files', { n: files.length, files: files.join(', ') });
  return { file: files[0]!, columns: columns.flatMap(columnsIn), json, help };
}

/** A heading may hold commas: what follows a comma without `KIND=` belongs to the heading before. */
function columnsIn(text: string): [string, Kind][] {
  const parts: string[] = [];
  for (const part of text.split(',')) {
    if (part.includes('=') || parts.length === 0) parts.push(part);
    else parts[parts.length - 1] += `,${part}`;
  }
  return parts.map((part) => {
    const at = part.indexOf('=');
    const [named, heading] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || heading === '') throw new MatchProblem('problem_columns', { text: part.trim() });
    const plain = named.toLowerCase().replace(/[\s-]+/g, '_');
    const kind = kinds.find((one) => one === plain) ?? (Object.hasOwn(aliases, plain) ? aliases[plain] : undefined);
    if (!kind) throw new MatchProblem('problem_kind', { kind: named, kinds: offered.join(', ') });
    return [heading, kind];
  });
}
