import type { Id } from "#shared/ids";

/** What the server tells its other features about care. None of it leaves the server. */
export interface CareAnnouncements {
  /** Somebody has reported a post. */
  "care:reported": { reportId: Id };
  /** A report was settled. */
  "care:settled": { reportId: Id };
  /** A report was handed from one desk to another. */
  "care:handedUp": { reportId: Id; fromDesk: string };
  /** Somebody asks that what was done to them is looked at again. */
  "care:appealed": { appealId: Id };
  /** An appeal was handed from one desk to another. */
  "care:appealHandedUp": { appealId: Id; fromDesk: string };
  /** An appeal was decided about. */
  "care:decided": { appealId: Id };
}
