import { Binary } from "bson";
import { RawDoc } from "./decode";
import { encode } from "./encode";
import { type Pause, pause, ReadContext, type Row, type Stream } from "./reading";
import { checkFields, countField, docField, type Handler, one } from "./request";

/** The word with which a dump begins, so that restoring something else is noticed. */
export const dumpFormat = "embedded-store-1";

/**
 * Everything there is at one moment, as a cursor: a header, and for each collection its definition and its
 * documents. The snapshot lives as long as the cursor.
 */
export const storeDump: Handler = (request) => {
  checkFields(request, ["cursor"]);
  const { engine, cursors } = request.server;
  const snapshot = engine.storage.snapshot();
  const context = new ReadContext(snapshot, 4, 0);
  const collections = engine.catalog.list().map((collection) => ({
    range: collection.recordRange,
    header: encode({
      collection: collection.name,
      database: collection.database,
      count: engine.catalog.sizeOf(collection, snapshot).count,
      indexes: collection.indexes.filter((index) => !index.isBuilding).map((index) => index.spec),
    }),
  }));
  const stream: Stream = {
    next(): Row | Pause | undefined {
      if (context.isOver) return pause;
      const entry = steps.next().value;
      // As binary data, so that a driver passes it on untouched.
      return entry && { bytes: encode({ entry: new Binary(entry) }) };
    },
  };
  const steps = (function* (): Generator<Buffer, undefined> {
    yield encode({ format: dumpFormat, at: new Date(), collections: collections.length });
    for (const { header, range } of collections) {
      yield header;
      const scanner = context.scan("records", range.start, range.end, false);
      while (scanner.next()) yield encode({ document: new RawDoc(scanner.value) });
    }
  })();
  const namespace = `${request.database}.$cmd.storeDump`;
  countField(docField(request.body, "cursor") ?? new Map(), "batchSize", 0);
  const cursor = cursors.open(namespace, context, stream);
  cursor.release = () => snapshot.release();
  return { cursor: { firstBatch: [], id: cursor.id, ns: namespace }, ok: one };
};
