import { appealedSince, decidedSince, reportedSince } from "#server/care/happenings.reads";
import { askedToEditSince, findLastAsked } from "#server/forums/asked.reads";
import { doneSince, dueBetween, saidSince } from "#server/forums/since.reads";
import { findSaid } from "#server/forums/told.reads";
import { askedSince, doneInGroupsSince, invitedSince } from "#server/groups/happenings.reads";
import type { JobKind } from "#server/jobs/jobs";
import { findProgress, noteProgress } from "./progress.model";
import { tellOfAppeal, tellOfReport } from "./tellOfCare.commands";
import { tellOfAsking, tellOfDeed, tellOfInviting } from "./tellOfGroups.commands";
import {
  remind,
  tellOfAnnouncement,
  tellOfAnswer,
  tellOfAsked,
  tellOfHiding,
  tellOfOutcome,
  tellOfPost,
} from "./tellOfPosts.commands";

/**
 * How far each round looks back behind the last: a transaction is over by then, and the clocks of two servers do not
 * differ by so much. What it meets twice it tells once.
 */
const OVERLAP = 2 * 60_000;

/** Tells what a server that died, or a listener that failed, has left untold. */
export const catchUp: JobKind = {
  name: "notifications:catchUp",
  every: 60_000,
  async run(_data, touch) {
    const began = Date.now();
    const from = (await findProgress("said")) - OVERLAP;
    for await (const { _id, threadId, place, author, state, body, imported } of saidSince(from)) {
      // What was brought in from elsewhere is no news, whenever it was said.
      if (state !== "shown" || imported) continue;
      const said = { postId: _id, threadId, place, authorId: author.personId, body };
      await tellOfPost(said);
      await tellOfAnnouncement(said);
    }
    await touch();
    for await (const { name, postId, data } of doneSince(from)) {
      const id = name === "forums:accepted" ? (data as { postId: string | null } | null)?.postId : postId;
      const post = id ? await findSaid(id) : null;
      if (post === null) continue;
      const asked = name === "forums:postChanged" ? await findLastAsked(post.postId) : null;
      if (asked?.state === "edited") await tellOfAsked(asked);
      if (name === "forums:accepted") await tellOfAnswer(post);
      else if (name === "forums:decided" && post.state === "shown") await tellOfOutcome(post);
      else if (name === "forums:postChanged" && post.state === "hidden") await tellOfHiding(post);
      else if (name === "forums:postChanged" && post.state === "shown") await tellOfPost(post);
    }
    for await (const asked of askedToEditSince(from)) if (asked.state === "open") await tellOfAsked(asked);
    await touch();
    await catchUpWithGroups(from);
    await catchUpWithCare(from);
    await noteProgress("said", began);
  },
};

async function catchUpWithGroups(from: number): Promise<void> {
  for await (const { _id } of askedSince(from)) await tellOfAsking(_id);
  for await (const { _id } of invitedSince(from)) await tellOfInviting(_id);
  for await (const { _id: entryId, deed, about, whom: personId } of doneInGroupsSince(from))
    if (about.groupId !== undefined && personId !== null)
      await tellOfDeed({ groupId: about.groupId, entryId, deed, personId });
}

async function catchUpWithCare(from: number): Promise<void> {
  for await (const { _id } of reportedSince(from)) await tellOfReport(_id);
  for await (const { _id } of appealedSince(from)) await tellOfAppeal(_id);
  for await (const appealId of decidedSince(from)) await tellOfAppeal(appealId);
}

/** Reminds whoever wanted to be reminded by now. */
export const remindOfBookmarks: JobKind = {
  name: "notifications:remind",
  every: 20_000,
  async run() {
    const now = Date.now();
    const from = (await findProgress("reminders")) - OVERLAP;
    for await (const { personId, postId, remindAt } of dueBetween(from, now)) {
      const post = await findSaid(postId);
      if (post !== null) await remind({ personId, remindAt, ...post });
    }
    await noteProgress("reminders", now);
  },
};
