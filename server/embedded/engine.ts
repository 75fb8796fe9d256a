import { Catalog } from "./catalog";
import { StoreError } from "./errors";
import { dropIndexes, removeRange } from "./garbage";
import { LiveUnit } from "./liveUnit";
import { Pace } from "./pace";
import { ReadContext } from "./reading";
import type { WriteUnit } from "./records";
import { Storage } from "./storage";
import { Blocked, Locks, Transaction, writeConflict } from "./transactions";
import { giveWay } from "./turns";
import { inTime } from "./watchdog";

/**
 * A write in steps. It yields the transaction that blocks it, or nothing when it has run long enough. Generator functions
 * of what comes often stand at the top of their modules: for one that is written inside another function V8 makes a
 * hidden class at each call, which is old from its first moment, and so all that it closes over outlives its command.
 */
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
const longestBlock = 5_000;
/** How long a read may run before others get their turn, in milliseconds. */
const readSlice = 2;
/** The same for a write, for which every further slice is a further flush. */
const writeSlice = 4;
/** No more steps begin in a turn that has run so long; the others have theirs in the next one. */
const longestTurn = 8;

/** The writes of one commit, and what is to be said once it is flushed. */
class Group {
  readonly tasks: Task[] = [];
  /** A step has failed in the middle, so that none of them can be believed. */
  failure: unknown;
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
  /** The group in which steps are taken; it is committed as soon as no other is being flushed. */
  private gathering: Group | undefined;
  private flushing: Group | undefined;
  private turn: NodeJS.Immediate | undefined;
  private readonly pace = new Pace();
  private closed = false;

  constructor(path: string) {
    this.storage = new Storage(path);
    this.catalog = new Catalog(this.storage);
    this.load();
    if (this.catalog.garbage.size > 0) this.collectGarbage();
  }

  /**
   * Runs a write in the next group commit and answers once it is flushed. Work that blocks on a transaction is
   * taken up again when that ends. `ended` is called before anybody is answered.
   */
  write<T>(
    make: (unit: WriteUnit, context: ReadContext) => Work<T>,
    maxTime = 0,
    ended?: (isDone: boolean) => void,
  ): Promise<T> {
    if (this.closed) {
      ended?.(false);
      return Promise.reject(new StoreError("ShutdownInProgress", "The store is shutting down"));
    }
    return new Promise<T>((resolve, reject) => {
      const unit = new LiveUnit(this);
      const context = new ReadContext(unit.view, writeSlice, maxTime);
      this.queue.push({
        work: make(unit, context),
        unit,
        context,
        deadline: 0,
        finish: (outcome) => {
          const isDone = !("error" in outcome);
          ended?.(isDone);
          if (isDone) resolve(outcome.value as T);
          else reject(outcome.error);
        },
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
    while (this.landing() || this.queue.length > 0) await (this.landing() ?? giveWay());
    await this.storage.close();
  }

  /** Resolves when every step that was taken, if there is one, is flushed and answered. */
  landing(): Promise<void> | undefined {
    return (this.gathering ?? this.flushing)?.landed;
  }

  /** How many writes will be in the next group. */
  private get waiting(): number {
    return this.queue.length + (this.gathering?.tasks.length ?? 0);
  }

  /** Steps are taken with all who come in the same turn of the event loop. */
  private schedule(): void {
    this.turn ??= setImmediate(() => this.takeTurn());
  }

  /**
   * A flush costs the same for one write as for many. While a group is being flushed the next one gathers: its steps
   * are taken, on top of what the flush will bring, so that it can follow at once.
   */
  private takeTurn(): void {
    this.turn = undefined;
    this.gathering ??= new Group();
    const group = this.gathering;
    if (group.failure === undefined) this.stepAll(group);
    const isEarly = !this.flushing && this.pace.isEarly(group.tasks.length);
    if (!this.flushing && !isEarly) void this.flush(group);
    if (isEarly || (this.queue.length > 0 && group.failure === undefined)) this.schedule();
  }

  private stepAll(group: Group): void {
    const end = performance.now() + longestTurn;
    try {
      this.storage.step(() => {
        while (this.queue.length > 0 && performance.now() < end) {
          const task = this.queue.shift()!;
          group.tasks.push(task);
          this.step(task, group);
        }
      });
    } catch (error) {
      group.failure = error;
    }
  }

  /** One commit and one flush for a whole group, then the answers. */
  private async flush(group: Group): Promise<void> {
    this.gathering = undefined;
    this.flushing = group;
    this.pace.begin(group.tasks.length);
    const started = performance.now();
    let failed: readonly Task[] = [];
    let failure: Error | undefined;
    try {
      if (group.failure !== undefined) throw group.failure;
      this.storage.step(() => this.catalog.flush());
      await inTime(this.storage.commit());
      this.catalog.flushed();
    } catch (error) {
      failure = error instanceof StoreError ? error : new StoreError("InternalError", String(error));
      failed = this.takeBack(group);
    }
    this.flushing = undefined;
    this.pace.end(group.tasks.length, this.waiting, performance.now() - started);
    if (failure) for (const task of failed) task.finish({ error: failure });
    else {
      this.queue.push(...group.again);
      for (const answer of group.answers) answer();
    }
    group.land();
    if (this.waiting > 0) this.schedule();
    else if (this.catalog.garbage.size > 0) this.collectGarbage();
  }

  /**
   * Nothing of a group has happened, nor of what was built upon it, and memory must not believe otherwise. Gives back
   * whose writes are lost.
   */
  private takeBack(group: Group): readonly Task[] {
    const next = this.gathering;
    this.gathering = undefined;
    this.storage.discard();
    this.load();
    next?.land();
    return next ? [...group.tasks, ...next.tasks] : group.tasks;
  }

  /** Takes a blocked task up again when the transaction ends, or when its patience does. */
  private wait(task: Task, holder: Transaction): void {
    if (task.deadline === 0) task.deadline = performance.now() + longestBlock;
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
