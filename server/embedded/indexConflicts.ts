import type { Collection } from "./catalog";
import { encode } from "./encode";
import { refuse } from "./errors";
import type { Index } from "./indexes";
import { show } from "./records";
import { type Doc, equals } from "./values";

/** Those of the wanted indexes that a collection does not have yet. Refuses what contradicts one that it has. */
export function missingIndexes(collection: Collection, specs: Doc[]): Doc[] {
  const fresh = specs.filter((spec) => !exists(collection, spec));
  const names = fresh.filter((spec) => spec.has("textIndexVersion")).map((spec) => String(spec.get("name")));
  const held = collection.indexes.find((index) => index.text)?.name ?? names[0];
  if (names.length > 1 || (names.length === 1 && held !== names[0]))
    refuse(
      "CannotCreateIndex",
      `only one text index per collection allowed, found existing text index "${held}"`,
    );
  return fresh;
}

function exists(collection: Collection, spec: Doc): boolean {
  if (equals(spec.get("key"), new Map([["_id", 1]]))) {
    if (spec.get("sparse") === true || spec.has("partialFilterExpression") || spec.has("expireAfterSeconds"))
      refuse("InvalidIndexSpecificationOption", "The options given are not valid for an _id index");
    return true;
  }
  for (const index of collection.indexes) {
    if (index.name === spec.get("name")) {
      if (!isSame(index.spec, spec)) refuseName(index, spec);
      if (!hasSameOptions(index.spec, spec))
        refuseOptions(index, spec, "the same name but different options");
      return true;
    }
    if (!isSame(index.spec, spec)) continue;
    if (!hasSameOptions(index.spec, spec)) refuseOptions(index, spec, "a different name and options");
    refuse("IndexOptionsConflict", `Index already exists with a different name: ${index.name}`);
  }
  return false;
}

function refuseName(index: Index, spec: Doc): never {
  refuse(
    "IndexKeySpecsConflict",
    `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both(index, spec)}`,
  );
}

function refuseOptions(index: Index, spec: Doc, difference: string): never {
  refuse(
    "IndexOptionsConflict",
    `An equivalent index already exists with ${difference}. ${both(index, spec)}`,
  );
}

function both(index: Index, spec: Doc): string {
  return `Requested index: ${show(spec)}, existing index: ${show(index.spec)}`;
}

function isSame(one: Doc, other: Doc): boolean {
  return identity(one).equals(identity(other));
}

/** What makes two indexes the same index. */
function identity(spec: Doc): Buffer {
  return encode({
    key: spec.get("key"),
    unique: spec.get("unique") === true,
    sparse: spec.get("sparse") === true,
    partial: spec.get("partialFilterExpression") ?? null,
  });
}

/** What else may differ between two indexes that are otherwise the same. */
function hasSameOptions(one: Doc, other: Doc): boolean {
  const names = ["expireAfterSeconds", "weights", "default_language", "language_override"];
  return names.every((name) => equals(one.get(name) ?? null, other.get(name) ?? null));
}
