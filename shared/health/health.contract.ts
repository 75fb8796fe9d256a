import * as z from "zod/mini";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";

/** A figure that fewer people make up is not given: it would be told of them. */
export const FEWEST = 5;

/** How many days are looked at, and how many before them. */
export const PERIOD_DAYS = 30;

/** How evenly people speak: much alike, some more than others, or a few for most. */
export const evennesses = ["even", "mixed", "few"] as const;
export type Evenness = (typeof evennesses)[number];

/** How a group's forum did in a time. What is null fewer than five people would have made up. */
export const periodView = z.object({
  from: z.number(),
  until: z.number(),
  /** How many of those who are in the group today have spoken. */
  spoke: z.nullable(z.number()),
  evenness: z.nullable(z.enum(evennesses)),
  /** Of a hundred posts so many are by the half who wrote least; null unless both halves are five people. */
  quieterShare: z.nullable(z.number()),
  /** Open threads of then that nobody but their author has answered until now. */
  unanswered: z.number(),
  /** After how many minutes half of the answered threads of then had their first answer. */
  firstAnswer: z.nullable(z.number()),
  /** How many came in then and are members today. */
  came: z.nullable(z.number()),
  /** How many of these have spoken since. */
  cameAndSpoke: z.nullable(z.number()),
  /** How many of these were followed by somebody else in the thread where they first spoke. */
  welcomed: z.nullable(z.number()),
});
export type PeriodView = z.infer<typeof periodView>;

/** How a group's forum does: figures of many people together, and of nobody. */
export const healthView = z.object({
  /** How many are in the group today. */
  members: z.number(),
  now: periodView,
  /** As many days before; null where more was said than is counted. */
  before: z.nullable(periodView),
  /** Where more was said than is counted: from when on all of it is. */
  countedFrom: z.nullable(z.number()),
  /** Of the unanswered threads of both times those that wait the longest, at most ten. */
  waiting: z.array(z.object({ threadId: idSchema, title: z.string(), at: z.number() })),
});
export type HealthView = z.infer<typeof healthView>;

export const healthEndpoints = {
  ofGroup: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/health",
    summary: "How a group’s forum does, for those who facilitate it: figures of many, and of nobody.",
    input: z.strictObject({}),
    reply: healthView,
    policy: canFacilitateGroup,
    about: "group",
  }),
};
