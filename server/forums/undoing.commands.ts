import type { EntryRecord, Undoing } from "#server/database/ledger";
import type { Id } from "#shared/ids";
import { findCaredFor } from "./caredFor.reads";
import { showAgain } from "./hiding.commands";

/** How what was done to somebody's words is undone. */
export const undoingInForums: Readonly<Record<"forums:hidden", Undoing>> = {
  "forums:hidden": {
    stands: async (entry) => (await findCaredFor(postOf(entry)))?.post.state === "hidden",
    undo: async (entry, { viewer, deedId }, also) => {
      await showAgain(viewer, postOf(entry), deedId, also);
    },
  },
};

function postOf({ about }: EntryRecord): Id {
  return about.postId as Id;
}
