import { Catalog, type Collection } from "./catalog";
import { StoreError } from "./errors";
import { dropIndexes, removeRange } from "./garbage";
import { ReadContext } from "./reading";
import type { WriteUnit } from "./records";
import { Storage, type Table } from "./storage";
import { Blocked, Locks, Transaction, writeConflict } from "./transactions";
import { giveWay } from "./turns";
import { inTime } from "./watchdog";

/** A write in steps. It yields the transaction that blocks it, or nothing when it has run long enough. */
export type Work<T> = Generator<Transaction | undefined, T, void>;

interface Task {
  work: Work<unknown>;
  unit: LiveUnit;
  context: ReadContext;
  /** When a blocked task stops waiting; 0 while it is not blocked. */
  deadline: number;
  finish(outcome: { value: unknown } | { error: unknown }): void;
}

/** A blocked write gives up after this long, so that a small client pool cannot deadlock on its own transactions. */
const patience = 5_000;
/** How long a read may run before others get their turn, in milliseconds. */
const readSlice = 2;
/** The same for a write, for which every further slice is a further flush. */
const writeSlice = 4;
/** No more steps begin in a group that has run so long; the rest is for the next one. */
const longestStep = 8;
/** How long a group waits at most for the writers that were in the group before it, in milliseconds. */
const longestGathering = 3;
/** No timer is exact enough to wait for less, and a flush that is so quick is not worth waiting for. */
const shortestGathering = 1;

/** The writes of one commit, and what is to be said once it is flushed. */
class Group {
  tasks: Task[] = [];
  readonly answers: (() => void)[] = [];
  readonly again: Task[] = [];
  land: () => void = () => undefined;
  readonly landed = new Promise<void>((resolve) => {
    this.land = resolve;
  });
}

/** Catalog, locks and file, and the queue in which writes become group commits. */
export class Engine {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly locks = new Locks();
  readonly transactions = new Set<Transaction>();
  private queue: Task[] = [];
  /** The group whose commit is under way. */
  private group: Group | undefined;
  private gathering: NodeJS.Timeout | undefined;
  /** How many writers there were lately; so many are likely to come again. */
  private expected = 1;
  /** How long the last commit took; waiting for a part of that is worth a fuller group. */
  private commitTime = 1;
  private closed = false;

  constructor(path: string) {
    this.storage = new Storage(path);
    this.catalog = new Catalog(this.storage);
    this.load();
    if (this.catalog.garbage.size > 0) this.collectGarbage();
  }

  /**
   * Runs a write in the next group commit and answers once it is flushed. Work that blocks on a transaction is
   * taken up again when that ends.
   */
  write<T>(make: (unit: WriteUnit, context: ReadContext) => Work<T>, maxTime = 0): Promise<T> {
    if (this.closed)
      return Promise.reject(new StoreError("ShutdownInProgress", "The store is shutting down"));
    return new Promise<T>((resolve, reject) => {
      const unit = new LiveUnit(this);
      const context = new ReadContext(this.storage, writeSlice, maxTime);
      this.queue.push({
        work: make(unit, context),
        unit,
        context,
        deadline: 0,
        finish: (outcome) => ("error" in outcome ? reject(outcome.error) : resolve(outcome.value as T)),
      });
      this.schedule();
    });
  }

  /** Runs a write of one step, one that no transaction can block. */
  writeOnce<T>(step: (unit: WriteUnit) => T): Promise<T> {
    return this.write((unit) => unblocked(() => step(unit)));
  }

  /** Opens a transaction on this moment. */
  begin(number: bigint): Transaction {
    const transaction = new Transaction(
      number,
      this.catalog.generation,
      this.storage.snapshot(),
      this.storage,
      this.locks,
    );
    this.transactions.add(transaction);
    transaction.onEnd(() => this.transactions.delete(transaction));
    return transaction;
  }

