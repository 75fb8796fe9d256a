import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { type EntryRecord, listEntries } from "#server/database/ledger";
import { titleThreads } from "#server/forums/told.reads";
import { markPersons } from "#server/people/people.reads";
import type { LogDeed, LogEntryView } from "#shared/care/log.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";

/** Of what `listLog` tells. */
type Log = `space:${Id}` | `group:${Id}` | `room:${Id}` | `program:${Id}` | "site";

/** What was done in a space or about what was handed up, the latest first. Whether the viewer may, its door asks. */
export async function listLog(
  viewer: Viewer,
  log: Log,
  { after }: { after?: string | undefined },
): Promise<Page<LogEntryView>> {
  const before = after === undefined ? null : Number(fromCursor(after, 1)[0]);
  const { items, next } = toPage(await listEntries(log, before, PAGE_SIZE + 1), PAGE_SIZE, ({ seq }) => [
    seq,
  ]);
  const [markOf, titles] = await Promise.all([
    markPersons(items.flatMap(({ by, whom }) => (whom === null ? [by] : [by, whom]))),
    titleThreads(viewer, [...new Set(items.flatMap(({ about }) => about.threadId ?? []))]),
  ]);
  return { items: items.map((item) => toEntryView(item, markOf, titles)), next };
}

function toEntryView(
  { _id: id, seq, at, by, deed, about, whom, reason, norm = "" }: EntryRecord,
  markOf: (personId: Id) => PersonMark,
  titles: ReadonlyMap<Id, string>,
): LogEntryView {
  const { threadId = "", postId = null } = about;
  const title = titles.get(threadId);
  return {
    ...{ id, seq, at, reason, norm, deed: deed as LogDeed, by: markOf(by) },
    whom: whom === null ? null : markOf(whom),
    // What stands where the reader may not read is told by its deed alone.
    thread: title === undefined ? null : { id: threadId, title },
    postId: title === undefined ? null : postId,
  };
}
