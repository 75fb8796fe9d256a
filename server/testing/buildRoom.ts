import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { type Id, newId } from "#shared/ids";
import type { HeldRole } from "#shared/people/viewer";
import type { HttpClient } from "./httpClient";
import type { LiveClient } from "./liveClient";
import type { TestServer } from "./startServer";
import { addDebrief, buildPerson } from "./world";

/** Somebody with a browser and, once they listen, a socket. */
export interface Someone {
  personId: Id;
  name: string;
  browser: HttpClient;
  listen(): Promise<LiveClient>;
}

/** A room of its own for one test, with people of its own, so that no test spends another's share of deeds. */
export interface RoomOfOurs {
  id: Id;
  channel: string;
  conveningId: Id;
  params: { debriefId: Id };
  /** Fay and Finn facilitate; Finn is not of the campus. Max and Mia are of it. Ben is next door, Ola far away. */
  fay: Someone;
  finn: Someone;
  max: Someone;
  mia: Someone;
  ben: Someone;
  ola: Someone;
}

export interface RoomOptions {
  attribution?: "named" | "unnamed";
  stage?: "scheduled" | "open" | "live" | "closing" | "closed";
}

/** Makes a room at Alder and brings it to a stage. */
export async function buildRoom(
  server: TestServer,
  { attribution = "named", stage = "live" }: RoomOptions = {},
): Promise<RoomOfOurs> {
  const { alder } = server.world.campuses;
  const { debriefId, conveningId } = await addDebrief(server.world, alder, { attribution });
  return await peopleRoom(server, { debriefId, conveningId, campusId: alder }, stage);
}

/** Gives a scheduled room its people and brings it to a stage. */
export async function peopleRoom(
  server: TestServer,
  { debriefId, conveningId, campusId }: { debriefId: Id; conveningId: Id; campusId: Id },
  stage: NonNullable<RoomOptions["stage"]> = "live",
): Promise<RoomOfOurs> {
  const { birch, cedar, dogwood } = server.world.campuses;
  const facilitator: HeldRole = { role: "facilitator", scopeKind: "room", scopeId: debriefId };
  const room: RoomOfOurs = {
    id: debriefId,
    channel: `debriefs:${debriefId}`,
    conveningId,
    params: { debriefId },
    fay: await buildSomeone(server, "Fay", campusId, [facilitator]),
    finn: await buildSomeone(server, "Finn", dogwood, [facilitator]),
    max: await buildSomeone(server, "Max", campusId),
    mia: await buildSomeone(server, "Mia", campusId),
    ben: await buildSomeone(server, "Ben", birch),
    ola: await buildSomeone(server, "Ola", cedar),
  };
  const way = ["open", "live", "closing", "closed"] as const;
  for (const to of way.slice(0, way.indexOf(stage as "open") + 1)) {
    await room.fay.browser.do(doors.changeStage, { params: room.params, input: { deedId: newId(), to } });
  }
  return room;
}

/** A new person who is signed in. */
export async function buildSomeone(
  server: TestServer,
  name: string,
  campusId: Id,
  roles: HeldRole[] = [],
): Promise<Someone> {
  const { personId } = await buildPerson(name, campusId, roles);
  const browser = await server.signIn(personId);
  return { personId, name, browser, listen: () => server.listen(personId) };
}

/** Says something as that person and answers its id. */
export async function say(
  { params }: Pick<RoomOfOurs, "params">,
  { browser }: Pick<Someone, "browser">,
  text: string,
  isUnnamed = false,
): Promise<Id> {
  const input = { deedId: newId(), kind: "insight" as const, text, isUnnamed };
  await browser.do(doors.contribute, { params, input });
  return input.deedId;
}
