import { deskName } from "#server/care/desks.reads";
import { keepReport } from "#server/care/reports.model";
import type { TestServer } from "#server/testing/startServer";
import type { World } from "#server/testing/world";
import { canSettleReport, type DeskSubject } from "#shared/care/care.policy";
import type { PlacementSubject } from "#shared/forums/threads.policy";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listThreads } from "./forumSubjects";
import { type Case, debriefSubject } from "./subjects";

/** Every kind of desk, with what it is called. */
export async function listDesks(world: World): Promise<[string, DeskSubject][]> {
  const threads = await listThreads(world);
  const spaces = threads.map(({ name, thread }): [string, DeskSubject] => [
    `to those of ${name}`,
    { kind: "space", space: (thread.subject.placements[0] as PlacementSubject).category.space },
  ]);
  return [
    ...spaces,
    ["to those of the own room", { kind: "room", room: debriefSubject(world, "alder") }],
    ["to those of another room", { kind: "room", room: debriefSubject(world, "cedar") }],
    ["to the own program’s stewards", { kind: "program", programId: world.programs.northern }],
    ["to another program’s stewards", { kind: "program", programId: world.programs.southern }],
    ["to the administrators", { kind: "site" }],
  ];
}

/** Reports to every kind of desk, about somebody and about whoever asks. */
export async function reportCases({ world }: TestServer): Promise<Case[]> {
  const postId = (await listThreads(world))[0]!.thread.record._id;
  return (await listDesks(world)).flatMap(([name, desk]): Case[] => {
    const aboutOneself = ({ personId }: Viewer) => ({ desk, aboutId: personId ?? "" });
    const somebody = newId();
    return [
      {
        ...{ name: `about somebody, ${name}`, subject: { desk, aboutId: somebody } },
        mayKnow: (viewer) => canSettleReport(viewer, { desk, aboutId: somebody }),
        fields: async () => ({ reportId: await report(postId, desk, somebody) }),
      },
      {
        ...{ name: `about oneself, ${name}`, subject: { desk, aboutId: "" }, subjectFor: aboutOneself },
        mayKnow: () => false,
        fields: async ({ viewer }) => ({ reportId: await report(postId, desk, viewer.personId ?? newId()) }),
      },
    ];
  });
}

async function report(postId: Id, desk: DeskSubject, aboutId: Id): Promise<Id> {
  const made = { _id: newId(), postId, reporterId: newId(), aboutId, desk: deskName(desk) };
  await keepReport({ ...made, reason: "other", note: "" });
  return made._id;
}
