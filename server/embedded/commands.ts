import * as catalog from "./commandsCatalog";
import * as indexes from "./commandsIndexes";
import * as reads from "./commandsRead";
import * as server from "./commandsServer";
import * as writes from "./commandsWrite";
import { checkConcerns, checkSessionFields, retryable } from "./concerns";
import type { RawDoc } from "./decode";
import { storeDump } from "./dump";
import { refuse, StoreError } from "./errors";
import { explain, explainCommand } from "./explain";
import { flag, type Handler, type Reply, type Request, type Server } from "./request";
import type { Doc } from "./values";

const handlers: Record<string, Handler> = {
  insert: writes.insert,
  update: writes.update,
  delete: writes.remove,
  findAndModify: writes.findAndModify,
  findandmodify: writes.findAndModify,
  find: reads.find,
  getMore: reads.getMore,
  killCursors: reads.killCursors,
  count: reads.count,
  distinct: reads.distinct,
  aggregate: reads.aggregate,
  explain,
  storeDump,
  create: catalog.create,
  drop: catalog.drop,
  dropDatabase: catalog.dropDatabase,
  renameCollection: catalog.renameCollection,
  listCollections: catalog.listCollections,
  listDatabases: catalog.listDatabases,
  collMod: catalog.collMod,
  collStats: catalog.collStats,
  dbStats: catalog.dbStats,
  dbstats: catalog.dbStats,
  validate: catalog.validate,
  createIndexes: indexes.createIndexes,
  listIndexes: indexes.listIndexes,
  dropIndexes: indexes.dropIndexes,
  hello: server.hello,
  isMaster: server.hello,
  ismaster: server.hello,
  ping: server.ping,
  buildInfo: server.buildInfo,
  buildinfo: server.buildInfo,
  serverStatus: server.serverStatus,
  connectionStatus: server.connectionStatus,
  replSetGetStatus: server.replSetGetStatus,
  hostInfo: server.hostInfo,
  getCmdLineOpts: server.getCmdLineOpts,
  getLog: server.getLog,
  whatsmyuri: server.whatsmyuri,
  getParameter: server.getParameter,
  setParameter: server.setParameter,
  endSessions: server.endSessions,
  killSessions: server.endSessions,
  refreshSessions: server.refreshSessions,
  startSession: server.startSession,
  commitTransaction: server.commitTransaction,
  abortTransaction: server.abortTransaction,
};

const inTransactions = new Set([
  "insert",
  "update",
  "delete",
  "findAndModify",
  "findandmodify",
  "find",
  "getMore",
  "killCursors",
  "distinct",
  "aggregate",
  "create",
  "createIndexes",
  "drop",
  "dropIndexes",
  "dropDatabase",
  "commitTransaction",
  "abortTransaction",
  "hello",
  "ping",
]);
/** Runs one command and gives its reply; whatever goes wrong becomes a reply with MongoDB's code. */
export function runCommand(
  runtime: Server,
  connectionId: number,
  body: Doc,
  documents: RawDoc[] = [],
): Promise<Reply> | Reply {
  const name = body.keys().next().value ?? "";
  let request: Request | undefined;
  try {
    const info = runtime.sessions.read(body);
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (!handler) refuse("CommandNotFound", `no such command: '${name}'`);
    checkSessionFields(name, body);
    const database = body.get("$db");
    if (database === undefined) refuse(40571, "OP_MSG requests require a $db argument");
    if (
      typeof database !== "string" ||
      database === "" ||
      /[/\\. "$*<>:|?\0]/.test(database) ||
      database.length > 63
    )
      refuse("InvalidNamespace", `Invalid database name: '${String(database)}'`);
    request = {
      server: runtime,
      name,
      database,
      body,
      documents,
      session: info,
      connectionId,
      transaction: undefined,
    };
    checkConcerns(request);
    const own = request;
    const reply =
      runtime.engine.catalog.isUnsettled || info.autocommit === false
        ? runSettled(own, handler)
        : handle(own, handler);
    return reply instanceof Promise ? reply.catch((error) => failure(runtime, own, error)) : reply;
  } catch (error) {
    return failure(runtime, request, error);
  }
}

async function runSettled(request: Request, handler: Handler): Promise<Reply> {
  const { server, name, session } = request;
  // Definitions change for everybody at once, and not before that is flushed.
  if (server.engine.catalog.isUnsettled) await server.engine.landing();
  const isEnd = name === "commitTransaction" || name === "abortTransaction";
  if (session.autocommit === false && !isEnd) {
    if (!inTransactions.has(name))
      refuse("OperationNotSupportedInTransaction", `Cannot run '${name}' in a multi-document transaction.`);
    request.transaction = server.sessions.transactionFor(session);
  }
  const reply = await handle(request, handler);
  if (request.transaction && reply.writeErrors) server.sessions.fail(session);
  return reply;
}

function handle(request: Request, handler: Handler): Promise<Reply> | Reply {
  return request.name === "aggregate" && flag(request.body, "explain")
    ? explainCommand(request, "queryPlanner")
    : handler(request);
}

function failure(runtime: Server, request: Request | undefined, error: unknown): Reply {
  const known = error instanceof StoreError ? error : unexpected(error);
  if (request?.transaction && request.name !== "getMore") {
    runtime.sessions.fail(request.session);
    if (known.codeName === "WriteConflict") known.labelled("TransientTransactionError");
  }
  if (
    request &&
    retryable.has(request.name) &&
    (known.codeName === "ShutdownInProgress" || known.codeName === "InterruptedAtShutdown")
  )
    known.labelled("RetryableWriteError");
  return {
    ok: 0,
    errmsg: known.message,
    code: known.code,
    codeName: known.codeName,
    ...known.extra,
    errorLabels: known.labels.length > 0 ? known.labels : undefined,
  };
}

function unexpected(error: unknown): StoreError {
  if (error instanceof RangeError && /call stack/.test(error.message))
    return new StoreError("Overflow", "The command is nested too deeply");
  process.stderr.write(`embedded store: ${error instanceof Error ? error.stack : String(error)}\n`);
  return new StoreError("InternalError", error instanceof Error ? error.message : String(error));
}
