import { eachField } from "./decode";
import { truth } from "./expressions";
import { type Doc, isNumber } from "./values";

/**
 * Turns a projection that only keeps, or only leaves out, whole fields of the document into a function of its bytes: they
 * are copied as they lie, which costs a fraction of reading them and writing them anew. Of any other, undefined.
 */
export function compileCut(projection: Doc): ((bytes: Buffer) => Buffer) | undefined {
  const named = new Set<string>();
  let keeps: boolean | undefined;
  let keepsId = true;
  for (const [path, value] of projection) {
    if (path.includes(".") || (typeof value !== "boolean" && !(value !== undefined && isNumber(value))))
      return;
    if (path === "_id") keepsId = truth(value);
    else {
      if (keeps !== undefined && keeps !== truth(value)) return;
      keeps = truth(value);
      named.add(path);
    }
  }
  // Without another field it is `_id` alone that decides.
  keeps ??= keepsId;
  if (keepsId === keeps) named.add("_id");
  return (bytes) => cut(bytes, named, keeps);
}

/** What lies together stays together, so that what is kept is copied in few pieces. */
function cut(bytes: Buffer, named: ReadonlySet<string>, keeps: boolean): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 4;
  let from = 4;
  let to = 4;
  eachField(bytes, (name, start, end) => {
    if (named.has(name) !== keeps) return;
    if (start !== to) {
      length += bytes.copy(result, length, from, to);
      from = start;
    }
    to = end;
  });
  length += bytes.copy(result, length, from, to);
  result[length++] = 0;
  result.writeInt32LE(length, 0);
  return result.subarray(0, length);
}