  /** A reader of the present, or of what a transaction sees. */
  reading(transaction: Transaction | undefined, maxTime: number): ReadContext {
    const view = transaction?.view ?? this.storage;
    return new ReadContext(view, readSlice, maxTime, (transaction ?? this.catalog).generation);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** Finishes what is queued and closes the file. */
  async close(): Promise<void> {
    for (const transaction of this.transactions) transaction.end("aborted");
    this.closed = true;
    while (this.group || this.queue.length > 0) await (this.group?.landed ?? giveWay());
    await this.storage.close();
  }

  /** Resolves when the commit under way, if there is one, is flushed and answered. */
  landing(): Promise<void> | undefined {
    return this.group?.landed;
  }

  /**
   * A flush costs the same for one write as for many. Writers that were answered together come back one by one,
   * so a group waits a moment for most of them; a single writer never waits. While a group is being flushed the
   * next one gathers.
   */
  private schedule(): void {
    if (this.group) return;
    const isFew = this.queue.length < this.expected * 0.9;
    const time = Math.min(this.commitTime / 4, longestGathering);
    if (isFew && time >= shortestGathering) {
      this.gathering ??= setTimeout(() => void this.runGroup(), time);
    } else {
      clearTimeout(this.gathering);
      void this.runGroup();
    }
  }

  /** One group: every queued task takes a step, one commit and one flush for all, then the answers. */
  private async runGroup(): Promise<void> {
    this.gathering = undefined;
    const group = new Group();
    this.group = group;
    const started = performance.now();
    let failure: Error | undefined;
    try {
      await inTime(this.storage.commit(() => this.stepAll(group)));
    } catch (error) {
      // Nothing of the group has happened; memory must not believe otherwise.
      this.load();
      if (group.tasks.length === 0) group.tasks = this.queue.splice(0);
      failure = error instanceof StoreError ? error : new StoreError("InternalError", String(error));
    }
    this.commitTime = performance.now() - started;
    // Those who are answered now and those who have come meanwhile belong into one group, not into two that take turns.
    this.expected = Math.max(group.tasks.length + this.queue.length, this.expected * 0.8);
    this.group = undefined;
    this.locks.flushed();
    this.catalog.flushed();
    if (failure) for (const task of group.tasks) task.finish({ error: failure });
    else {
      this.queue.push(...group.again);
      for (const answer of group.answers) answer();
    }
    group.land();
    if (this.queue.length > 0) this.schedule();
    else if (this.catalog.garbage.size > 0) this.collectGarbage();
  }

  /** The part of a group inside its commit. It begins a moment after its making, with all who have come by then. */
  private stepAll(group: Group): void {
    group.tasks = this.queue;
    this.queue = [];
    const end = performance.now() + longestStep;
    for (let i = 0; i < group.tasks.length; i++) {
      if (i > 0 && performance.now() > end) this.queue = group.tasks.splice(i);
      else this.step(group.tasks[i]!, group);
    }
    this.catalog.flush();
  }

  /** Takes a blocked task up again when the transaction ends, or when its patience does. */
  private wait(task: Task, holder: Transaction): void {
    if (task.deadline === 0) task.deadline = performance.now() + patience;
    let isWaiting = true;
    const proceed = () => {
      if (!isWaiting) return;
      isWaiting = false;
      clearTimeout(timer);
      this.queue.push(task);
      this.schedule();
    };
    const timer = setTimeout(proceed, Math.max(0, task.deadline - performance.now()) + 1);
    holder.onEnd(proceed);
  }

  private step(task: Task, { answers, again }: Group): void {
    const before = task.unit.puts;
    try {
      task.context.resume();
      const isLate = task.deadline > 0 && performance.now() > task.deadline;
      const step = isLate ? task.work.throw(writeConflict()) : task.work.next();
      if (step.done) answers.push(() => task.finish({ value: step.value }));
      else if (step.value) answers.push(() => this.wait(task, step.value as Transaction));
      else again.push(task);
    } catch (error) {
      if (
        error instanceof Error &&
        !(error instanceof StoreError) &&
        !(error instanceof Blocked) &&
        task.unit.puts > before
      )
        throw error;
      answers.push(() => task.finish({ error }));
    } finally {
      task.context.park();
    }
  }

  /** Reads the definitions from the file, and drops indexes whose building was cut short. */
  private load(): void {
    const { catalog } = this;
    catalog.load();
    const unfinished = catalog
      .list()
      .flatMap((collection) => collection.indexes.filter((index) => index.isBuilding));
    if (unfinished.length > 0) this.writeOnce(() => dropIndexes(catalog, unfinished)).catch(() => undefined);
  }

  /** Removes what dropped collections and indexes have left, a little at a time. */
  private collectGarbage(): void {
    const [id, table] = this.catalog.garbage.entries().next().value!;
    void this.write((unit) => removeRange(this.catalog, unit, id, table)).catch(() => undefined);
  }
}

/** Takes one step, waiting while an open transaction stands in its way. The step must claim before it puts. */
export function* unblocked<T>(step: () => T): Work<T> {
  for (;;) {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      yield error.holder;
    }
  }
}

/** Writes straight into the commit under way. */
class LiveUnit implements WriteUnit {
  puts = 0;

  constructor(private readonly engine: Engine) {}

  get view() {
    return this.engine.storage;
  }

  claim(table: Table, key: Buffer): void {
    const holder = this.engine.locks.holderOf(table, key);
    if (holder) throw new Blocked(holder);
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.puts++;
    this.engine.locks.noteFlushing(table, key);
    this.engine.storage.put(table, key, value);
  }

  remove(table: Table, key: Buffer): void {
    this.puts++;
    this.engine.locks.noteFlushing(table, key);
    this.engine.storage.remove(table, key);
  }

  tally(collection: Collection, documents: number, bytes: number): void {
    this.engine.catalog.tally(collection, documents, bytes);
  }
}
