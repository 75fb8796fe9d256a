import * as z from "zod/mini";
import { canReadSpace } from "#shared/forums/spaces.policy";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isAnyone, isMember } from "#shared/people/people.policy";

/** An address of one's own at which a program reads what is said in a space. */
export const feedView = z.object({
  spaceId: idSchema,
  /** Empty where the person may not read the space any more: then the feed says nothing either. */
  spaceTitle: z.string(),
  /** When its token was made, in milliseconds since the epoch. */
  madeAt: z.number(),
});
export type FeedView = z.infer<typeof feedView>;

export const feedEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/feeds",
    summary: "The viewer’s own feeds. Their tokens are kept nowhere, so none is told.",
    input: z.strictObject(pageInput),
    reply: pageOf(feedView),
    policy: isMember,
    about: "nothing",
  }),
  read: endpoint({
    method: "GET",
    path: "/api/feeds/:spaceId",
    summary:
      "What was last said in a space, as Atom (RFC 4287), as far as the owner of the token may read it now. Everything else is answered like nothing at all.",
    input: z.strictObject({ token: z.string().check(z.maxLength(200)) }),
    reply: z.string(),
    replyType: "application/atom+xml",
    policy: isAnyone,
    about: "feed",
  }),
  make: endpoint({
    method: "POST",
    path: "/api/feeds/:spaceId",
    summary: "Makes the viewer’s feed of a space, or gives it a new token. The token is told this once.",
    reply: z.object({ token: z.string() }),
    policy: canReadSpace,
    about: "space",
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/api/feeds/:spaceId",
    summary: "Takes the viewer’s feed of a space away, also of one that they may not read any more.",
    reply: z.object({}),
    policy: isMember,
    about: "feed",
  }),
};
