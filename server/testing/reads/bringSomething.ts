import { listCategoriesOf } from "#server/forums/categories.model";
import { changeImport, keepImport, keepPiece } from "#server/forums/imports.model";
import { bringLoad, importWork } from "#server/forums/importWork.commands";
import { findSpaceOf } from "#server/forums/spaces.model";
import type { TestServer } from "#server/testing/startServer";
import { type Id, newId } from "#shared/ids";

/** Makes the product look up all that it does when a community is brought in: read, checked and brought. */
export async function bringSomething({ world }: TestServer): Promise<void> {
  const spaceId = (await findSpaceOf("alliance", world.programs.southern))?._id as Id;
  const [category] = await listCategoriesOf([spaceId]);
  const [importId, categoryId] = [newId(), category?._id as Id];
  const { personId, name, address } = world.people.ola;
  const file = `thread,title,author_email,created_at,body\n1,Brought,${address},2020-01-01,Words\n1,,,2020-01-02,More`;
  await keepImport({
    ...{ _id: importId, spaceId, by: personId, byName: name, at: Date.now(), fileName: "a.csv", categoryId },
    ...{ state: "checking", size: file.length, received: file.length, plan: null, problems: [] },
    ...{ problemCount: 0, reason: "", done: { threads: 0, posts: 0 } },
  });
  await keepPiece(importId, 0, Buffer.from(file));
  const work = async () => await importWork.run({ importId } as never, async () => {});
  await work();
  await changeImport(importId, "checked", { state: "running" });
  await work();
  // What is here already is looked up as well.
  await bringLoad({
    ...{ importId, spaceId, categoryId, by: personId, byName: name, at: Date.now() },
    open: async function* () {
      yield Buffer.from(file);
    },
  });
}
