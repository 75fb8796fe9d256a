import { DeskNote, keepDeskNote } from "#server/care/deskNotes.model";
import { buildForum } from "#server/testing/buildForum";
import type { TestServer } from "#server/testing/startServer";
import type { AppealSubject } from "#shared/care/appeals.policy";
import type { ReportSubject } from "#shared/care/care.policy";
import { deskNoteEndpoints as doors } from "#shared/care/deskNotes.contract";
import { canLookInto, type MatterSubject } from "#shared/care/matters.policy";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { appealCases } from "./appealSubjects";
import { reported } from "./lookingAfter";
import { reportCases } from "./reportSubjects";
import type { RoomToHear } from "./rooms";
import type { Case } from "./subjects";

/** More than a page of notes. */
const MANY = 21;

/** Reports on every kind of desk and appeals on one, about somebody; and the same about whoever asks. */
export async function matterCases(server: TestServer): Promise<Case[]> {
  const appeals = (await appealCases(server)).filter(({ subject }) => isOnSite(subject as AppealSubject));
  const all = [...(await reportCases(server)), ...appeals];
  const known = await Promise.all(all.filter(({ subjectFor }) => subjectFor === undefined).map(toKnown));
  const own = all.filter(({ subjectFor }) => subjectFor !== undefined).map(toOwn);
  return [
    ...known,
    ...own.map((one) => ({ ...one, channels: known[0]!.channels, subject: known[0]!.subject })),
  ];
}

/** A note of somebody’s and one’s own, on a desk of each kind. */
export async function deskNoteCases(server: TestServer): Promise<Case[]> {
  const matters = (await reportCases(server)).filter(({ subjectFor }) => subjectFor === undefined);
  return [...matters.slice(0, 1), ...matters.slice(-3)].flatMap(({ name, subject, fields }): Case[] => {
    const matter = subject as ReportSubject;
    const mayKnow = (viewer: Viewer) => canLookInto(viewer, matter);
    const leave = async (by: Id) => {
      const { reportId: matterId } = (await fields(undefined as never)) as { reportId: Id };
      const note = { _id: newId(), matterId, by, words: "Let us wait." };
      return { noteId: (await keepDeskNote(note))?._id };
    };
    const somebody = newId();
    return [
      {
        ...{ name: `somebody’s ${name}`, subject: { matter, byId: somebody }, mayKnow },
        fields: () => leave(somebody),
      },
      {
        ...{ name: `one’s own ${name}`, subject: { matter, byId: "" }, mayKnow },
        subjectFor: ({ personId }) => ({ matter, byId: personId ?? "" }),
        fields: ({ viewer }) => leave(viewer.personId ?? newId()),
      },
    ];
  });
}

/** A report on a desk, about which somebody leaves a note. */
export async function buildMatter(server: TestServer): Promise<RoomToHear> {
  const forum = await buildForum(server);
  const commons = { spaceId: forum.spaceId, categoryId: forum.categoryId };
  const { reportId: matterId } = await reported({ server, forum, commons });
  const known = (await reportCases(server))[0]!.subject as ReportSubject;
  return {
    channel: `care:${matterId}`,
    subject: { ...known, aboutId: forum.max.personId },
    insider: forum.stu,
    async live() {
      const input = { noteId: newId(), words: "Let us wait." };
      await forum.stu.browser.do(doors.leave, { params: { matterId }, input });
    },
  };
}

function isOnSite({ desk }: MatterSubject): boolean {
  return desk.kind === "site";
}

/** One that lies there for all who ask, about which much is noted where administrators keep the desk. */
async function toKnown({ name, subject, mayKnow, fields }: Case): Promise<Case> {
  const { reportId, appealId } = await fields(undefined as never);
  const matterId = (reportId ?? appealId) as Id;
  if (isOnSite(subject as MatterSubject)) await fillNotes(matterId);
  return { name, subject, mayKnow, channels: [`care:${matterId}`], fields: async () => ({ matterId }) };
}

/** One about whoever asks; there is none to listen to for all of them. */
function toOwn(one: Case): Case {
  const fields: Case["fields"] = async (asker) => {
    const { reportId, appealId } = await one.fields(asker);
    return { matterId: reportId ?? appealId };
  };
  return { ...one, fields };
}

async function fillNotes(matterId: Id): Promise<void> {
  const notes = Array.from({ length: MANY }, (_, at) => {
    const [_id, order] = [newId(), `${String(at).padStart(15, "0")}:${newId()}`];
    return { _id, matterId, by: newId(), words: "Let us wait.", at, order, isTakenBack: false };
  });
  await DeskNote.insertMany(notes);
}
