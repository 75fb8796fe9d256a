import { Binary } from "bson";
import { refuse } from "./errors";
import type { Request } from "./request";
import { type Doc, isNumber, toNumber } from "./values";

/** Commands that a client may send again when it has not heard their outcome. */
export const retryable = new Set([
  "insert",
  "update",
  "delete",
  "findAndModify",
  "findandmodify",
  "commitTransaction",
  "abortTransaction",
]);

/** Refuses session fields that contradict each other or do not go with the command. */
export function checkSessionFields(name: string, body: Doc): void {
  const lsid = body.get("lsid");
  if (lsid !== undefined && !(lsid instanceof Map && lsid.get("id") instanceof Binary))
    refuse("TypeMismatch", "BSON field 'lsid.id' must be a UUID");
  const autocommit = body.get("autocommit");
  if (!body.has("txnNumber")) {
    for (const field of ["autocommit", "startTransaction"])
      if (body.has(field))
        refuse("InvalidOptions", `'${field}' field requires a transaction number to also be specified`);
    return;
  }
  if (lsid === undefined)
    refuse("InvalidOptions", "Transaction number requires a session ID to also be specified");
  if (autocommit === true) refuse("InvalidOptions", "Specifying autocommit=true is not allowed.");
  if (autocommit === undefined) checkRetryable(name, body);
}

function checkRetryable(name: string, body: Doc): void {
  if (body.has("startTransaction"))
    refuse("InvalidOptions", "'startTransaction' field requires 'autocommit' field to also be specified");
  if (!retryable.has(name))
    refuse(
      50768,
      `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`,
    );
  const statements = body.get("updates") ?? body.get("deletes");
  const isMany = (statement: unknown) =>
    statement instanceof Map && (statement.get("multi") === true || Number(statement.get("limit")) === 0);
  if (Array.isArray(statements) && statements.some(isMany))
    refuse("InvalidOptions", "Cannot use retryable writes with multi=true or limit=0");
}

const writeConcernFields = new Set(["w", "j", "fsync", "wtimeout", "wtimeoutMS", "provenance"]);
const readConcernLevels = new Set(["local", "majority", "available", "linearizable", "snapshot"]);

/** One member acknowledges everything there is to acknowledge; more members than that cannot. */
export function checkConcerns(request: Request): void {
  const write = request.body.get("writeConcern");
  if (write instanceof Map) {
    for (const field of write.keys())
      if (!writeConcernFields.has(field))
        refuse(40415, `BSON field 'writeConcern.${field}' is an unknown field.`);
    const w = write.get("w");
    if (w !== undefined && w !== "majority" && !(isNumber(w) && toNumber(w) <= 1))
      refuse("UnsatisfiableWriteConcern", "Not enough data-bearing nodes");
  }
  const read = request.body.get("readConcern");
  const level = read instanceof Map ? read.get("level") : undefined;
  if (level === undefined) return;
  if (typeof level !== "string" || !readConcernLevels.has(level))
    refuse(
      "BadValue",
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    );
  if (level === "snapshot" && request.session.autocommit !== false)
    refuse("CommandNotSupported", "Snapshot reads outside of transactions are not supported by this store");
}
