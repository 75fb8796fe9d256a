import { inTime } from "#server/database/patience";

/**
 * A reading that many may ask for at once. Each asker gets a reading that began after they asked; at most one is under
 * way and one is waiting, however many ask.
 */
export class SharedReading<Value> {
  #running: Promise<Value> | null = null;
  #waiting: Promise<Value> | null = null;

  constructor(readonly readOnce: () => Promise<Value>) {}

  read(): Promise<Value> {
    if (this.#running === null) return this.#run();
    this.#waiting ??= this.#running.then(
      () => this.#next(),
      () => this.#next(),
    );
    return this.#waiting;
  }

  #next(): Promise<Value> {
    this.#waiting = null;
    return this.#run();
  }

  #run(): Promise<Value> {
    const reading = inTime(this.readOnce()).finally(() => {
      if (this.#running === reading) this.#running = null;
    });
    this.#running = reading;
    return reading;
  }
}
