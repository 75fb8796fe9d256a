import { decode } from "./decode";
import type { Matcher } from "./match";
import { scoreOf } from "./metaScore";
import { docOf, type Pause, pause, type ReadContext, type Row, type Stream } from "./reading";
import { Sorter, type SortOrder } from "./sort";

/** Memory that a sort or a group may take, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

export const empty: Stream = { next: () => undefined };

/** Lets matching documents through, decoding no more of them than the filter looks at. */
export class FilterStream implements Stream {
  constructor(
    private readonly context: ReadContext,
    private readonly source: Stream,
    private readonly matcher: Matcher,
    private readonly roots?: ReadonlySet<string>,
  ) {}

  next(): Row | Pause | undefined {
    for (;;) {
      if (this.context.isOver) return pause;
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      const doc = row.doc ?? (this.roots ? decode(row.bytes!, 0, this.roots) : docOf(row));
      if (this.matcher(doc)) return row;
    }
  }
}

export class SortStream implements Stream {
  private readonly sorter: Sorter<Row>;
  private sorted: Row[] | undefined;
  private position = 0;

  constructor(
    private readonly source: Stream,
    order: SortOrder,
    limit: number,
  ) {
    this.sorter = new Sorter(limit, memoryLimit);
    const roots = new Set(order.paths.map((path) => path[0]!));
    this.keyOf = (row) =>
      row.doc
        ? order.key(row.doc, row.score ?? scoreOf(row.doc))
        : order.key(decode(row.bytes!, 0, roots), row.score);
  }

  private readonly keyOf: (row: Row) => Buffer;

  next(): Row | Pause | undefined {
    while (!this.sorted) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.sorted = this.sorter.finish();
      else this.sorter.add(this.keyOf(row), row, row.bytes?.length ?? 200);
    }
    return this.sorted[this.position++];
  }
}

export class SliceStream implements Stream {
  private skipped = 0;
  private passed = 0;

  constructor(
    private readonly source: Stream,
    private readonly skip: number,
    private readonly limit: number,
  ) {}

  next(): Row | Pause | undefined {
    while (this.passed < this.limit) {
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      if (this.skipped < this.skip) this.skipped++;
      else {
        this.passed++;
        return row;
      }
    }
    return undefined;
  }
}
