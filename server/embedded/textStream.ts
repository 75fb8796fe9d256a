import type { Collection } from "./catalog";
import { decode } from "./decode";
import { after, recordIdAt } from "./keys";
import { type Pause, pause, type ReadContext, type Row, type Stream } from "./reading";
import { ScoreHeap } from "./scoreHeap";
import type { Scanner } from "./storage";
import { looksAtDocuments, textMatcher } from "./textMatch";
import type { TextPlan } from "./textPlan";
import { beginningOf, scoreAt } from "./textPostings";
import type { Doc } from "./values";

type Found = [recordId: number, score: number];

interface Source {
  next(): Found | Pause | undefined;
  /** Documents may have changed since their postings were read. */
  readonly isStale: boolean;
}

/** The documents that a `$text` means, with their scores; only the postings of its terms are read. */
export class TextStream implements Stream {
  private readonly source: Source;
  private readonly matches: (doc: Doc) => boolean;
  private readonly roots: ReadonlySet<string> | undefined;
  private readonly alwaysChecks: boolean;

  constructor(
    private readonly context: ReadContext,
    private readonly collection: Collection,
    { index, before, query, sorted }: TextPlan,
  ) {
    const scans = query.terms.map((term) => {
      const start = index.withPrefix(beginningOf(before, term));
      return new Postings(context, start);
    });
    this.source = scans.length === 1 ? new Once(scans[0]!) : new Sum(context, scans, sorted);
    this.matches = textMatcher(index.text!, query);
    const roots = index.text!.rootFields;
    this.roots = roots && new Set(roots);
    this.alwaysChecks = looksAtDocuments(query);
  }

  next(): Row | Pause | undefined {
    for (;;) {
      if (this.context.isOver) return pause;
      const found = this.source.next();
      if (found === undefined || found === pause) return found;
      const [recordId, score] = found;
      const bytes = this.context.view.get("records", this.collection.recordKey(recordId));
      if (!bytes) continue;
      this.context.docsExamined++;
      const needsCheck = this.alwaysChecks || this.source.isStale;
      if (needsCheck && !this.matches(decode(bytes, 0, this.roots))) continue;
      return { recordId, bytes, score };
    }
  }
}

/** The postings of one term, the best first. */
class Postings {
  private scanner: Scanner | undefined;

  constructor(
    private readonly context: ReadContext,
    private readonly start: Buffer,
  ) {}

  next(): Found | undefined {
    this.scanner ??= this.context.scan("entries", this.start, after(this.start), false);
    if (!this.scanner.next()) return undefined;
    this.context.keysExamined++;
    return [recordIdAt(this.scanner.value, 0), scoreAt(this.scanner.key)];
  }
}

/** One term: its postings are in order already, and need not all be read. */
class Once implements Source {
  readonly isStale = false;
  private readonly seen = new Set<number>();

  constructor(private readonly postings: Postings) {}

  next(): Found | undefined {
    for (;;) {
      const found = this.postings.next();
      if (!found) return undefined;
      // A document whose score falls while the search pauses comes by again.
      if (this.seen.has(found[0])) continue;
      this.seen.add(found[0]);
      return found;
    }
  }
}

/** Several terms: their scores are added up before the first document is read. */
class Sum implements Source {
  private readonly turn: number;
  private readonly scores = new Map<number, number>();
  private position = 0;
  private result: { next(): Found | undefined } | undefined;

  constructor(
    private readonly context: ReadContext,
    private readonly scans: Postings[],
    private readonly sorted: boolean,
  ) {
    this.turn = context.turns;
  }

  get isStale(): boolean {
    return this.context.turns !== this.turn;
  }

  next(): Found | Pause | undefined {
    while (!this.result) {
      if (this.context.isOver) return pause;
      const found = this.scans[this.position]?.next();
      if (found) this.scores.set(found[0], (this.scores.get(found[0]) ?? 0) + found[1]);
      else if (++this.position >= this.scans.length) this.result = this.inOrder();
    }
    return this.result.next();
  }

  private inOrder(): { next(): Found | undefined } {
    if (this.sorted) return new ScoreHeap(this.scores);
    const entries = this.scores.entries();
    return { next: () => entries.next().value };
  }
}
