import mongoose from "mongoose";

/**
 * Does what has to be done once to what was stored before, and never again on any later start. Where it was cut short it
 * is begun anew, and two servers that start together may both do it: the work has to bear that.
 */
export async function onceEver(name: string, work: () => Promise<void>): Promise<void> {
  const done = mongoose.connection.collection<{ _id: string; at: Date }>("doneOnce");
  if ((await done.findOne({ _id: name })) !== null) return;
  await work();
  await done.updateOne({ _id: name }, { $setOnInsert: { at: new Date() } }, { upsert: true });
}
