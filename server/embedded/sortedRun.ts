/** So many keys are sorted at once: a few milliseconds. */
const chunkSize = 8_192;

/**
 * Many keys, gathered in any order and given back in theirs. They are sorted in small chunks as they come and merged
 * as they go, so that nobody waits long for either. As strings of one byte a character they take little more memory
 * than their bytes, and compare like them.
 */
export class SortedRun {
  size = 0;
  private readonly chunks: string[][] = [];
  private open: string[] = [];

  add(key: Buffer): void {
    this.open.push(key.toString("latin1"));
    this.size++;
    if (this.open.length === chunkSize) this.closeChunk();
  }

  /** Gives every key once, in order, and forgets it. */
  *drain(): Generator<Buffer, void> {
    this.closeChunk();
    const heads = new Heads(this.chunks.splice(0));
    this.size = 0;
    for (let key = heads.next(); key !== undefined; key = heads.next()) yield Buffer.from(key, "latin1");
  }

  private closeChunk(): void {
    if (this.open.length > 0) this.chunks.push(this.open.sort(byCode).reverse());
    this.open = [];
  }
}

const byCode = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** The chunks as a heap, the one with the smallest next key on top. Each is turned around and shrinks at its end. */
class Heads {
  constructor(private readonly heap: string[][]) {
    for (let i = (heap.length >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  next(): string | undefined {
    const top = this.heap[0];
    const key = top?.pop();
    if (top?.length === 0) {
      const last = this.heap.pop()!;
      if (last !== top) this.heap[0] = last;
    }
    this.sink(0);
    return key;
  }

  private sink(from: number): void {
    const { heap } = this;
    for (let i = from; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && heap[child]!.at(-1)! < heap[least]!.at(-1)!) least = child;
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }
}
