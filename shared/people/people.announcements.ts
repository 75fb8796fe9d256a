import type { Id } from "#shared/ids";

/** What the server tells its other features about people. None of it leaves the server. */
export interface PeopleAnnouncements {
  /** Somebody has blocked somebody, or does so no longer. */
  "people:blocked": { personId: Id };
}
