/**
 * What may go wrong and has a name. The code is stable and never reused; its sentence in five languages stands in the module's words as
 * `<area>.problem_<name>`. Anything that is not a Problem is a bug and stays loud.
 */
export class Problem extends Error {
  readonly status: number;
  /** `<area>.<name>`, e.g. `events.no_header`. */
  readonly code: string;
  readonly details: Record<string, unknown>;
  /** Which field of a form it belongs to, when it belongs to one. */
  readonly field: string | null;

  constructor(status: number, code: string, details: Record<string, unknown> = {}, field: string | null = null) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.details = details;
    this.field = field;
  }

  /** The key of its sentence in the words. */
  get wordKey(): string {
    const [area, name] = this.code.split('.', 2);
    return `${area}.problem_${name}`;
  }
}

export const notFound = () => new Problem(404, 'platform.not_found');
export const forbidden = () => new Problem(403, 'platform.forbidden');
/** What a schema says about input that does not fit it; the shape of Zod's issues. */
interface SchemaIssue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly message: string;
  readonly code?: string;
  /** Fields nobody asked for. */
  readonly keys?: readonly string[];
  /** What the sentence of a message that is a key is filled with. */
  readonly details?: Record<string, string | number>;
}

/** One field that does not fit. */
export interface Issue {
  path: string;
  /** Words for the maker of the shape, or the key of a sentence. */
  message: string;
  code: string;
  details?: Record<string, string | number>;
}

/** Input that does not fit its schema: one issue per field, ready to stand beside it. */
export class InvalidInput extends Problem {
  /** Each unknown field is an issue of its own, under its own name. */
  static from(issues: readonly SchemaIssue[]): InvalidInput {
    return new InvalidInput(
      issues.flatMap(({ path = [], message, code = 'invalid_value', keys, details }) => {
        const at = path.map((part) => String(typeof part === 'object' ? part.key : part));
        const said = { message, code, ...(details && { details }) };
        return keys ? keys.map((key) => ({ path: [...at, key].join('.'), ...said })) : [{ path: at.join('.'), ...said }];
      }),
    );
  }

  readonly issues: Issue[];
  constructor(issues: Issue[]) {
    super(422, 'platform.invalid_input', { issues }, issues[0]?.path ?? null);
    this.issues = issues;
  }
}
