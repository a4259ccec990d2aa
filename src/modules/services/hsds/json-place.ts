/** Where a text stops being JSON. The engine says it in English, and often without a place. Pure. */

const scalar = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \n\r\t]*/y;

/** @returns line and character, counted from 1, of the first character that cannot stand there; one past the end where the text ends too early */
export function wrongAt(text: string): { line: string; column: string } {
  const before = text.slice(0, firstWrong(text)).split('\n');
  return { line: String(before.length), column: String(before.at(-1)!.length + 1) };
}

function firstWrong(text: string): number {
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const open: ('{' | '[')[] = [];
  let next: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'after' = 'value';
  for (;;) {
    at += match(space)!.length;
    const sign = text[at];
    const end = open.at(-1) === '{' ? '}' : ']';
    if (sign === undefined) return at;
    if (open.length && sign === end && (next === 'after' || next.endsWith('or end'))) {
      open.pop();
      next = 'after';
    } else if (next === 'after') {
      if (!open.length || sign !== ',') return at;
      next = end === '}' ? 'key' : 'value';
    } else if (next === 'colon') {
      if (sign !== ':') return at;
      next = 'value';
    } else if (next.startsWith('value') && (sign === '{' || sign === '[')) {
      open.push(sign);
      next = sign === '{' ? 'key or end' : 'value or end';
    } else {
      const found = match(scalar);
      if (!found || (next.startsWith('key') && sign !== '"')) return at;
      at += found.length - 1;
      next = next.startsWith('key') ? 'colon' : 'after';
    }
    at += 1;
  }
}
