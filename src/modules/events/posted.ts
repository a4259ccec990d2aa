/** What a posted form says, as texts. Pure. */

export type Texts = Record<string, string>;

/** Every text field as it was typed, to be shown again; of several answers to one question, each on a line. */
export function textsIn(form: FormData): Texts {
  const texts: Texts = {};
  for (const [name, value] of form) if (typeof value === 'string') texts[name] = [...(name in texts ? [texts[name]!] : []), value.slice(0, 5_000)].join('\n');
  return texts;
}
