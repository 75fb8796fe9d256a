import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { personMark } from "./people.contract";
import { canBlock, isMember } from "./people.policy";

/** How many people somebody can block. This bounds what it costs to leave out what they say. */
export const MOST_BLOCKS = 100;

/** Somebody whom the viewer has blocked. Nobody else's business. */
export const blockView = z.object({
  person: personMark,
  /** Since when; milliseconds since the epoch. */
  at: z.number(),
});
export type BlockView = z.infer<typeof blockView>;

export const blockEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/blocks",
    summary: "Whom the viewer has blocked, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(blockView),
    policy: isMember,
    about: "nothing",
  }),
  block: endpoint({
    method: "POST",
    path: "/api/people/:personId/block",
    summary:
      "Blocks somebody, or no longer. Neither is told of what the other says to them nor finds the other to name them, and what they say is folded for the viewer. What those who look after a place do in it reaches everybody all the same. Nobody is told of it.",
    input: z.strictObject({ isOn: z.boolean() }),
    reply: z.object({ isOn: z.boolean() }),
    policy: canBlock,
    about: "person",
  }),
};
