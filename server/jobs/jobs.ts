import { Agenda, type Job } from "agenda";
import type { Logger } from "pino";
import { isDuplicate } from "#server/database/duplicates";
import { ensureUniqueJobs, jobsBackend } from "./jobs.model";

/**
 * Work that is done when its time has come, by one of the servers, and again after a crash: who dies in the middle leaves
 * a lock that grows old, and another takes over. So `run` may be called twice for the same work, and has to bear that.
 */
export interface JobKind<Data = never> {
  /** `feature:deed`. */
  name: string;
  /** For a round that comes by itself: how often, in milliseconds, once among all servers. */
  every?: number;
  /** How many of this kind one server does at a time; one, where it is not said. */
  concurrency?: number;
  /** After so many milliseconds without `touch` whoever does it is taken for dead. */
  lockLifetime?: number;
  /** Does it. `touch` tells that long work is still under way; it fails where somebody else has taken over. */
  run(data: Data, touch: () => Promise<void>): Promise<void>;
}

export interface Jobs {
  /** Begins to look for work that is due. */
  start(): Promise<void>;
  /** Takes no more, waits a while for what is under way, and leaves the rest to others. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  kinds: readonly JobKind[];
  log: Logger;
  /** How often it is looked for work that is due, in milliseconds: nothing is later than that. */
  lookEvery?: number;
}

const LOOK_EVERY = 5_000;
const LOCK_LIFETIME = 5 * 60_000;
/** How long stopping waits for what is under way. */
const PATIENCE = 10_000;
/** How often failed work that was asked for once is tried again, later each time; a round comes by itself. */
const RETRIES = 10;

/** Puts the kinds of work together; nothing runs before `start`. What is due goes by `Date`, which tests replace. */
export function openJobs({ kinds, log, lookEvery = LOOK_EVERY }: JobsOptions): Jobs {
  const underWay = new Set<Promise<void>>();
  return {
    async start() {
      const agenda = await openAgenda(log, lookEvery);
      for (const kind of kinds) define(agenda, kind as JobKind<unknown>, underWay);
      for (const { name, every } of kinds) if (every !== undefined) await comeRound(agenda, name, every);
      await agenda.start();
      current = agenda;
    },
    async stop() {
      const agenda = current;
      current = null;
      await agenda?.stop(false);
      const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE).unref());
      await Promise.race([Promise.all(underWay), patience]);
    },
  };
}

/**
 * Asks for work at a time. The same name and key again is the same work as long as it has not been done: the first to
 * ask says when.
 */
export async function enqueue<Data extends object>(
  { name }: JobKind<Data>,
  { key, at, data }: { key: string; at: number; data: Data },
): Promise<void> {
  if (current === null) throw new Error(`Nobody does ${name}: jobs have not been started.`);
  const job = current.create(name, { ...data, key });
  job.unique({ "data.key": key }, { insertOnly: true }).schedule(new Date(at));
  await job.save().catch(unlessThere);
}

let current: Agenda | null = null;

async function openAgenda(log: Logger, lookEvery: number): Promise<Agenda> {
  await ensureUniqueJobs();
  const agenda = new Agenda({ backend: jobsBackend(), processEvery: lookEvery });
  agenda.on("error", (error) => log.warn({ err: error }, "jobs could not be looked for"));
  agenda.on("fail", (error, job) => log.error({ err: error, job: job.attrs.name }, "a job failed"));
  await agenda.ready;
  return agenda;
}

function define(agenda: Agenda, kind: JobKind<unknown>, underWay: Set<Promise<void>>): void {
  const { name, every, concurrency = 1, lockLifetime = LOCK_LIFETIME, run } = kind;
  const retry = ({ attempt }: { attempt: number }) => (attempt > RETRIES ? null : 1_000 * 2 ** attempt);
  agenda.define(
    name,
    async (job: Job<unknown>) => {
      const ended = endOf(agenda, job);
      underWay.add(ended);
      void ended.then(() => underWay.delete(ended));
      await run(job.attrs.data, async () => void (await job.touch()));
    },
    // Nothing is locked that is not run at once, so that others find it.
    {
      ...{ concurrency, lockLimit: concurrency, lockLifetime, removeOnComplete: every === undefined },
      ...(every === undefined ? { backoff: retry } : {}),
    },
  );
}

/** Resolves once what became of the work has been written down as well. */
function endOf(agenda: Agenda, job: Job<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const listen = (one: unknown) => {
      if (one !== job) return;
      agenda.off("complete", listen);
      resolve();
    };
    agenda.on("complete", listen);
  });
}

/** Two servers that start together may both find no round yet; the second finds the first's. */
async function comeRound(agenda: Agenda, name: string, every: number): Promise<void> {
  const ask = () => agenda.every(`${every / 1_000} seconds`, name, { key: "round" });
  await ask().catch(async (error) => {
    unlessThere(error);
    await ask();
  });
}

function unlessThere(error: unknown): void {
  if (!isDuplicate(error)) throw error;
}
