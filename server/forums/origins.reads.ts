import type { CampusMark } from "#shared/campuses/campuses.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** Where a thread was carried from. */
export interface Origin {
  /** The one space in which it is carried on. */
  space: { kind: "convening" | "group"; scopeId: Id };
  /** Null where the campus is not to be named. */
  campus: CampusMark | null;
}

/** How the feature that knows rooms tells of them: forums stand beside it and do not know it. */
export interface Origins {
  /** The closed room as somebody of it may carry it on; null for anybody else, and where there is none. */
  find(viewer: Viewer, debriefId: Id): Promise<Origin | null>;
  /** Whether that person may go there. */
  isOpenTo(viewer: Viewer, debriefId: Id): Promise<boolean>;
}

let origins: Origins = { find: async () => null, isOpenTo: async () => false };

/** Lets the feature that knows rooms tell of them. */
export function describeOrigins(described: Origins): void {
  origins = described;
}

/** The room that somebody carries on, or null where they may not. */
export async function findOrigin(viewer: Viewer, debriefId: Id): Promise<Origin | null> {
  return await origins.find(viewer, debriefId);
}

/** Whether the way back to the room is that person's. */
export async function isOriginOpen(viewer: Viewer, debriefId: Id): Promise<boolean> {
  return await origins.isOpenTo(viewer, debriefId);
}
