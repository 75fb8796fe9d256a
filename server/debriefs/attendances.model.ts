import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";

/** That a person was in a room while it was open. Counted for the digest; never listed to peers. */
interface AttendanceRecord {
  /** `debriefId:personId`. */
  _id: string;
  debriefId: Id;
  personId: Id;
  at: Date;
}

const attendance = new Schema<AttendanceRecord>(
  {
    _id: { type: String, required: true },
    debriefId: { type: String, required: true },
    personId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: "debriefAttendances", strict: "throw" },
);
attendance.index({ debriefId: 1 });
attendance.index({ personId: 1 });

export const Attendance = mongoose.model("DebriefAttendance", attendance);

/** Notes that those people were there; noting it again changes nothing. */
export async function noteAttendance(debriefId: Id, personIds: readonly Id[]): Promise<void> {
  if (personIds.length === 0) return;
  const at = new Date();
  await Attendance.bulkWrite(
    personIds.map((personId) => ({
      updateOne: {
        filter: { _id: `${debriefId}:${personId}` },
        update: { $setOnInsert: { debriefId, personId, at } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** How many people were there. */
export async function countAttendance(debriefId: Id): Promise<number> {
  return await Attendance.countDocuments({ debriefId });
}
