import { type CastKey, cast } from "#server/accounts/cast";
import { keepRole } from "#server/campuses/roles.model";
import { answer, contribute, react } from "#server/debriefs/contributions.commands";
import { scheduleDebrief } from "#server/debriefs/debriefs.commands";
import { listDebriefRecords } from "#server/debriefs/debriefs.model";
import { recallRoom } from "#server/debriefs/rooms.reads";
import { changeStage, changeTimer, moveStage } from "#server/debriefs/stage.commands";
import type { ContributionKind } from "#shared/debriefs/debriefs.contract";
import { timeLeft } from "#shared/debriefs/timer";
import { type Id, newId } from "#shared/ids";
import type { GivenRole, HeldRole, Viewer } from "#shared/people/viewer";
import type { Demonstration } from "./seed";

const MINUTE = 60_000;
/** The segments of the default guide that are behind the room, and the one in which a newcomer finds it. */
const GLEANED = 2;
const TRYING = 3;

/**
 * Schedules today's debriefs of the demonstration and begins Alder's, so that whoever comes in stands in a live room.
 * A room whose time ran out since the last start is given new time.
 */
export async function seedDebriefs(demonstration: Demonstration, now = Date.now()): Promise<void> {
  const { conveningId, campuses } = demonstration;
  const known = await listDebriefRecords({ conveningId }, null, 10);
  const alder = known.find(({ campusId }) => campusId === campuses.alder);
  if (alder !== undefined) return await giveNewTime(demonstration, alder._id, now);

  await schedule(demonstration, "birch", now + 120 * MINUTE, "Student Center 204");
  await schedule(demonstration, "cedar", now + 180 * MINUTE, "");
  await begin(
    demonstration,
    await schedule(demonstration, "alder", now - 20 * MINUTE, "Library, seminar room"),
  );
}

async function schedule(
  { conveningId, campuses }: Demonstration,
  campus: keyof Demonstration["campuses"],
  startsAt: number,
  place: string,
): Promise<Id> {
  const campusId = campuses[campus];
  const coordinator = anybody(campusId, { role: "coordinator", scopeKind: "campus", scopeId: campusId });
  const debriefId = newId();
  const input = { debriefId, conveningId, campusId, startsAt, place, attribution: "named" as const };
  await scheduleDebrief(coordinator, input);
  return debriefId;
}

/** Brings the room to where it is worth coming in: some words said, one segment under way. */
async function begin(demonstration: Demonstration, roomId: Id): Promise<void> {
  const facilitates: GivenRole = { role: "facilitator", scopeKind: "room", scopeId: roomId };
  await keepRole({ ...facilitates, personId: demonstration.people.fay, givenBy: demonstration.people.cora });
  const fay = actor(demonstration, "fay", facilitates);
  const max = actor(demonstration, "max");
  const mia = actor(demonstration, "mia");
  const say = async (who: Viewer, kind: ContributionKind, text: string, isUnnamed = false) => {
    const deedId = newId();
    await contribute(who, roomId, { deedId, kind, text, isUnnamed });
    return deedId;
  };

  await changeStage(fay, roomId, { deedId: newId(), to: "open" });
  await changeStage(fay, roomId, { deedId: newId(), to: "live" });
  await moveStage(fay, roomId, { deedId: newId(), from: 0, to: GLEANED });
  await say(mia, "question", "Who already has the standing to start this, without asking anybody first?");
  await say(
    max,
    "experience",
    "When we sent the form from the counselors instead of the office, twice as many answered.",
  );
  await moveStage(fay, roomId, { deedId: newId(), from: GLEANED, to: TRYING });
  const pilot = await say(
    max,
    "application",
    "Pilot it in two divisions before spring, and tell people what the last round changed.",
  );
  await say(mia, "concern", "In a small department three answers are enough to know who wrote them.", true);
  await answer(mia, roomId, {
    deedId: newId(),
    contributionId: pilot,
    text: "The library would be one of the two.",
    isUnnamed: false,
  });
  for (const who of [mia, fay]) {
    await react(who, roomId, { deedId: newId(), contributionId: pilot, reaction: "resonates", isOn: true });
  }
}

async function giveNewTime(demonstration: Demonstration, roomId: Id, now: number): Promise<void> {
  const { view } = await recallRoom(roomId);
  if (view.stage !== "live" || timeLeft(view.position.timer, now) > 0) return;
  const facilitates: GivenRole = { role: "facilitator", scopeKind: "room", scopeId: roomId };
  const fay = actor(demonstration, "fay", facilitates);
  await changeTimer(fay, roomId, { deedId: newId(), change: "extend", minutes: 20 });
}

/** One of the cast, as the policies see them. */
function actor({ people, campuses }: Demonstration, key: CastKey, ...roles: HeldRole[]): Viewer {
  const { name, unit, campusKey } = cast.find((member) => member.key === key)!;
  return { personId: people[key], name, unit, campusId: campuses[campusKey], isVerified: true, roles };
}

/** Somebody who holds that role and is nobody in particular. */
function anybody(campusId: Id, ...roles: HeldRole[]): Viewer {
  return { personId: newId(), name: "", unit: "", campusId, isVerified: true, roles };
}
