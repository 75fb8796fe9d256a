import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda, type AgendaOptions } from "agenda";
import { MongoClient } from "mongodb";

/** One process's agenda, with a connection of its own. */
export interface TestAgenda {
  agenda: Agenda;
  client: MongoClient;
  errors: unknown[];
  close(): Promise<void>;
}

/** An agenda on a store that looks for jobs every few milliseconds; it still has to be started. */
export async function openAgenda(
  uri: string,
  name: string,
  options: Partial<AgendaOptions> = {},
): Promise<TestAgenda> {
  const client = await new MongoClient(uri).connect();
  const backend = new MongoBackend({ mongo: client.db("jobs") });
  const agenda = new Agenda({ backend, name, processEvery: 25, ...options });
  const errors: unknown[] = [];
  agenda.on("error", (error) => errors.push(error));
  await agenda.ready;
  return {
    agenda,
    client,
    errors,
    async close() {
      await agenda.stop();
      await client.close();
    },
  };
}
