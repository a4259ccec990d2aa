/** Takes the name of an organisation apart: form, own name, town, department. Pure; towns are asked for through `Towns`. */
import type { Form } from './forms.ts';
import { around, formAt, formOf, quoteMarks, quotes, tidied } from './name-form.ts';
import { namedBy, townOf, withoutConnectors, type Towns } from './name-town.ts';
import { folded, joined, wordsOf, type Letters, type Word } from './name-words.ts';

export interface OrganisationName {
  form: Form | null;
  /** Folded words of its own name, without form and town; empty for an office that has none. */
  own: string[];
  /** The own name joined, in several writings. */
  letters: Letters;
  /** Folded words that stand in brackets behind the own name: the same in English, an abbreviation. */
  aside: string[];
  /** Folded words of an office's name that are neither its form nor a town that is known: `Србије` in „Црвени крст Србије“. */
  beyond: string;
  /** Folded words outside the quotes that are neither a form nor a town: a mistyped abbreviation, a village. */
  unread: string;
  /** Where the town that it says is one of several of that name: all of them. */
  townsMeant: readonly string[];
  /** The municipality, or part of a city, that the name itself says; null where it says none. */
  town: string | null;
  /** The town stands there with a slip of the pen, so that it is a guess. */
  townGuessed: boolean;
}

/**
 * Reads a name. `expected` is the municipality of the row it stands in: its name at the end (or the beginning) is a town and not part of the
 * organisation's own name, even mistyped.
 */
export function readOrganisationName(text: string, towns: Towns, expected: string | null = null): OrganisationName {
  const { plain, aside } = withoutAside(tidied(text), towns, expected);
  const { form, own, town, meant, unread } = read(plain, towns, expected);
  const named = form?.office ? [] : own;
  const left = form?.office && !town ? withoutConnectors(own) : [];
  // What is left of an office's name, or stands outside the quotes, is mostly a town; mistyped, if none is called so.
  const strange = form?.office ? left : unread;
  const guess = strange.length > 0 && !expected && !town && meant.length === 0 ? towns.near(folded(strange)) : null;
  return {
    form,
    own: folded(named),
    letters: joined(named),
    aside: form?.office ? [] : aside,
    beyond: folded(left).join(''),
    unread: folded(unread).join(''),
    town: town ?? guess,
    townGuessed: guess !== null,
    townsMeant: town ? [] : meant,
  };
}

/** Takes brackets off the end that hold another writing of the name; a town or a form in brackets stays where it is. */
function withoutAside(text: string, towns: Towns, expected: string | null): { plain: string; aside: string[] } {
  const brackets = /\(([^()]+)\)/u.exec(text);
  const inside = wordsOf(brackets?.[1] ?? '');
  const outside = brackets ? text.slice(0, brackets.index) : '';
  if (inside.length === 0 || !/\p{L}{2}/u.test(outside) || namedBy(withoutConnectors(inside), towns, expected) || formAt(inside, false)) return { plain: text, aside: [] };
  // An office says its town in brackets, even mistyped.
  if (formOf(outside.replaceAll(quoteMarks, ' ')).form?.office) return { plain: text, aside: [] };
  return { plain: `${outside}${text.slice(brackets!.index + brackets![0].length)}`, aside: folded(inside) };
}

interface Parts {
  form: Form | null;
  own: Word[];
  town: string | null;
  meant: readonly string[];
  unread: Word[];
}

function read(text: string, towns: Towns, expected: string | null): Parts {
  // Where the row says the town, other towns inside a name are mostly no towns: „Васил Левски“ is no school of Levski.
  const trusted: Towns = expected ? { ...towns, named: () => null, bearing: () => [] } : towns;
  const quoted = quotes.exec(text);
  if (quoted) {
    const inside = wordsOf(quoted[1]!);
    const { form, rest } = formOf(around(text, quoted));
    if (form || !formOf(text.replaceAll(quoteMarks, ' ')).form) {
      const outer = townOf(rest, towns, expected);
      const inner = townOf([inside], trusted, expected);
      const meant = outer.town || inner.town ? [] : outer.meant.length > 0 ? outer.meant : inner.meant;
      if (form?.office) return { form, own: outer.town ? [] : outer.own.length > 0 ? outer.own : inner.own, town: outer.town ?? inner.town, meant, unread: [] };
      return { form, own: inside, town: outer.town ?? (inner.own.length > 0 ? inner.town : null), meant: outer.meant, unread: withoutConnectors(outer.own) };
    }
    // дирекция „Социално подпомагане“: the quotes are part of the form, or hold everything.
  }
  const { form, rest } = formOf(text.replaceAll(quoteMarks, ' '));
  // Institutions are called after people, and people after towns.
  const cautious = form?.type === 'public-institution' && !form.office && rest.length === 1;
  const { own, town, meant } = townOf(rest, cautious ? trusted : towns, expected);
  // The only words there are must be the name, even if a town is called so.
  return { form, own: own.length > 0 ? own : withoutConnectors(rest.flat()), town, meant, unread: [] };
}
