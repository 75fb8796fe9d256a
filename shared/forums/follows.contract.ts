import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { isMember } from "#shared/people/people.policy";
import { followKinds } from "./follows";
import { canFollowPerson } from "./follows.policy";
import { canReadSpace } from "./spaces.policy";
import { followLevels, threadTag } from "./threads.contract";

/** How many spaces, tags and people somebody can follow or mute. This bounds what it costs to know what is new. */
export const MOST_FOLLOWS = 100;

/** A space, tag or person that somebody follows or mutes. Nobody else's business. */
export const followView = z.object({
  kind: z.enum(followKinds),
  /** The space's or person's id; of a tag the tag itself. */
  targetId: z.string(),
  /** The space's title, the person's name, or the tag. */
  label: z.string(),
  campus: z.nullable(campusMark),
  level: z.enum(followLevels),
  /** Since when: what was begun before is not new. */
  since: z.number(),
});
export type FollowView = z.infer<typeof followView>;

const level = z.enum(followLevels);

export const followEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/follows",
    summary: "The spaces, tags and people that the viewer follows or mutes, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(followView),
    policy: isMember,
    about: "nothing",
  }),
  space: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/follow",
    summary: "Chooses how closely the viewer follows a space; `normal` is not at all.",
    input: z.strictObject({ level }),
    reply: z.object({ level }),
    policy: canReadSpace,
    about: "space",
  }),
  tag: endpoint({
    method: "POST",
    path: "/api/tags/follow",
    summary: "The same of a tag, wherever the viewer may read a thread that has it.",
    input: z.strictObject({ tag: threadTag, level }),
    reply: z.object({ level }),
    policy: isMember,
    about: "nothing",
  }),
  person: endpoint({
    method: "POST",
    path: "/api/people/:personId/follow",
    summary: "The same of the threads that a person begins, where the viewer may read them.",
    input: z.strictObject({ level }),
    reply: z.object({ level }),
    policy: canFollowPerson,
    about: "person",
  }),
};
