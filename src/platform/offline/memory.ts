import type { Copy } from './copy.ts';
import { noteOf, type Item, type Step, type Store } from './store.ts';

/** A store without a browser: what was written outlives whoever wrote it, like a disk. Values go in and out as they would on a disk, so nobody shares them by accident. */
export function memoryStore(): Store {
  const items = new Map<string, Item>();
  const copies = new Map<string, Copy>();
  const known = new Map<string, unknown>();
  const place = ({ name, key }: { name: string; key: string }) => `${name} ${key}`;
  return {
    items: async () => structuredClone([...items.values()]).sort((a, b) => a.order - b.order),
    copy: async (name, key) => structuredClone(copies.get(place({ name, key })) ?? null),
    copies: async () => structuredClone([...copies.values()]),
    fact: async (name) => structuredClone(known.get(name)),
    async write({ put = [], remove = [], copies: kept = [], forget = [], facts = {} }: Step) {
      for (const item of put) items.set(item.id, structuredClone(item));
      for (const id of remove) items.delete(id);
      for (const copy of kept) copies.set(place(copy), structuredClone(copy));
      for (const one of forget) {
        copies.delete(place(one));
        known.delete(noteOf(one));
      }
      for (const [name, value] of Object.entries(facts)) known.set(name, structuredClone(value));
    },
  };
}
