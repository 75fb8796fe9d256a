import mongoose, { Schema } from "mongoose";
import { newId } from "#shared/ids";

interface RevocationRecord {
  _id: string;
  personId: string;
  sessionId: string | null;
  origin: string | null;
}

/** Says to every process that somebody's rights or a session have changed. Kept for a minute. */
const revocation = new Schema(
  {
    _id: { type: String, default: () => newId() },
    personId: { type: String, required: true },
    /** Null where all of the person's sessions are meant. */
    sessionId: { type: String, default: null },
    /** The process that announced it, which needs no telling; null from a command line. */
    origin: { type: String, default: null },
    at: { type: Date, required: true },
  },
  {
    versionKey: false,
    collection: "revocations",
    statics: {
      /** Everything revoked after that moment by others than that process. No index tells apart who is not meant. */
      async since(moment: Date, origin: string): Promise<RevocationRecord[]> {
        const recent = await this.find({ at: mongoose.trusted({ $gt: moment }) }).lean<RevocationRecord[]>();
        return recent.filter((revoked) => revoked.origin !== origin);
      },
    },
  },
);
revocation.index({ at: 1 }, { expireAfterSeconds: 60 });

export const Revocation = mongoose.model("Revocation", revocation);
