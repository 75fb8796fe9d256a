import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { BlockView } from "#shared/people/blocks.contract";
import { canBlock } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { blockedBy, listBlockRecords } from "./blocks.model";
import { listPeople, markPersons } from "./people.reads";

/** Whom the viewer has blocked, the latest first. */
export async function listBlocks(
  { personId }: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<BlockView>> {
  const before = after === undefined ? null : toBefore(after);
  const records = await listBlockRecords(personId as Id, before, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ at, _id }) => [at, _id]);
  const markOf = await markPersons(items.map(({ blockedId }) => blockedId));
  return { items: items.map(({ blockedId, at }) => ({ person: markOf(blockedId), at })), next };
}

/** Somebody whom the viewer may block; else notFound. */
export async function findBlockable(viewer: Viewer, personId: Id): Promise<{ personId: Id }> {
  const [person] = await listPeople([personId]);
  if (person === undefined || !canBlock(viewer, { personId })) throw notFound();
  return { personId };
}

/** Whom somebody has blocked: what these say is left out for them, or folded. */
export async function listBlockedBy(personId: Id): Promise<ReadonlySet<Id>> {
  return (await blockedBy.get([personId])).get(personId) ?? new Set();
}

/** Those of some people who have blocked that person. Never answer anybody with it. */
export async function listBlockersOf(personId: Id, among: readonly Id[]): Promise<Set<Id>> {
  const sets = await blockedBy.get(among);
  return new Set(among.filter((id) => sets.get(id)?.has(personId)));
}

/** Those of some people with whom somebody has nothing to do, whoever of the two wished it. Never answer anybody with it. */
export async function listApartFrom(personId: Id, among: readonly Id[]): Promise<Set<Id>> {
  const [own, blockers] = await Promise.all([listBlockedBy(personId), listBlockersOf(personId, among)]);
  return new Set(among.filter((id) => own.has(id) || blockers.has(id)));
}

function toBefore(cursor: string): { at: number; id: string } {
  const [at, id] = fromCursor(cursor, 2);
  return { at: Number(at), id: String(id) };
}
