import * as z from "zod/mini";
import { namedNorm } from "#shared/groups/norms.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { deedId, deedIn, deedOn } from "./deeds.endpoints";
import { heldStates, heldView } from "./held.contract";
import { canDecideHeld, canTakeHeldBack } from "./held.policy";
import { canSpreadThread, canTakeThreadAway } from "./readers.policy";
import { canModerateSpace } from "./spaces.policy";
import { threadTitle } from "./threads.contract";
import { canHidePost, canModerateThread, canReadPost } from "./threads.policy";

/** Posts that are moved in one deed. */
export const MOST_MOVED = 500;
/** How long people may be made to wait between their replies, in seconds. */
export const PACES = [60, 300, 900, 3_600, 14_400, 86_400] as const;
/** How long a thread may be slowed down at most, in milliseconds. */
export const LONGEST_SLOW = 90 * 86_400_000;

/** Told to those whose words it is about. */
export const moderationReason = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say why, so that those whom it is about can understand it."),
    z.maxLength(400, "A reason has at most 400 characters."),
  );

/** What those who look after a thread do with all of it. */
export const moderationEndpoints = {
  split: deedIn(
    "split",
    "Makes a new thread of some replies, in a category in which the viewer may start one and which no more people read. Each reply keeps its id and leaves a mark at its place.",
    canModerateThread,
    z.strictObject({
      deedId,
      /** Made by the device: the new thread's id to be. */
      newThreadId: idSchema,
      categoryId: idSchema,
      title: threadTitle,
      postIds: z
        .array(idSchema)
        .check(
          z.minLength(1, "Choose at least one reply."),
          z.maxLength(MOST_MOVED, "At most 500 replies are moved at once."),
        ),
    }),
    "forums:postsLeft",
    ["forums:split"],
  ),
  merge: deedIn(
    "merge",
    "Puts everything that was said in the thread at the end of another one that no more people read, and closes it.",
    canModerateThread,
    z.strictObject({ deedId, intoId: idSchema }),
    "forums:postsLeft",
    ["forums:merged"],
  ),
  moveHome: deedIn(
    "home",
    "Gives the thread another home: a category of another space.",
    canSpreadThread,
    z.strictObject({ deedId, categoryId: idSchema }),
    "forums:placed",
    ["forums:movedHome"],
  ),
  crossPost: deedIn(
    "places",
    "Lets the thread stand in a category of a further space too.",
    canSpreadThread,
    z.strictObject({ deedId, categoryId: idSchema }),
    "forums:placed",
    ["forums:crossPosted"],
  ),
  takeAway: deedIn(
    "places/away",
    "Takes the thread away from one of the spaces in which it stands beside its home.",
    canTakeThreadAway,
    z.strictObject({ deedId, spaceId: idSchema }),
    "forums:placed",
    ["forums:takenAway"],
  ),
  pace: deedIn(
    "pace",
    "Slows the thread down for a while, with a reason, or no longer; and lets every reply wait for a moderator, or no longer.",
    canModerateThread,
    z.strictObject({
      deedId,
      slow: z.nullable(
        z.strictObject({
          seconds: z.int().check(z.gte(PACES[0]), z.lte(86_400)),
          reason: moderationReason,
          /** Milliseconds since the epoch. */
          until: z.int().check(z.gte(0)),
        }),
      ),
      isHolding: z.boolean(),
    }),
    "forums:paced",
    ["forums:paced"],
  ),
  hold: deedOn(
    "holding",
    "Takes a shown post back to be looked at, with a reason that its author sees.",
    canHidePost,
    z.strictObject({ deedId, reason: moderationReason, norm: z.optional(namedNorm) }),
    "forums:postChanged",
    ["forums:heldBack"],
  ),
  whereabouts: endpoint({
    method: "GET",
    path: "/api/posts/:postId/whereabouts",
    summary: "Where a post stands by now: where the mark of a moved one leads.",
    reply: z.object({ threadId: idSchema, place: z.number(), title: z.string() }),
    policy: canReadPost,
    about: "post",
  }),
};

/** What waits for a moderator. */
export const heldEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/held",
    summary: "What waits for the moderators of a space, the oldest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(heldView),
    policy: canModerateSpace,
    about: "space",
  }),
  listOwn: endpoint({
    method: "GET",
    path: "/api/held",
    summary: "What of the viewer's own waits for a moderator or was not let through, the newest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(heldView),
    policy: isMember,
    about: "nothing",
  }),
  release: endpoint({
    method: "POST",
    path: "/api/held/:heldId/release",
    summary: "Lets it through: it takes the next place. Who decides second is told that it is decided.",
    input: z.strictObject({ deedId }),
    reply: z.object({ state: z.enum(heldStates) }),
    policy: canDecideHeld,
    about: "held",
    logs: ["forums:released"],
  }),
  refuse: endpoint({
    method: "POST",
    path: "/api/held/:heldId/refuse",
    summary: "Does not let it through, with a reason that its author sees.",
    input: z.strictObject({ deedId, reason: moderationReason, norm: z.optional(namedNorm) }),
    reply: z.object({ state: z.enum(heldStates) }),
    policy: canDecideHeld,
    about: "held",
    logs: ["forums:refused"],
  }),
  takeBack: endpoint({
    method: "POST",
    path: "/api/held/:heldId/withdrawal",
    summary: "Takes one's own back before anybody has decided; its words are gone.",
    input: z.strictObject({ deedId }),
    reply: z.object({ state: z.enum(heldStates) }),
    policy: canTakeHeldBack,
    about: "held",
  }),
};
