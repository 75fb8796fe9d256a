import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { listKept } from "./outbox.model";

/** The messages that were kept instead of sent, newest first. */
export async function listOutbox({ after }: { after?: string | undefined }) {
  const before = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const { items, next } = toPage(await listKept(before, PAGE_SIZE + 1), PAGE_SIZE, ({ _id }) => [_id]);
  return {
    items: items.map(({ _id, to, subject, text, at }) => ({ id: _id, to, subject, text, at: at.getTime() })),
    next,
  };
}
