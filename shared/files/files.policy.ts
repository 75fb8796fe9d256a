import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** What every question about a file needs to know of it. */
export interface FileSubject {
  ownerId: Id;
  /** It stands now in something that the asker may read. */
  isShown: boolean;
}

/** Fetches it: whoever may read where it stands now, and whoever brought it. */
export function canFetchFile(viewer: Viewer, file: FileSubject): boolean {
  return ownsFile(viewer, file) || (isMember(viewer) && file.isShown);
}

/** Lets it arrive, sees how it stands with it, takes it away again: whoever brought it, and nobody else. */
export function ownsFile(viewer: Viewer, { ownerId }: Pick<FileSubject, "ownerId">): boolean {
  return isMember(viewer) && viewer.personId === ownerId;
}

/** Shows it in what they write: what they brought, or what they can read elsewhere already. */
export function canShowFile(viewer: Viewer, file: FileSubject): boolean {
  return canFetchFile(viewer, file);
}
