import { Timestamp } from "bson";
import { refuse } from "./errors";
import { checkFields, type Handler, one, type Reply, type Request } from "./request";
import { counters } from "./storage";
import { isNumber, toNumber, type Value } from "./values";

export const replicaSet = "rs0";
export const version = "7.0.0";

/** Who we are: the only, and writable, member of a replica set. No topologyVersion, so that drivers poll. */
export const hello: Handler = ({ server, connectionId }) => {
  const now = new Date();
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    setName: replicaSet,
    setVersion: 1,
    hosts: [server.address],
    primary: server.address,
    me: server.address,
    lastWrite: {
      opTime: { ts: new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }), t: 1n },
      lastWriteDate: now,
    },
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: one,
  };
};

export const ping: Handler = () => ({ ok: one });

export const buildInfo: Handler = () => ({
  version,
  gitVersion: "embedded",
  modules: [],
  versionArray: [7, 0, 0, 0],
  storageEngines: ["lmdb"],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
  ok: one,
});

export const serverStatus: Handler = ({ server }) => ({
  host: server.address,
  version,
  process: "embedded-store",
  pid: BigInt(process.pid),
  uptime: Math.round((Date.now() - server.startedAt) / 1000),
  repl: { setName: replicaSet, isWritablePrimary: true, me: server.address },
  storageEngine: { name: "lmdb", persistent: true },
  metrics: {
    cursor: { open: { total: server.cursors.size } },
    queryExecutor: { scanned: counters.keysExamined, scannedObjects: counters.recordsExamined },
    commits: counters.commits,
    openTransactions: server.engine.transactions.size,
  },
  mem: { resident: Math.round(process.memoryUsage.rss() / 1024 / 1024) },
  cpu: { userMicroseconds: process.cpuUsage().user, systemMicroseconds: process.cpuUsage().system },
  storage: server.engine.storage.size(),
  ok: one,
});

export const connectionStatus: Handler = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: one,
});

export const replSetGetStatus: Handler = ({ server }) => ({
  set: replicaSet,
  myState: 1,
  members: [{ _id: 0, name: server.address, health: 1, state: 1, stateStr: "PRIMARY", self: true }],
  ok: one,
});

export const hostInfo: Handler = () => ({
  system: { hostname: "localhost" },
  os: { type: process.platform },
  ok: one,
});

export const getCmdLineOpts: Handler = () => ({ argv: [], parsed: {}, ok: one });

export const getLog: Handler = () => ({ totalLinesWritten: 0, log: [], ok: one });

export const whatsmyuri: Handler = () => ({ you: "127.0.0.1", ok: one });

export const getParameter: Handler = (request) => {
  if (request.body.has("featureCompatibilityVersion"))
    return { featureCompatibilityVersion: { version: "7.0" }, ok: one };
  return refuse("InvalidOptions", "no option found to get");
};

export const setParameter: Handler = (request) => {
  checkFields(request, ["ttlMonitorSleepSecs"]);
  const seconds = request.body.get("ttlMonitorSleepSecs");
  if (seconds === undefined || !isNumber(seconds) || toNumber(seconds) <= 0)
    refuse("InvalidOptions", "no option found to set");
  request.server.setTtlInterval(toNumber(seconds));
  return { ok: one };
};

export const endSessions: Handler = (request) => {
  const ids = request.body.get(request.name);
  request.server.sessions.end(Array.isArray(ids) ? (ids as Value[]) : []);
  return { ok: one };
};

export const refreshSessions: Handler = () => ({ ok: one });

export const startSession: Handler = () =>
  refuse("CommandNotSupported", "startSession is not supported by this store; clients make their own ids");

export const commitTransaction: Handler = async (request) => {
  checkFields(request, ["recoveryToken"]);
  needsTransaction(request);
  await request.server.sessions.commit(request.session);
  return { ok: one };
};

export const abortTransaction: Handler = (request): Reply => {
  checkFields(request, ["recoveryToken"]);
  needsTransaction(request);
  request.server.sessions.abort(request.session);
  return { ok: one };
};

function needsTransaction(request: Request): void {
  if (request.database !== "admin")
    refuse("Unauthorized", `${request.name} may only be run against the admin database.`);
  if (request.session.autocommit !== false || !request.session.lsid)
    refuse("InvalidOptions", `${request.name} must be run within a transaction`);
}
