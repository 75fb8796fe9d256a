import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { authorize, notFound } from "#server/errors";
import type { OwnRequestView, RequestView } from "#shared/groups/groups.contract";
import {
  canAnswerRequest,
  canFacilitateGroup,
  canSeeGroup,
  canWithdrawRequest,
  type RequestSubject,
} from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findKnownGroup, type KnownGroup, listKnownGroups } from "./groups.reads";
import { markPeople } from "./memberships.reads";
import { findRequestRecord, listOpenRequests, listRequestsBy, type RequestRecord } from "./requests.model";

/** A request with what its policies ask about. */
export interface KnownRequest {
  record: RequestRecord;
  subject: RequestSubject;
}

/** One request, found from the viewer: theirs is their own, and who facilitates the group sees it. */
export async function findRequest(viewer: Viewer, requestId: Id): Promise<KnownRequest> {
  const record = await findRequestRecord(requestId);
  const group = record && (await findKnownGroup(record.groupId));
  if (record === null || group === null) throw notFound();
  const subject = { group: group.subject, personId: record.personId };
  if (!canAnswerRequest(viewer, subject) && !canWithdrawRequest(viewer, subject)) throw notFound();
  return { record, subject };
}

/** The open requests to join a group, the oldest first. */
export async function listRequests(
  viewer: Viewer,
  { record, subject }: KnownGroup,
  { after }: { after?: string | undefined },
): Promise<Page<RequestView>> {
  authorize(canFacilitateGroup(viewer, subject));
  const records = await listOpenRequests(record._id, toOrder(after), PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ order }) => [order]);
  const markOf = await markPeople(items.map(({ personId }) => personId));
  return {
    items: items.flatMap(({ _id: id, personId, words, at }) => {
      const marks = markOf(personId);
      return marks === null ? [] : [{ id, ...marks, words, at }];
    }),
    next,
  };
}

/** What the viewer has asked for, the newest first. Groups that they may not know of any more are left out. */
export async function listOwnRequests(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<OwnRequestView>> {
  const records = await listRequestsBy(viewer.personId as Id, toOrder(after), PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ order }) => [order]);
  const groups = await listKnownGroups(items.map(({ groupId }) => groupId));
  return {
    items: items.flatMap((record) => {
      const group = groups.get(record.groupId);
      return group && canSeeGroup(viewer, group.subject) ? [toOwnRequestView(record, group)] : [];
    }),
    next,
  };
}

/** What became of one's own request. */
export function toOwnRequestView(
  { _id: id, groupId, words, at, state, answer }: RequestRecord,
  { record }: KnownGroup,
): OwnRequestView {
  // Whoever has taken theirs back is shown none of it; who sends it again is answered as they were.
  const shown = state === "withdrawn" ? "open" : state;
  return { id, groupId, groupName: record.name, words, at, state: shown, answer };
}

function toOrder(after: string | undefined): string | null {
  return after === undefined ? null : String(fromCursor(after, 1)[0]);
}
