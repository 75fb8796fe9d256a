import type { Collection } from "./catalog";
import { decode } from "./decode";
import type { Work } from "./engine";
import { matcherOf, openQuery } from "./query";
import { pause, type ReadContext, type Row } from "./reading";
import type { WriteUnit } from "./records";
import { docField, type Request } from "./request";
import type { Doc, Value } from "./values";

/** In a transaction a new collection is made beforehand: that a collection exists is not part of it. */
export async function ensureCollection(request: Request, name: string): Promise<void> {
  const { catalog } = request.server.engine;
  if (!request.transaction || catalog.find(request.database, name)) return;
  await request.server.engine.writeOnce(() => {
    if (!catalog.find(request.database, name)) catalog.create(request.database, name);
  });
}

/** The collection of a name, made if it is not there. Only inside a step. */
export function theCollection(request: Request, name: string): Collection {
  const { catalog } = request.server.engine;
  return catalog.find(request.database, name) ?? catalog.create(request.database, name);
}

/** What a statement is about. */
export interface Target {
  catalog: Request["server"]["engine"]["catalog"];
  unit: WriteUnit;
  context: ReadContext;
  filter: Doc;
  sort?: Doc;
  hint?: Value;
  variables: Map<string, Value>;
  collection(): Collection | undefined;
  make(): Collection;
}

/** Where a command looks and writes. */
export interface Place {
  request: Request;
  unit: WriteUnit;
  context: ReadContext;
  /** The collection's. */
  name: string;
  variables: Map<string, Value>;
}

/** What a statement is about: its filter, and where it looks and writes. */
export function targetOf(place: Place, filter: Doc, options: Doc): Target {
  const { request, unit, context, name, variables } = place;
  const { catalog } = request.server.engine;
  return {
    catalog,
    unit,
    context,
    filter,
    sort: docField(options, "sort"),
    hint: options.get("hint"),
    variables,
    collection: () => catalog.find(request.database, name),
    make: () => theCollection(request, name),
  };
}

/** The first match, looked for in as many steps as it takes. */
export function* firstMatch(target: Target, collection: Collection): Work<Row | undefined> {
  const { stream } = openQuery(target.context, collection, {
    filter: target.filter,
    sort: target.sort,
    hint: target.hint,
    limit: 1,
    variables: target.variables,
  });
  for (;;) {
    const row = stream.next();
    if (row !== pause) {
      target.context.park();
      return row;
    }
    yield;
  }
}

/** All matches, before anything changes: a document that moves within an index is not met twice. */
export function* matchingIds(target: Target): Work<number[]> {
  const ids: number[] = [];
  const { stream } = openQuery(target.context, target.collection(), {
    filter: target.filter,
    hint: target.hint,
    variables: target.variables,
  });
  for (;;) {
    const row = stream.next();
    if (row === pause) yield;
    else if (row === undefined) break;
    else ids.push(row.recordId!);
  }
  target.context.park();
  return ids;
}

/** The bytes of a document found before, if it matches still. */
export function stillMatching(target: Target, collection: Collection, id: number): Buffer | undefined {
  if (target.collection() !== collection) return undefined;
  const bytes = target.unit.view.get("records", collection.recordKey(id));
  return bytes && matcherOf(collection, target.filter, target.variables)(decode(bytes)) ? bytes : undefined;
}
