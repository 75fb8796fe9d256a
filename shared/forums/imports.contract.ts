import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { canMoveSpace } from "./spaces.policy";

/** The largest file, as it is sent: browsers pack it first. */
export const MOST_BYTES = 24_000_000;
/** So much of it goes in one piece, before it is written as base64. */
export const PIECE = 48_000;

/**
 * `arriving` piece by piece, then `checking` from end to end; `checked` it waits for a yes or is found faulty; `running`
 * it is brought in, until it is `done`. `refused` cannot be read at all, for the `reason` given.
 */
export const importStates = ["arriving", "checking", "checked", "running", "done", "refused"] as const;
export type ImportState = (typeof importStates)[number];

/** What is wrong with one row: of a table or of JSON Lines counted from 1, its head included. */
export const importProblem = z.object({
  row: z.number(),
  /** Which of its fields, by name; empty where it is the whole. */
  field: z.string(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

/** What bringing a file in would do. */
export const importPlan = z.object({
  threads: z.number(),
  posts: z.number(),
  /** Of these posts, those that are here already and stay as they are. */
  known: z.number(),
  /** Authors who are here, known by their confirmed address, and others, who are named and marked. */
  authorsHere: z.number(),
  authorsAway: z.number(),
  /** Categories that are made for it. */
  categories: z.array(z.string()),
  /** When its first and last post were written. */
  from: z.nullable(z.number()),
  to: z.nullable(z.number()),
});
export type ImportPlan = z.infer<typeof importPlan>;

export const importView = z.object({
  id: idSchema,
  spaceId: idSchema,
  fileName: z.string(),
  categoryId: idSchema,
  state: z.enum(importStates),
  size: z.number(),
  /** How much of it has arrived. */
  received: z.number(),
  /** Null until it was checked. */
  plan: z.nullable(importPlan),
  /** The first of its problems, and how many there are: nothing is brought in while there is one. */
  problems: z.array(importProblem),
  problemCount: z.number(),
  reason: z.string(),
  /** What has been brought in. */
  done: z.object({ threads: z.number(), posts: z.number() }),
});
export type ImportView = z.infer<typeof importView>;

export const importEndpoints = {
  begin: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/imports",
    summary:
      "Begins to bring a community into a space, from a file that is sent in pieces. Its id is made by the device.",
    input: z.strictObject({
      importId: idSchema,
      fileName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      size: z
        .int()
        .check(z.gte(1, "That file is empty."), z.lte(MOST_BYTES, "A file has at most 24 MB, packed.")),
      /** For threads that name no category. */
      categoryId: idSchema,
    }),
    reply: importView,
    policy: canMoveSpace,
    about: "space",
  }),
  send: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/imports/:importId/pieces",
    summary:
      "Sends the next piece, as base64; `at` says where in the file it begins. One that was sent before is passed over.",
    input: z.strictObject({
      at: z.int().check(z.gte(0)),
      bytes: z.string().check(z.minLength(1), z.maxLength(64_000), z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
    }),
    reply: z.object({ received: z.number() }),
    policy: canMoveSpace,
    about: "space",
  }),
  check: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/imports/:importId/check",
    summary: "Has the file read from end to end, without bringing anything in.",
    input: z.strictObject({}),
    reply: importView,
    policy: canMoveSpace,
    about: "space",
  }),
  run: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/imports/:importId/run",
    summary:
      "Brings in what was checked and found whole. Nobody is written to. What is cut short goes on by itself.",
    input: z.strictObject({}),
    reply: importView,
    policy: canMoveSpace,
    about: "space",
    logs: ["forums:imported"],
  }),
  show: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/imports/:importId",
    summary: "How far an import is, what it would do, and what is wrong with its file.",
    reply: importView,
    policy: canMoveSpace,
    about: "space",
  }),
};
