import type { Id } from "#shared/ids";
import type { NewsCounts } from "#shared/notifications/notifications.contract";
import type { Viewer } from "#shared/people/viewer";
import { readNoticeOf, readNoticesUpTo } from "./notices.model";
import { countNews } from "./notices.reads";
import { tellNews } from "./notifications.channel";

/** Marks what was told the viewer up to a moment as read, on all their devices. */
export async function readNotices(viewer: Viewer, { upTo }: { upTo: number }): Promise<NewsCounts> {
  const personId = viewer.personId as Id;
  if (await readNoticesUpTo(personId, upTo)) tellNews(personId, "you");
  return await countNews(viewer);
}

/** Marks one thing that was told the viewer as read; of what was told others, or nobody, nothing is said. */
export async function readNotice(viewer: Viewer, { id }: { id: string }): Promise<NewsCounts> {
  const personId = viewer.personId as Id;
  if (await readNoticeOf(personId, id)) tellNews(personId, "you");
  return await countNews(viewer);
}
