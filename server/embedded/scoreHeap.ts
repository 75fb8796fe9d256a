/** Records by their score, the best first, put in order only as far as they are asked for. */
export class ScoreHeap {
  private readonly ids: Float64Array;
  private readonly scores: Float64Array;
  private size: number;

  constructor(found: ReadonlyMap<number, number>) {
    this.size = found.size;
    this.ids = Float64Array.from(found.keys());
    this.scores = Float64Array.from(found.values());
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  /** Takes the best away; of two that are equal, the one that was stored first. */
  next(): [recordId: number, score: number] | undefined {
    if (this.size === 0) return undefined;
    const best: [number, number] = [this.ids[0]!, this.scores[0]!];
    this.size--;
    this.swap(0, this.size);
    this.sink(0);
    return best;
  }

  private sink(from: number): void {
    let at = from;
    for (;;) {
      const left = at * 2 + 1;
      let best = at;
      if (left < this.size && this.isBetter(left, best)) best = left;
      if (left + 1 < this.size && this.isBetter(left + 1, best)) best = left + 1;
      if (best === at) return;
      this.swap(at, best);
      at = best;
    }
  }

  private isBetter(a: number, b: number): boolean {
    const order = this.scores[a]! - this.scores[b]!;
    return order === 0 ? this.ids[a]! < this.ids[b]! : order > 0;
  }

  private swap(a: number, b: number): void {
    [this.ids[a], this.ids[b]] = [this.ids[b]!, this.ids[a]!];
    [this.scores[a], this.scores[b]] = [this.scores[b]!, this.scores[a]!];
  }
}
