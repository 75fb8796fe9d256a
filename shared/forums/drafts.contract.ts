import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { keptRichText, richText } from "#shared/richText/richText.contract";

/** What is being written: a thread for a category, a reply in a thread, a post anew. `about` is the id of that. */
export const draftKinds = ["thread", "reply", "edit"] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Half-written words, kept for one person on all their devices. Nobody else ever sees them. */
export const draftView = z.object({
  kind: z.enum(draftKinds),
  about: idSchema,
  /** Empty but for a new thread. */
  title: z.string(),
  body: z.nullable(keptRichText),
  /** Grows with every save: saving on another than this is a conflict, answered with what is kept. */
  version: z.number(),
  at: z.number(),
});
export type DraftView = z.infer<typeof draftView>;

const which = { kind: z.enum(draftKinds), about: idSchema };

export const draftEndpoints = {
  find: endpoint({
    method: "GET",
    path: "/api/drafts/one",
    summary: "The viewer's draft of that, or null.",
    input: z.strictObject(which),
    reply: z.object({ draft: z.nullable(draftView) }),
    policy: isMember,
    about: "nothing",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/drafts",
    summary: "The viewer's drafts, latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(draftView),
    policy: isMember,
    about: "nothing",
  }),
  keep: endpoint({
    method: "POST",
    path: "/api/drafts",
    summary:
      "Keeps what is half written over the version one has seen (0 where there was none). Where another device has written since, nothing is overwritten: `isKept` is false, with the draft that is there. A body of null and an empty title let the draft go.",
    input: z.strictObject({
      ...which,
      title: z.string().check(z.maxLength(160)),
      body: z.nullable(richText),
      version: z.int().check(z.gte(0)),
    }),
    reply: z.object({ isKept: z.boolean(), draft: z.nullable(draftView) }),
    policy: isMember,
    about: "nothing",
  }),
};
