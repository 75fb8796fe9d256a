import { Double } from "bson";
import type { Cursors } from "./cursors";
import type { RawDoc } from "./decode";
import type { Engine, Work } from "./engine";
import { refuse } from "./errors";
import { truth } from "./expressions";
import type { ReadContext } from "./reading";
import type { WriteUnit } from "./records";
import type { SessionInfo, Sessions } from "./sessions";
import type { Transaction } from "./transactions";
import { giveWay } from "./turns";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** What all commands work with. */
export interface Server {
  engine: Engine;
  sessions: Sessions;
  cursors: Cursors;
  /** The address under which clients reach this server, as a replica set member names itself. */
  address: string;
  startedAt: number;
  /** Seconds between two rounds of removing expired documents. */
  setTtlInterval(seconds: number): void;
}

/** One command as it came in. */
export interface Request {
  server: Server;
  name: string;
  database: string;
  body: Doc;
  /** Documents to insert, as bytes. */
  documents: RawDoc[];
  session: SessionInfo;
  transaction?: Transaction;
  connectionId: number;
}

export type Reply = Record<string, unknown>;
/** A reply that is there at once is given at once: a promise costs more than a short command. */
export type Handler = (request: Request) => Promise<Reply> | Reply;

export const one = new Double(1);

/** Fields that any command may carry. */
const generic = new Set([
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "stmtId",
  "stmtIds",
  "$db",
  "$clusterTime",
  "$readPreference",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "comment",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
  "collation",
  "$comment",
]);

/** Refuses fields that the command does not have, and options that this store does not have. */
export function checkFields(request: Request, known: readonly string[]): void {
  for (const [field, value] of request.body) {
    if (field === request.name || known.includes(field)) continue;
    if (!generic.has(field)) refuse(40415, `BSON field '${request.name}.${field}' is an unknown field.`);
    if (field === "collation") checkCollation(value);
  }
}

/** Only the simple (binary) collation is there. */
export function checkCollation(value: Value): void {
  if (value === undefined || (value instanceof Map && (value.size === 0 || value.get("locale") === "simple")))
    return;
  refuse("CommandNotSupported", "collation is not supported by this store");
}

/** The collection a command names in its first field. */
export function collectionName(request: Request): string {
  const name = request.body.get(request.name);
  if (typeof name !== "string" || name === "")
    refuse("InvalidNamespace", `collection name has invalid type or is empty in '${request.name}'`);
  return name;
}

export function docField(body: Doc, field: string): Doc | undefined {
  const value = body.get(field);
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Map))
    refuse("TypeMismatch", `BSON field '${field}' is the wrong type, expected type 'object'`);
  return value;
}

export function docsField(body: Doc, field: string): Doc[] {
  const value = body.get(field);
  if (!Array.isArray(value) || value.some((element) => !(element instanceof Map)))
    refuse("TypeMismatch", `BSON field '${field}' must be an array of objects`);
  return value as Doc[];
}

/** Refuses a command or statement that lacks a field it cannot be without. */
export function needFields(body: Doc, owner: string, fields: readonly string[]): void {
  for (const field of fields)
    if (!body.has(field)) refuse(40414, `BSON field '${owner}.${field}' is missing but a required field`);
}

/** A whole number that is not negative; a default where it is missing. */
export function countField(body: Doc, field: string, otherwise: number): number {
  const value = body.get(field);
  if (value === undefined || value === null) return otherwise;
  if (!isNumber(value)) refuse("TypeMismatch", `BSON field '${field}' is the wrong type, expected a number`);
  const number = Math.trunc(toNumber(value));
  if (!Number.isSafeInteger(number))
    refuse("BadValue", `BSON field '${field}' must be representable as a 64-bit integer`);
  if (number < 0) refuse(51024, `BSON field '${field}' value must be >= 0, actual value '${number}'`);
  return number;
}

export function flag(body: Doc, field: string): boolean {
  return truth(body.get(field));
}

export function maxTime(request: Request): number {
  const value = request.body.get("maxTimeMS");
  if (isNumber(value) && (toNumber(value) < 0 || toNumber(value) > 0x7fffffff))
    refuse("BadValue", `${value} value for maxTimeMS is out of range [0, 2147483647]`);
  return countField(request.body, "maxTimeMS", 0);
}

/** Variables that a command's `let` binds. */
export function letVariables(body: Doc): Map<string, Value> {
  const variables = new Map<string, Value>([["NOW", new Date()]]);
  for (const [name, value] of docField(body, "let") ?? new Map<string, Value>())
    variables.set(
      name,
      value instanceof Map && value.size === 1 && value.has("$literal") ? value.get("$literal") : value,
    );
  return variables;
}

/**
 * Runs a write: in the next group commit, or, in a transaction, on its own writes. A retryable write is done
 * once: asked again, it gives the reply it gave.
 */
export function runWrite(
  request: Request,
  make: (unit: WriteUnit, context: ReadContext) => Work<Reply>,
): Promise<Reply> {
  const { transaction, session } = request;
  const { engine, sessions } = request.server;
  if (transaction) return runInTransaction(request, make);
  if (session.lsid === undefined || session.number === undefined) return engine.write(make, maxTime(request));
  const time = maxTime(request);
  return sessions.inTurn(session, (ended) =>
    engine.write((unit, context) => once(sessions, session, unit, make(unit, context)), time, ended),
  );
}

/** What was replied before is looked up in the commit too: it may be on its way to the disk still. */
function* once(sessions: Sessions, session: SessionInfo, unit: WriteUnit, work: Work<Reply>): Work<Reply> {
  const before = sessions.repliedBefore(session);
  if (before) return before;
  const reply = yield* work;
  sessions.remember(unit, session, reply);
  return reply;
}

async function runInTransaction(
  request: Request,
  make: (unit: WriteUnit, context: ReadContext) => Work<Reply>,
): Promise<Reply> {
  const transaction = request.transaction!;
  const { engine } = request.server;
  const context = engine.reading(transaction, maxTime(request));
  const work = make(transaction, context);
  try {
    for (;;) {
      context.resume();
      try {
        const step = work.next();
        if (step.done) return step.value;
      } finally {
        context.park();
      }
      await giveWay();
    }
  } catch (error) {
    // In conflict with what is being flushed, it would begin again on the same snapshot and conflict again.
    await engine.landing();
    throw error;
  }
}
