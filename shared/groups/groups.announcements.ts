import type { Id } from "#shared/ids";
import type { LoggedInGroups } from "./logged";

/** What the server tells its other features about groups. None of it leaves the server. */
export interface GroupAnnouncements {
  /** Somebody asks to be let in. */
  "groups:asked": { groupId: Id; requestId: Id; personId: Id };
  /** Somebody with an account was invited. */
  "groups:invited": { groupId: Id; invitationId: Id; personId: Id };
  /** A facilitator did something to somebody, as that entry of the group's log tells. */
  "groups:done": { groupId: Id; entryId: Id; deed: LoggedInGroups; personId: Id };
}
