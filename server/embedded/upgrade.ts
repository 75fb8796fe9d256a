import type { Collection } from "./catalog";
import type { Engine } from "./engine";
import { dropIndexes } from "./garbage";
import { fillIndex } from "./indexBuild";
import { IndexBuild } from "./indexes";

/**
 * Brings a file of an earlier format up to this one, before anybody is served. Format 1 stemmed English words in which two
 * y follow each other in its own way, so text indexes are made anew. Each stands beside the former one until it is whole:
 * an upgrade that is cut short loses nothing and begins again.
 */
export async function upgrade(engine: Engine): Promise<void> {
  const { catalog } = engine;
  if (!catalog.isOld) return;
  for (const collection of catalog.list()) await renewTextIndex(engine, collection);
  await engine.writeOnce(() => catalog.upgraded());
}

async function renewTextIndex(engine: Engine, collection: Collection): Promise<void> {
  const { catalog } = engine;
  const [former, ...leftOver] = collection.indexes.filter((index) => index.text && !index.isBuilding);
  if (!former) return;
  const fresh = await engine.writeOnce(() => {
    dropIndexes(catalog, leftOver);
    const index = catalog.addIndex(collection, former.spec);
    index.build = new IndexBuild(collection.nextRecordId);
    return index;
  });
  await fillIndex(engine, fresh);
  await engine.writeOnce(() => dropIndexes(catalog, [former]));
}
