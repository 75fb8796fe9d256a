import { authorize } from "#server/errors";
import type { OpenedFile } from "#server/files/files.reads";
import { canMoveSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { filesOf } from "#shared/richText/gather";
import { threadsOf, toldIn } from "./exports.reads";
import { nameSpaces } from "./spaceNames.reads";
import { findSpace } from "./spaces.reads";

export type OpenFile = (fileId: Id) => Promise<OpenedFile | null>;

/** The files of a space to be taken along: what they are called together, and one after another. */
export interface ExportedFiles {
  title: string;
  files: AsyncGenerator<OpenedFile & { fileId: Id }>;
}

/** What stands in the shown posts of a space, each file once and opened when it is asked for, for whoever looks after it. */
export async function exportFiles(viewer: Viewer, spaceId: Id, open: OpenFile): Promise<ExportedFiles> {
  const { record, subject } = await findSpace(viewer, spaceId);
  authorize(canMoveSpace(viewer, subject));
  const title = (await nameSpaces([record])).get(spaceId)?.title ?? "";
  return { title, files: openedIn(spaceId, open) };
}

async function* openedIn(spaceId: Id, open: OpenFile): ExportedFiles["files"] {
  for await (const fileId of filesIn(spaceId)) {
    const opened = await open(fileId);
    if (opened !== null) yield { fileId, ...opened };
  }
}

async function* filesIn(spaceId: Id): AsyncGenerator<Id> {
  const seen = new Set<Id>();
  for await (const thread of threadsOf(spaceId)) {
    if (thread.placements.some((one) => one.spaceId === spaceId && one.isHidden)) continue;
    for await (const posts of toldIn(thread))
      for (const { state, body } of posts)
        for (const fileId of state === "shown" && body !== null ? filesOf(body) : []) {
          if (seen.has(fileId)) continue;
          seen.add(fileId);
          yield fileId;
        }
  }
}
