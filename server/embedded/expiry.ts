import { decode } from "./decode";
import type { Engine } from "./engine";
import { unblocked } from "./engine";
import { compileFilter } from "./match";
import { openQuery } from "./query";
import { pause } from "./reading";
import { removeRecord } from "./records";
import type { Doc } from "./values";

/** Removes what TTL indexes say is over, found through those indexes. */
export async function removeExpired(engine: Engine): Promise<void> {
  for (const collection of engine.catalog.list()) {
    for (const index of collection.indexes) {
      const seconds = index.expireAfterSeconds;
      if (seconds === undefined || index.isBuilding) continue;
      const filter: Doc = new Map([
        [index.fields[0]!, new Map([["$lte", new Date(Date.now() - seconds * 1000)]])],
      ]);
      const matches = compileFilter(filter);
      await engine
        .write(function* (unit, context) {
          const ids: number[] = [];
          const hint = index.partialFilter ? undefined : index.name;
          const { stream } = openQuery(context, collection, { filter, hint });
          for (let row = stream.next(); row !== undefined; row = stream.next()) {
            if (row === pause) yield;
            else ids.push(row.recordId!);
          }
          for (const id of ids) {
            if (context.isOver) yield;
            if (engine.catalog.find(collection.database, collection.name) !== collection) return;
            yield* unblocked(() => {
              const bytes = unit.view.get("records", collection.recordKey(id));
              // A partial index expires only what is in it.
              if (bytes && matches(decode(bytes)) && index.entriesOf(decode(bytes), id).length > 0)
                removeRecord(engine.catalog, unit, collection, id, bytes);
            });
          }
        })
        // Shutting down, or in conflict: the next round comes.
        .catch(() => undefined);
    }
  }
}
