import type { Binary } from "bson";
import { decode } from "./decode";
import { encode } from "./encode";
import type { Engine } from "./engine";
import { refuse, StoreError } from "./errors";
import type { WriteUnit } from "./records";
import type { Reply } from "./request";
import type { Transaction } from "./transactions";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** A client's session: its open transaction, and the outcome of its latest retryable write. */
interface Session {
  key: Buffer;
  transaction?: Transaction;
  /** The latest transaction number seen. */
  number: bigint;
  /** The reply to the write with that number, to be given again if the client asks again. */
  reply?: Reply;
  /** That number was a transaction, and it has been committed. */
  committed: boolean;
  /** It is being committed: whoever asks again waits for the same commit. */
  committing?: Promise<void>;
  /** A retryable write is under way. */
  writing?: Promise<unknown>;
  usedAt: number;
}

/** What the session fields of a command say. */
export interface SessionInfo {
  lsid?: Binary;
  number?: bigint;
  autocommit?: boolean;
  starts: boolean;
  /** The session, once it has been looked for. */
  found?: Session;
}

const lifetime = 30 * 60_000;
const transactionLifetime = 60_000;

/** Sessions by their ids. Outcomes are stored in the commit of their write, so a retry after a crash finds them. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly engine: Engine) {
    this.timer = setInterval(() => this.expire(), 5_000);
    this.timer.unref();
  }

  read(command: Doc): SessionInfo {
    const lsid = command.get("lsid");
    const number = command.get("txnNumber");
    const autocommit = command.get("autocommit");
    return {
      lsid: lsid instanceof Map ? (lsid.get("id") as Binary) : undefined,
      number: wholeNumber(number),
      autocommit: typeof autocommit === "boolean" ? autocommit : undefined,
      starts: command.get("startTransaction") === true,
      found: undefined,
    };
  }

  /** The transaction a command belongs to, begun if it says so. Refuses numbers that are over. */
  transactionFor(info: SessionInfo): Transaction | undefined {
    if (info.autocommit !== false) return undefined;
    if (!info.lsid || info.number === undefined)
      refuse("InvalidOptions", "A transaction needs a session and a number");
    const session = this.find(info);
    if (info.number < session.number)
      refuse(
        "TransactionTooOld",
        `Cannot start transaction ${info.number} because a newer transaction ${session.number} has already started`,
      );
    if (info.starts) {
      if (info.number === session.number && (session.transaction || session.committed))
        refuse(117, "The transaction has already been started");
      session.transaction?.end("aborted");
      session.transaction = this.engine.begin(info.number);
      session.number = info.number;
      session.reply = undefined;
      session.committed = false;
      return session.transaction;
    }
    const { transaction } = session;
    if (!transaction || transaction.number !== info.number) {
      if (session.committed && info.number === session.number)
        refuse("TransactionCommitted", `Transaction with { txnNumber: ${info.number} } has been committed.`);
      throw noSuchTransaction(info.number);
    }
    if (transaction.state !== "open") throw noSuchTransaction(info.number);
    return transaction;
  }

  /** Commits; asking twice gives the same answer. */
  commit(info: SessionInfo): Promise<void> | undefined {
    const session = this.find(info);
    if (session.number === info.number) {
      if (session.committed) return undefined;
      if (session.committing) return session.committing;
    }
    const transaction = this.transactionFor(info)!;
    session.committing = this.commitOnce(session, transaction).finally(() => {
      session.committing = undefined;
    });
    return session.committing;
  }

  private async commitOnce(session: Session, transaction: Transaction): Promise<void> {
    transaction.state = "committing";
    try {
      if (transaction.hasWritten)
        await this.engine.writeOnce((unit) => {
          transaction.apply(unit);
          unit.put("sessions", session.key, encode({ number: transaction.number, committed: true }));
        });
      session.committed = session.number === transaction.number;
      transaction.end("committed");
    } catch (error) {
      transaction.state = "open";
      transaction.end("aborted");
      throw error;
    } finally {
      // The client may have gone on without waiting.
      if (session.transaction === transaction) session.transaction = undefined;
    }
  }

  abort(info: SessionInfo): void {
    const transaction = this.transactionFor(info)!;
    this.find(info).transaction = undefined;
    transaction.end("aborted");
  }

  /** Ends the transaction of a command that failed in it. */
  fail(info: SessionInfo): void {
    const session = info.lsid && this.find(info);
    session?.transaction?.end("aborted");
    if (session) session.transaction = undefined;
  }

  /**
   * Does a session's writes one after the other: a retry that overtakes its own write would be done twice. The write is
   * told whom to call as soon as it has ended, be it in vain.
   */
  inTurn<Result>(
    info: SessionInfo,
    write: (ended: (isDone: boolean) => void) => Promise<Result>,
  ): Promise<Result> {
    const session = this.find(info);
    const again = () => this.inTurn(info, write);
    if (session.writing) return session.writing.then(again, again);
    let hasEnded = false;
    const under = write((isDone) => {
      hasEnded = true;
      session.writing = undefined;
      if (!isDone) this.forget(session, info);
    });
    if (!hasEnded) session.writing = under;
    return under;
  }

  /** The stored reply to a retryable write, if it has been done already. Refuses a number that is over. */
  repliedBefore(info: SessionInfo): Reply | undefined {
    const session = this.find(info);
    if (info.number! < session.number)
      refuse(
        "TransactionTooOld",
        `Retryable write with txnNumber ${info.number} is prohibited: a newer one has started`,
      );
    return info.number === session.number ? session.reply : undefined;
  }

  /** Stores a retryable write's reply in the commit of the write itself. */
  remember(unit: WriteUnit, info: SessionInfo, reply: Reply): void {
    const session = this.find(info);
    session.transaction?.end("aborted");
    session.transaction = undefined;
    session.number = info.number!;
    session.reply = reply;
    session.committed = false;
    unit.put("sessions", session.key, encode({ number: info.number, reply }));
  }

  /** Ends sessions, as clients ask for when they close. */
  end(ids: Value[]): void {
    for (const id of ids) {
      const session = id instanceof Map && this.sessions.get(text(id.get("id") as Binary));
      if (!session) continue;
      session.transaction?.end("aborted");
      session.transaction = undefined;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Forgets what has been remembered for a write that did not happen after all. */
  private forget(session: Session, info: SessionInfo): void {
    if (session.number === info.number && session.reply) Object.assign(session, this.stored(session.key));
  }

  private find(info: SessionInfo): Session {
    if (info.found) return info.found;
    const lsid = info.lsid!;
    const name = text(lsid);
    let session = this.sessions.get(name);
    if (!session) {
      const key = Buffer.from(lsid.buffer.subarray(0, lsid.position));
      if (key.length === 0 || key.length > 64) refuse("BadValue", "A session id is a UUID");
      session = { key, usedAt: 0, ...this.stored(key) };
      this.sessions.set(name, session);
    }
    session.usedAt = Date.now();
    info.found = session;
    return session;
  }

  /** What the file knows of a session. */
  private stored(key: Buffer): Pick<Session, "number" | "reply" | "committed"> {
    const stored = this.engine.storage.get("sessions", key);
    const doc = stored && decode(stored);
    return {
      number: doc ? (doc.get("number") as bigint) : -1n,
      reply: doc?.has("reply") ? Object.fromEntries(doc.get("reply") as Doc) : undefined,
      committed: doc?.get("committed") === true,
    };
  }

  /** Aborts transactions that stay open too long, and forgets sessions that nobody uses. */
  private expire(): void {
    const now = Date.now();
    const old: Buffer[] = [];
    for (const [name, session] of this.sessions) {
      const { transaction } = session;
      if (transaction?.state === "open" && now - transaction.startedAt > transactionLifetime) {
        transaction.end("aborted");
        session.transaction = undefined;
      }
      if (session.transaction || session.writing || now - session.usedAt < lifetime) continue;
      this.sessions.delete(name);
      old.push(session.key);
    }
    if (old.length === 0) return;
    this.engine
      .writeOnce((unit) => {
        for (const key of old) unit.remove("sessions", key);
      })
      // Nobody waits for it, and the next round tries again.
      .catch(() => undefined);
  }
}

function wholeNumber(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  return value !== undefined && isNumber(value) ? BigInt(toNumber(value)) : undefined;
}

export function noSuchTransaction(number: bigint): StoreError {
  return new StoreError(
    "NoSuchTransaction",
    `Given transaction number ${number} does not match any in-progress transactions.`,
  ).labelled("TransientTransactionError");
}

function text(lsid: Binary): string {
  if (!lsid?.buffer) refuse("BadValue", "A session id is a UUID");
  return (lsid.buffer as Buffer).toString("latin1", 0, lsid.position);
}
