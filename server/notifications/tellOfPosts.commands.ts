import type { AskedForOthers } from "#server/forums/asked.reads";
import { listHearers, listMutersOf } from "#server/forums/hearers.reads";
import { eachWithPosition } from "#server/forums/positions.reads";
import { getThread, homeGroupOf, type KnownThread, toKnownThreads } from "#server/forums/threads.reads";
import { findAuthors, findSaid } from "#server/forums/told.reads";
import { eachInGroup } from "#server/groups/happenings.reads";
import { listApartFrom } from "#server/people/blocks.reads";
import type { Id } from "#shared/ids";
import type { PostNoticeKind } from "#shared/notifications/notices.contract";
import type { RichTextDocument } from "#shared/richText/document";
import { mentionsOf, quotedIn } from "#shared/richText/gather";
import type { PostNoticeRecord } from "./notices.model";
import { tellNews } from "./notifications.channel";
import { tell, untold } from "./tell";

/** People of one post who are told that it mentions or quotes them; who names more has named a crowd. */
const MOST_NAMED = 50;

/** A post as far as it may have to be told of. */
export interface SaidPost {
  postId: Id;
  threadId: Id;
  place: number;
  authorId: Id;
  body: RichTextDocument | null;
}

/**
 * Tells those whom a post mentions or quotes, if they may read it and have not muted the thread or its author; the author
 * never, nor anybody with whom they have nothing to do. Whoever is both mentioned and quoted is told once. Doing it again
 * tells nobody twice.
 */
export async function tellOfPost(post: SaidPost): Promise<void> {
  const { authorId } = post;
  const kinds = await findNamed(post);
  const named = [...kinds.keys()];
  if (named.length === 0) return;

  const thread = await findKnown(post.threadId);
  const hearers = await listHearers(thread, named, ({ level }) => level !== "mute");
  const [muters, apart] = await Promise.all([listMutersOf(authorId, named), listApartFrom(authorId, named)]);
  const told = hearers.filter(({ personId }) => !muters.has(personId) && !apart.has(personId));
  await tell(told.map(({ personId }) => toNotice(personId, kinds.get(personId) as PostNoticeKind, post)));
}

/** Whom a post mentions or quotes, and is to be told of which of the two. */
async function findNamed({ body, threadId, authorId }: SaidPost): Promise<Map<Id, PostNoticeKind>> {
  if (body === null) return new Map();
  const mentioned = mentionsOf(body).flatMap(({ kind, id }) => (kind === "person" ? id : []));
  const quoted = [...(await findAuthors(threadId, quotedIn(body))).values()];
  const kinds = new Map<Id, PostNoticeKind>(quoted.map((personId) => [personId, "quote"]));
  for (const personId of mentioned) kinds.set(personId, "mention");
  kinds.delete(authorId);
  return new Map([...kinds].slice(0, MOST_NAMED));
}

/**
 * Tells everybody in a group what is announced in its forum, save those who have muted that thread, its space or its author,
 * and those whom it names, who are told of that. Doing it again tells nobody twice.
 */
export async function tellOfAnnouncement(post: SaidPost): Promise<void> {
  const { body, place, threadId, authorId } = post;
  if (body === null || place !== 0) return;
  const thread = await findKnown(threadId);
  const groupId = homeGroupOf(thread.subject);
  if (thread.record.kind !== "announcement" || groupId === null) return;
  const toldOtherwise = new Set([
    authorId,
    ...mentionsOf(body)
      .slice(0, MOST_NAMED)
      .map(({ id }) => id),
  ]);
  for await (const personIds of eachInGroup(groupId)) {
    const others = personIds.filter((personId) => !toldOtherwise.has(personId));
    const hearers = await listHearers(thread, others, ({ level }) => level !== "mute");
    await tell(hearers.map(({ personId }) => toNotice(personId, "announced", post)));
  }
}

/**
 * Tells what became of a proposal: everybody in the group in whose forum it was made, elsewhere everybody who has taken a
 * position. Not those who have muted the thread, its space or who states it; nor those whom the post names, who are told of
 * that. Doing it again tells nobody twice.
 */
export async function tellOfOutcome(post: SaidPost): Promise<void> {
  const { body, threadId, authorId } = post;
  const thread = await findKnown(threadId);
  if (body === null || thread.record.decision?.outcome?.postId !== post.postId) return;
  const groupId = homeGroupOf(thread.subject);
  const toldOtherwise = new Set([authorId, ...(await findNamed(post)).keys()]);
  for await (const personIds of groupId === null ? eachWithPosition(threadId) : eachInGroup(groupId)) {
    const others = personIds.filter((personId) => !toldOtherwise.has(personId));
    const muters = await listMutersOf(authorId, others);
    const hearers = await listHearers(
      thread,
      others.filter((personId) => !muters.has(personId)),
      ({ level }) => level !== "mute",
    );
    await tell(hearers.map(({ personId }) => toNotice(personId, "decided", post)));
  }
}

/** Tells the author of an answer that it settled the question, unless the question is their own. */
export async function tellOfAnswer(post: Omit<SaidPost, "body">): Promise<void> {
  const thread = await findKnown(post.threadId);
  if (thread.record.acceptedId !== post.postId || thread.record.author.personId === post.authorId) return;
  const hearers = await listHearers(thread, [post.authorId], ({ level }) => level !== "mute");
  await tell(hearers.map(({ personId }) => toNotice(personId, "accepted", post)));
}

/** Tells the author of a post that it was taken out of sight, also where they have muted the thread: it is about them. */
export async function tellOfHiding(post: Omit<SaidPost, "body">): Promise<void> {
  const hearers = await listHearers(await findKnown(post.threadId), [post.authorId], () => true);
  await tell(hearers.map(({ personId }) => toNotice(personId, "hidden", post)));
}

/**
 * Tells the author of a post that they are asked to edit it, also where they have muted the thread; or whoever asked that
 * it is done. Where that ended otherwise nobody is told, and for its author one thing less is new.
 */
export async function tellOfAsked({
  _id: causeId,
  postId,
  authorId,
  by,
  state,
}: AskedForOthers): Promise<void> {
  const post = await findSaid(postId);
  if (post === null) return;
  if (state !== "open") tellNews(authorId, "you");
  if (state !== "open" && state !== "edited") return;
  const [kind, whomId] =
    state === "open" ? (["askedToEdit", authorId] as const) : (["editedAsAsked", by] as const);
  const hearers = await listHearers(await findKnown(post.threadId), [whomId], () => true);
  await tell(
    hearers.map(({ personId }) => {
      return { ...toNotice(personId, kind, post), _id: `${personId}:${causeId}:${kind}`, causeId };
    }),
  );
}

/** Tells somebody of what they wanted to be reminded of. */
export async function remind({
  personId,
  remindAt,
  ...post
}: Omit<SaidPost, "body" | "authorId"> & { personId: Id; remindAt: number }): Promise<void> {
  const notice = toNotice(personId, "reminder", post);
  await tell([{ ...notice, _id: `${notice._id}:${remindAt}`, at: remindAt }]);
}

function toNotice(
  personId: Id,
  kind: PostNoticeKind,
  { postId, threadId, place }: Omit<SaidPost, "body" | "authorId">,
): PostNoticeRecord {
  return { _id: `${personId}:${postId}:${kind}`, personId, kind, postId, threadId, place, ...untold() };
}

async function findKnown(threadId: Id): Promise<KnownThread> {
  const [known] = await toKnownThreads([await getThread(threadId)]);
  return known as KnownThread;
}
