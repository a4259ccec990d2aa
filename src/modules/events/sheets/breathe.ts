import { setImmediate } from 'node:timers/promises';

/**
 * Lets other requests have their turn during long work: call it in a loop, it gives way once `slice`
 * milliseconds have gone by since it last did. A 50,000-row workbook is read this way without holding anybody up.
 */
export function breather(slice = 12): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < slice) return undefined;
    return setImmediate().then(() => {
      last = performance.now();
    });
  };
}
