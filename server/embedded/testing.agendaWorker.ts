import { openAgenda } from "./testing.agenda";

/** A process of its own that runs jobs and writes down who ran which. */
const [uri, name] = process.argv.slice(2) as [string, string];
const { agenda, client } = await openAgenda(uri, name);
agenda.define<{ number: number }>("numbered", async (job) => {
  await client.db("jobs").collection("runs").insertOne({ number: job.attrs.data.number, by: name });
});
await agenda.start();
process.send?.("started");
