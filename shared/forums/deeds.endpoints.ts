import type * as z from "zod/mini";
import { endpoint, type Schema } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { factOf } from "#shared/live/event";
import type { Policy } from "#shared/people/viewer";
import type { LoggedInForums } from "./logged";
import { type ForumEventName, type ForumFactOf, forumEvents } from "./threads.events";
import type { PostSubject, ThreadSubject } from "./threads.policy";

/** Made by the device, once for each deed: sending it again is the same deed, and is answered the same. */
export const deedId = idSchema;

/** A deed in a thread: it is answered with the fact that all its readers are told. */
export function deedIn<const Path extends string, Input extends Schema, const Name extends ForumEventName>(
  path: Path,
  summary: string,
  policy: Policy<ThreadSubject>,
  input: Input,
  name: Name,
  logs?: readonly LoggedInForums[],
) {
  return endpoint({
    method: "POST",
    path: `/api/threads/:threadId/${path}` as const,
    summary,
    input,
    reply: factSchema(name),
    policy,
    about: "thread",
    ...(logs && { logs }),
  });
}

/** The same for a deed on one of its posts. */
export function deedOn<const Path extends string, Input extends Schema, const Name extends ForumEventName>(
  path: Path,
  summary: string,
  policy: Policy<PostSubject>,
  input: Input,
  name: Name,
  logs?: readonly LoggedInForums[],
) {
  return endpoint({
    method: "POST",
    path: `/api/posts/:postId/${path}` as const,
    summary,
    input,
    reply: factSchema(name),
    policy,
    about: "post",
    ...(logs && { logs }),
  });
}

/** What a deed is answered with: the fact of that name. */
export function factSchema<const Name extends ForumEventName>(name: Name) {
  return factOf(name, forumEvents[name]) as unknown as z.ZodMiniType<ForumFactOf<Name>>;
}
