import { type Catalog, idRange } from "./catalog";
import type { Work } from "./engine";
import type { Index } from "./indexes";
import type { WriteUnit } from "./records";

/** Drops those indexes that are there still. Only inside a step. */
export function dropIndexes(catalog: Catalog, indexes: readonly Index[]): void {
  for (const collection of catalog.list())
    for (const index of indexes) if (collection.indexes.includes(index)) catalog.dropIndex(collection, index);
}

/** Removes all keys of a dropped collection or index, a little in each commit. */
export function* removeRange(
  catalog: Catalog,
  unit: WriteUnit,
  id: number,
  table: "records" | "entries",
): Work<void> {
  const { start, end } = idRange(id);
  for (;;) {
    const keys: Buffer[] = [];
    const scanner = unit.view.scan(table, start, end, false);
    while (keys.length < 2000 && scanner.next()) keys.push(scanner.key);
    scanner.park();
    for (const key of keys) unit.remove(table, key);
    if (keys.length < 2000) break;
    yield;
  }
  catalog.collected(id);
}
