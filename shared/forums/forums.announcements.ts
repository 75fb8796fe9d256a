import type { Id } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";

/** What the server tells its other features besides what is heard in channels. None of it leaves the server. */
export interface ForumAnnouncements {
  /** A thread was begun; its opening has its id. */
  "forums:started": {
    threadId: Id;
    authorId: Id;
    body: RichTextDocument;
  };
  /** Somebody has read a thread of so many posts as far as that place, or wants it to be new from there again. */
  "forums:read": { personId: Id; threadId: Id; readTo: number; posts: number };
  /** The author of a post is asked to edit it, or no longer. */
  "forums:asked": { askedId: Id };
  /** Somebody follows something otherwise than before. */
  "forums:followed": { personId: Id };
}
