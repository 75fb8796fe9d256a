import type { Id } from "#shared/ids";

/** What the server tells its other features about groups. None of it leaves the server. */
export interface GroupAnnouncements {
  /** Somebody asks to be let in. */
  "groups:asked": { groupId: Id; requestId: Id; personId: Id };
  /** Somebody's request was answered. */
  "groups:answered": { groupId: Id; requestId: Id; personId: Id; isAccepted: boolean };
  /** Somebody with an account was invited. */
  "groups:invited": { groupId: Id; invitationId: Id; personId: Id };
  /** Somebody was removed, for that reason. */
  "groups:removed": { groupId: Id; personId: Id; reason: string };
}
