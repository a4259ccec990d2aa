/** Lets so many works run at once; whoever comes later waits for its turn, in the order of coming. A work that fails gives its place on like any other. */
export function turns(atOnce: number): <Done>(work: () => Promise<Done>) => Promise<Done> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    // Whoever is let in by the one before takes over its place, so nobody who comes in between is faster.
    if (running < atOnce) running += 1;
    else await new Promise<void>((isMyTurn) => waiting.push(isMyTurn));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
