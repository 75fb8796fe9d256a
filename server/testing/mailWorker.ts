import mongoose from "mongoose";
import { connectDatabase } from "#server/database/connect";
import { makeMailer } from "#server/mail/send";
import { wakeMailings } from "#server/notifications/mailings.commands";

/*
 * A process of its own that mails what is due, and dies at a chosen moment as in a power cut: when a command of that
 * name is about to be sent to a collection with certain words in it, or has been answered.
 */

const [
  uri = "",
  smtpUrl = "",
  secret = "",
  passed = "0",
  when = "",
  command = "",
  collection = "",
  words = "",
] = process.argv.slice(2);

await connectDatabase(`${uri}&monitorCommands=true`);
const chosen = new Set<number>();
const client = mongoose.connection.getClient();
const die = () => process.kill(process.pid, "SIGKILL");
client.on("commandStarted", ({ commandName, requestId, command: sent }) => {
  if (commandName !== command || (sent as Record<string, unknown>)[commandName] !== collection) return;
  if (!JSON.stringify(sent).includes(words)) return;
  if (when === "before") die();
  chosen.add(requestId);
});
client.on("commandSucceeded", ({ requestId }) => {
  if (when === "after" && chosen.has(requestId)) die();
});

const mailer = makeMailer({
  smtpUrl: smtpUrl === "" ? null : smtpUrl,
  mailFrom: { name: "Throughline", address: "line@example.edu" },
});
const clock = () => Date.now() + Number(passed);
await wakeMailings({ mailer, clock, secret, origin: () => "https://line.example" }, async () => {});
mailer.close();
await mongoose.disconnect();
