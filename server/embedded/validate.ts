import type { Collection } from "./catalog";
import { idRange } from "./catalog";
import { decode } from "./decode";
import type { Engine } from "./engine";
import { recordIdAt } from "./keys";
import { giveWay } from "./turns";

export interface Validation {
  records: number;
  keysPerIndex: Record<string, number>;
  errors: string[];
}

/** Compares every index with the documents, both ways, in one snapshot; and the counter with both. */
export async function validateCollection(engine: Engine, collection: Collection): Promise<Validation> {
  const snapshot = engine.storage.snapshot();
  const { count } = engine.catalog.sizeOf(collection, snapshot);
  const { indexes } = collection;
  const errors: string[] = [];
  const keysPerIndex: Record<string, number> = {};
  try {
    const expected = new Map<number, number>();
    let records = 0;
    let steps = 0;
    const { start, end } = collection.recordRange;
    const scanner = snapshot.scan("records", start, end, false);
    while (scanner.next()) {
      records++;
      const recordId = scanner.key.readUIntBE(4, 6);
      const doc = decode(scanner.value);
      for (const index of indexes) {
        if (index.isBuilding) continue;
        for (const entry of index.entriesOf(doc, recordId)) {
          expected.set(index.id, (expected.get(index.id) ?? 0) + 1);
          const found = snapshot.get("entries", entry.key);
          if (!found) errors.push(`index ${index.name} lacks an entry of record ${recordId}`);
          else if (recordIdAt(found, 0) !== recordId)
            errors.push(`index ${index.name} has another record under a key of record ${recordId}`);
        }
      }
      if (++steps % 500 === 0) await giveWay();
    }
    scanner.park();
    for (const index of indexes) {
      if (index.isBuilding) continue;
      const range = idRange(index.id);
      const entries = snapshot.scan("entries", range.start, range.end, false);
      let keys = 0;
      while (entries.next()) {
        keys++;
        if (++steps % 5000 === 0) await giveWay();
      }
      entries.park();
      keysPerIndex[index.name] = keys;
      if (keys !== (expected.get(index.id) ?? 0))
        errors.push(
          `index ${index.name} has ${keys} entries, its documents make ${expected.get(index.id) ?? 0}`,
        );
    }
    if (records !== count) errors.push(`the collection counts ${count} documents and has ${records}`);
    return { records, keysPerIndex, errors };
  } finally {
    snapshot.release();
  }
}
