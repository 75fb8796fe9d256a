import type { AddressInfo } from "node:net";
import express from "express";

/** An answer to be given again. */
export interface Sample {
  headers: Record<string, string>;
  text: string;
}

/**
 * What ours is compared with: Express as it comes. It is handed answers that ours has given, and gives the same bytes
 * under the same headers to whoever asks, without asking who that is or looking anything up.
 */
const app = express();
const samples = new Map<string, Sample[]>();

app.use(express.json({ limit: "10mb" }));
app.put("/samples/:name", (request, response) => {
  samples.set(request.params.name, request.body as Sample[]);
  response.json({});
});
app.all("/:name/:turn", (request, response) => {
  const all = samples.get(request.params.name) ?? [];
  const { headers, text } = all[Number(request.params.turn) % all.length] as Sample;
  response.set(headers).send(text);
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));
