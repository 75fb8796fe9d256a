import { findAsked } from "#server/forums/asked.reads";
import { findSaid } from "#server/forums/told.reads";
import { on } from "#server/live/publish";
import type { PostView } from "#shared/forums/threads.contract";
import { readNoticesIn } from "./notices.model";
import { tellNews } from "./notifications.channel";
import { tellKeepersOfThread, tellOfAppeal, tellOfHanding, tellOfReport } from "./tellOfCare.commands";
import { tellOfAsking, tellOfDeed, tellOfInviting } from "./tellOfGroups.commands";
import {
  tellOfAnnouncement,
  tellOfAnswer,
  tellOfAsked,
  tellOfHiding,
  tellOfOutcome,
  tellOfPost,
} from "./tellOfPosts.commands";

/**
 * Tells people what is said to them in forums and what becomes of them in groups; the answer ends that. What is missed
 * here `catchUp` makes up for.
 */
export function listenForNotices(): () => void {
  const endings = [
    on("forums:started", async ({ threadId, authorId, body }) => {
      const opening = { postId: threadId, threadId, place: 0, authorId, body };
      await tellOfPost(opening);
      await tellOfAnnouncement(opening);
    }),
    on("forums:replied", ({ data: { post } }) => tellOfPost(toSaid(post))),
    on("forums:decided", async ({ data: { post } }) => {
      await tellOfPost(toSaid(post));
      await tellOfOutcome(toSaid(post));
    }),
    on("forums:postChanged", async ({ data: { post } }) => {
      if (post.state === "hidden") await tellOfHiding(toSaid(post));
      else await tellOfPost(toSaid(post));
    }),
    on("forums:asked", async ({ askedId }) => {
      const asked = await findAsked(askedId);
      if (asked === null) return;
      await tellOfAsked(asked);
      await tellKeepersOfThread(asked.threadId);
    }),
    on("forums:accepted", async ({ data: { postId } }) => {
      const post = postId && (await findSaid(postId));
      if (post) await tellOfAnswer(post);
    }),
    on("forums:read", async ({ personId, threadId, readTo, posts }) => {
      if (await readNoticesIn(personId, threadId, readTo)) tellNews(personId, "you");
      // Halfway through nothing has changed for the list of what is new.
      if (readTo >= posts) tellNews(personId, "followed");
    }),
    on("forums:followed", ({ personId }) => tellNews(personId, "followed")),
    on("people:blocked", ({ personId }) => tellNews(personId, "blocks")),
    on("groups:asked", ({ requestId }) => tellOfAsking(requestId)),
    on("groups:invited", ({ invitationId }) => tellOfInviting(invitationId)),
    on("groups:done", tellOfDeed),
    on("care:reported", ({ reportId }) => tellOfReport(reportId)),
    on("care:settled", ({ reportId }) => tellOfReport(reportId)),
    on("care:handedUp", ({ reportId, fromDesk }) => tellOfHanding("reported", reportId, fromDesk)),
    on("care:appealed", ({ appealId }) => tellOfAppeal(appealId)),
    on("care:appealHandedUp", ({ appealId, fromDesk }) => tellOfHanding("appealed", appealId, fromDesk)),
    on("care:decided", ({ appealId }) => tellOfAppeal(appealId)),
  ];
  return () => {
    for (const end of endings) end();
  };
}

function toSaid({ id, threadId, place, author, body }: PostView) {
  return { postId: id, threadId, place, authorId: author.personId, body };
}
