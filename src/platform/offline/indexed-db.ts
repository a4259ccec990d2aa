import type { Copy } from './copy.ts';
import { noteOf, type Item, type Step, type Store } from './store.ts';

const whenDone = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('items', { keyPath: 'id' });
    database.createObjectStore('copies', { keyPath: ['name', 'key'] });
    database.createObjectStore('facts');
  };
  return whenDone(opening);
}

/** The device's work in IndexedDB. `strict`: acknowledged to the person only when it is on the disk, because phones die at doors. */
export async function browserStore(name = 'kolo-offline'): Promise<Store> {
  let database = await open(name);
  // A browser that cleans up, or another tab with a newer version, closes it; the next use opens it again.
  const transaction = async (stores: string[], mode: IDBTransactionMode) => {
    try {
      return database.transaction(stores, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' });
    } catch {
      database = await open(name);
      return database.transaction(stores, mode);
    }
  };
  const read = async <T>(store: string, of: (store: IDBObjectStore) => IDBRequest<T>) => whenDone(of((await transaction([store], 'readonly')).objectStore(store)));
  return {
    items: async () => (await read<Item[]>('items', (store) => store.getAll())).sort((a, b) => a.order - b.order),
    copy: async (...of) => (await read<Copy | undefined>('copies', (store) => store.get(of))) ?? null,
    copies: () => read('copies', (store) => store.getAll()),
    fact: (of) => read('facts', (store) => store.get(of)),
    async write({ put = [], remove = [], copies = [], forget = [], facts = {} }: Step) {
      const writing = await transaction(['items', 'copies', 'facts'], 'readwrite');
      const written = new Promise<void>((resolve, reject) => {
        writing.oncomplete = () => resolve();
        writing.onabort = () => reject(writing.error ?? new Error('The device could not keep this.'));
      });
      for (const item of put) writing.objectStore('items').put(item);
      for (const id of remove) writing.objectStore('items').delete(id);
      for (const copy of copies) writing.objectStore('copies').put(copy);
      for (const { name, key } of forget) {
        writing.objectStore('copies').delete([name, key]);
        writing.objectStore('facts').delete(noteOf({ name, key }));
      }
      for (const [key, value] of Object.entries(facts)) writing.objectStore('facts').put(value, key);
      await written;
    },
  };
}
