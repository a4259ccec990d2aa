import type { Span } from './sentences.ts';

/** Spans that may not overlap: whoever comes first keeps the place. Asking and adding cost what the span is long, however many there are. */
export class Cover<S extends Span> {
  readonly #owner: Int32Array;
  readonly #spans: S[] = [];

  constructor(length: number) {
    this.#owner = new Int32Array(length);
  }

  /** Adds a span where nothing is yet; otherwise leaves it out. */
  add(span: S): void {
    if (this.at(span)) return;
    this.#spans.push(span);
    this.#owner.fill(this.#spans.length, span.start, span.end);
  }

  /** The span that lies in this stretch, if one does. */
  at({ start, end }: Span): S | undefined {
    for (let at = start; at < end; at++) if (this.#owner[at]) return this.#spans[this.#owner[at]! - 1];
    return undefined;
  }

  /** All of them, from the start of the text. */
  sorted(): S[] {
    return this.#spans.toSorted((a, b) => a.start - b.start);
  }
}
