import * as z from "zod/mini";
import { namedNorm } from "#shared/groups/norms.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { deedId } from "./deeds.endpoints";
import { moderationReason } from "./moderation.endpoints";
import { canAskToEdit, canReadThread } from "./threads.policy";

/** `edited` was done as asked, `takenBack` by those who asked, `ended` since the post was not shown any more. */
export const askedStates = ["open", "edited", "takenBack", "ended"] as const;
export type AskedState = (typeof askedStates)[number];

/** That the author of a post is asked to edit it. Only they and those who look after the thread are shown it. */
export const askedView = z.object({
  id: idSchema,
  postId: idSchema,
  /** Since when; milliseconds since the epoch. */
  at: z.number(),
  reason: z.string(),
  /** The norm that the reason names, in its words of then; may be empty. */
  norm: z.string(),
  state: z.enum(askedStates),
  /** When it was edited or ended otherwise; null while it is open. */
  endedAt: z.nullable(z.number()),
});
export type AskedView = z.infer<typeof askedView>;

const reply = z.object({ state: z.enum(askedStates) });

export const askedEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/threads/:threadId/asked",
    summary:
      "Which posts of a thread somebody is asked to edit, the latest first: the viewer’s own while that is open; for those who look after the thread all of them, also those that were edited since.",
    input: z.strictObject(pageInput),
    reply: pageOf(askedView),
    policy: canReadThread,
    about: "thread",
  }),
  ask: endpoint({
    method: "POST",
    path: "/api/posts/:postId/asked",
    summary: "Asks the author of a post to edit it, with a reason that they see. Others see nothing of it.",
    input: z.strictObject({ deedId, reason: moderationReason, norm: z.optional(namedNorm) }),
    reply,
    policy: canAskToEdit,
    about: "post",
    logs: ["forums:askedToEdit"],
  }),
  takeBack: endpoint({
    method: "POST",
    path: "/api/posts/:postId/asked/back",
    summary: "Takes back that the author of a post is asked to edit it.",
    input: z.strictObject({ deedId }),
    reply,
    policy: canAskToEdit,
    about: "post",
    logs: ["forums:askedNoMore"],
  }),
};
