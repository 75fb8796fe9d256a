import { toPersonSubject } from "#server/forums/follows.reads";
import { getThread, toKnownThreads } from "#server/forums/threads.reads";
import { listenersAreDone } from "#server/live/publish";
import { buildForum, mentioning, start } from "#server/testing/buildForum";
import { peopleRoom, type Someone, say } from "#server/testing/buildRoom";
import type { TestServer } from "#server/testing/startServer";
import { liveAnHour } from "#server/testing/wholeHour";
import { liveThreads } from "#server/testing/wholeThread";
import { addDebrief } from "#server/testing/world";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { buildMatter } from "./matterSubjects";
import { debriefSubject } from "./subjects";

/** A room to listen to, and somebody who is in it. */
export interface RoomToHear {
  channel: string;
  /** What the policies of its events are asked about. */
  subject: unknown;
  insider: Someone;
  /** It tells nobody who listens. */
  isQuiet?: true;
  /** Does everything in it that can happen there. */
  live(): Promise<unknown>;
}

/** A room or two of each kind that the app offers, in which everything will happen that can. */
export async function buildRooms(server: TestServer): Promise<RoomToHear[]> {
  return [
    await buildHour(server),
    ...(await buildThreads(server)),
    await buildMatter(server),
    await buildNews(server),
    ...(await buildHeld(server)),
  ];
}

/** Where a room's facilitator, and the author, hear of a remark that waits. */
async function buildHeld(server: TestServer): Promise<RoomToHear[]> {
  const { campuses, convenings } = server.world;
  const { debriefId } = await addDebrief(server.world, campuses.alder);
  const room = await peopleRoom(server, {
    ...{ debriefId, conveningId: convenings.northern, campusId: campuses.alder },
  });
  const { params, fay, max } = room;
  const holding = { deedId: newId(), segment: 0, isHolding: true };
  await fay.browser.do(debriefEndpoints.hold, { params, input: holding });
  const live = () => say(room, max, "A word that waits.");
  const subject = { ...debriefSubject(server.world, "alder"), id: debriefId };
  return [
    { channel: `debrieffacilitators:${debriefId}`, subject, insider: fay, isQuiet: true, live },
    {
      channel: `debriefmine:${max.personId}`,
      ...{ subject: await toPersonSubject(max.personId), insider: max, isQuiet: true, live },
    },
  ];
}

/** Somebody's own channel, on which they hear that they were mentioned. */
async function buildNews(server: TestServer): Promise<RoomToHear> {
  const { categoryId, max, mia } = await buildForum(server);
  return {
    channel: `notifications:${mia.personId}`,
    subject: await toPersonSubject(mia.personId),
    insider: mia,
    isQuiet: true,
    async live() {
      await start(categoryId, max, { body: mentioning(mia.personId, "Mia") });
      await listenersAreDone();
    },
  };
}

async function buildHour(server: TestServer): Promise<RoomToHear> {
  const { campuses, convenings } = server.world;
  const { debriefId } = await addDebrief(server.world, campuses.alder);
  const room = await peopleRoom(server, {
    debriefId,
    conveningId: convenings.northern,
    campusId: campuses.alder,
  });
  const subject = { ...debriefSubject(server.world, "alder"), id: debriefId };
  return { channel: room.channel, subject, insider: room.mia, live: () => liveAnHour(room) };
}

async function buildThreads(server: TestServer): Promise<RoomToHear[]> {
  const forum = await buildForum(server);
  const question = await start(forum.categoryId, forum.max, { kind: "question" });
  const poll = await start(forum.categoryId, forum.max, { kind: "poll" });
  const proposal = await start(forum.categoryId, forum.max, { kind: "proposal" });
  const known = await toKnownThreads(await Promise.all([question, poll, proposal].map(getThread)));
  let lived: Promise<void> | undefined;
  return known.map(({ record, subject }) => ({
    channel: `forums:${record._id}`,
    subject,
    insider: forum.mia,
    live() {
      lived ??= liveThreads(forum, { question, poll, proposal });
      return lived;
    },
  }));
}
