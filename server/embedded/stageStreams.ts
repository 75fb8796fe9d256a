import { carryScore } from "./metaScore";
import { docOf, type Pause, pause, type Row, type Stream } from "./reading";
import type { Doc } from "./values";

/** Changes each document by itself. */
export class MapStream implements Stream {
  constructor(
    private readonly source: Stream,
    private readonly change: (doc: Doc) => Doc,
  ) {}

  next(): Row | Pause | undefined {
    const row = this.source.next();
    if (row === undefined || row === pause) return row;
    const doc = docOf(row);
    return { doc: carryScore(doc, this.change(doc)) };
  }
}

/** Takes everything in, then gives out what it has made of it. */
export class CollectStream<T> implements Stream {
  private output: Iterator<Doc> | undefined;

  constructor(
    private readonly source: Stream,
    private readonly state: T,
    private readonly take: (state: T, doc: Doc) => void,
    private readonly finish: (state: T) => Iterable<Doc>,
  ) {}

  next(): Row | Pause | undefined {
    while (!this.output) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.output = this.finish(this.state)[Symbol.iterator]();
      else this.take(this.state, docOf(row));
    }
    const step = this.output.next();
    return step.done ? undefined : { doc: step.value };
  }
}

/** Counts without reading what it counts. */
export class CountStream implements Stream {
  private count = 0;
  private output: Doc[] | undefined;

  constructor(
    private readonly source: Stream,
    private readonly finish: (count: number) => Doc[],
  ) {}

  next(): Row | Pause | undefined {
    while (!this.output) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.output = this.finish(this.count);
      else this.count++;
    }
    const doc = this.output.pop();
    return doc && { doc };
  }
}

/** Makes any number of documents out of each. */
export class FlatStream implements Stream {
  private pending: Doc[] = [];
  private position = 0;

  constructor(
    private readonly source: Stream,
    private readonly spread: (doc: Doc) => Doc[],
  ) {}

  next(): Row | Pause | undefined {
    while (this.position >= this.pending.length) {
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      const doc = docOf(row);
      this.pending = this.spread(doc);
      for (const part of this.pending) carryScore(doc, part);
      this.position = 0;
    }
    return { doc: this.pending[this.position++] };
  }
}

/** One stream after the other. */
export class ChainStream implements Stream {
  constructor(
    private first: Stream | undefined,
    private readonly second: Stream,
  ) {}

  next(): Row | Pause | undefined {
    if (this.first) {
      const row = this.first.next();
      if (row !== undefined) return row;
      this.first = undefined;
    }
    return this.second.next();
  }
}
