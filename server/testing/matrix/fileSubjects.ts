import { Upload } from "@tus/server";
import { pino } from "pino";
import { Allowance } from "#server/files/allowances.model";
import { File, type FileRecord } from "#server/files/files.model";
import { FileUse } from "#server/files/uses.model";
import { openWorkshop, type Workshop } from "#server/files/workshop";
import type { TestServer } from "#server/testing/startServer";
import { canReadThread } from "#shared/forums/threads.policy";
import { type Id, newId } from "#shared/ids";
import { listThreads } from "./forumSubjects";
import type { Case } from "./subjects";

/** What doors of files are asked about: one that stands nowhere, one's own, and those that stand in somebody's posts. */
export const fileCases = {
  file: async (server: TestServer): Promise<Case[]> => {
    const { max } = server.world.people;
    const threads = await listThreads(server.world);
    const shown = threads.map(({ name, thread }): Case => {
      const isShown = (viewer: Parameters<Case["mayKnow"]>[0]) => canReadThread(viewer, thread.subject);
      return {
        ...{ name: `somebody’s in ${name}`, subject: null, mayKnow: isShown },
        subjectFor: (viewer) => ({ ownerId: max.personId, isShown: isShown(viewer) }),
        fields: async () => ({ fileId: await storeFile(server, max.personId, thread.record._id) }),
      };
    });
    return [
      {
        ...{ name: "somebody’s that stands nowhere", subject: { ownerId: max.personId, isShown: false } },
        mayKnow: () => false,
        fields: async () => ({ fileId: await storeFile(server, max.personId) }),
      },
      ownCase((ownerId) => storeFile(server, ownerId)),
      ...shown,
    ];
  },
  upload: async (server: TestServer): Promise<Case[]> => {
    const { max } = server.world.people;
    return [
      {
        ...{ name: "somebody’s", subject: { ownerId: max.personId }, mayKnow: () => false },
        fields: async () => ({ fileId: await beginFile(server, max.personId), "upload-offset": "0" }),
      },
      ownCase((ownerId) => beginFile(server, ownerId)),
    ];
  },
};

function ownCase(make: (ownerId: Id) => Promise<Id>): Case {
  return {
    ...{ name: "one’s own", subject: null, mayKnow: () => true },
    subjectFor: ({ personId }) => ({ ownerId: personId ?? "nobody", isShown: false }),
    fields: async ({ viewer }) => ({ fileId: await make(viewer.personId ?? newId()), "upload-offset": "0" }),
  };
}

/** A ready file, with its bytes, that stands in the post of that id, where one is named. */
export async function storeFile(server: TestServer, ownerId: Id, postId?: Id): Promise<Id> {
  const fileId = newId();
  const uses = postId === undefined ? 0 : 1;
  const { vault } = await workshopOf(server);
  await vault.keep(fileId, "whole", Buffer.from("Some words."));
  await File.create({ ...blank, _id: fileId, ownerId, uses, state: "ready" });
  await Allowance.updateOne({ _id: ownerId }, { $inc: { used: blank.charged } }, { upsert: true });
  if (postId !== undefined) {
    const _id = `${fileId}:post:${postId}`;
    await FileUse.create({ _id, fileId, kind: "post", placeId: postId });
  }
  return fileId;
}

/** A file that is arriving, and does not come to its end. */
async function beginFile(server: TestServer, ownerId: Id): Promise<Id> {
  const fileId = newId();
  const dueAt = Date.now() + 3_600_000;
  await File.create({ ...blank, _id: fileId, ownerId, uses: 0, state: "arriving", arrivedAt: null, dueAt });
  const { vault } = await workshopOf(server);
  await vault.uploads.create(new Upload({ id: fileId, size: blank.size, offset: 0 }));
  return fileId;
}

export const blank: Omit<FileRecord, "_id" | "ownerId" | "uses" | "state"> = {
  ...{
    name: "notes.txt",
    type: "text/plain",
    size: 1_000,
    refusal: null,
    picture: null,
    sizes: [],
    charged: 4_096,
  },
  ...{ at: Date.now(), arrivedAt: Date.now(), dueAt: null },
};

function workshopOf(server: TestServer): Promise<Workshop> {
  const known = workshops.get(server) ?? openWorkshop(server.config, pino({ level: "silent" }));
  workshops.set(server, known);
  return known;
}

const workshops = new WeakMap<TestServer, Promise<Workshop>>();
