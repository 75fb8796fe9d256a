import { listCampuses } from "#server/campuses/campuses.reads";
import { notFound } from "#server/errors";
import type { Id } from "#shared/ids";
import { isAdministrator, isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import type { ProgramView } from "#shared/programs/programs.contract";
import { listProgramsById, listProgramsOf, Program, type ProgramRecord } from "./programs.model";
import { listSeriesRecords, Series, type SeriesRecord } from "./series.model";

/** A program as other features need to know it, with the ids of its member campuses. */
export type ProgramSummary = Omit<ProgramView, "campuses"> & { campusIds: Id[] };
export type SeriesSummary = Omit<SeriesRecord, "_id"> & { id: Id };

/** One program; notFound where there is none. Programs are public. */
export async function findProgram(id: Id): Promise<ProgramSummary> {
  const program = await findProgramOrNull(id);
  if (program === null) throw notFound("There is no such program.");
  return program;
}

/** One program, or null. */
export async function findProgramOrNull(id: Id): Promise<ProgramSummary | null> {
  const [program] = await listProgramsByIds([id]);
  return program ?? null;
}

/** Those of the programs that exist, in no order. */
export async function listProgramsByIds(ids: readonly Id[]): Promise<ProgramSummary[]> {
  return (await listProgramsById(ids)).map(toSummary);
}

/** The program of that key, or null. */
export async function findProgramByKey(key: string): Promise<ProgramSummary | null> {
  const record = await Program.findOne({ key }).lean<ProgramRecord>();
  return record && toSummary(record);
}

/** Every program with its member campuses by name: what sign-up offers. */
export async function listPrograms(): Promise<ProgramView[]> {
  const programs = (await Program.find().sort({ _id: 1 }).lean<ProgramRecord[]>()).map(toSummary);
  const campuses = await listCampuses(programs.flatMap(({ campusIds }) => campusIds));
  return programs.map(({ campusIds, ...program }) => ({
    ...program,
    campuses: campuses.filter(({ id }) => campusIds.includes(id)),
  }));
}

/** The programs of which a campus is a member. */
export async function listProgramIdsOf(campusId: Id): Promise<Id[]> {
  return (await listProgramsOf(campusId)).map(({ _id }) => _id);
}

/** The programs whose convenings the viewer sees: their campus's, those they are a steward of, or all. */
export async function listOwnPrograms(viewer: Viewer): Promise<ProgramSummary[]> {
  if (!isMember(viewer)) return [];
  if (isAdministrator(viewer)) return await listEveryProgram();
  const stewarded = viewer.roles.flatMap(({ role, scopeId }) =>
    role === "steward" && scopeId ? [scopeId] : [],
  );
  const [own, others] = await Promise.all([
    viewer.campusId === null ? [] : listProgramsOf(viewer.campusId),
    listProgramsById(stewarded),
  ]);
  return [...new Map([...own, ...others].map((record) => [record._id, record])).values()].map(toSummary);
}

/** Every program; for the scopes in which roles hold. */
export async function listEveryProgram(): Promise<ProgramSummary[]> {
  return (await Program.find().lean<ProgramRecord[]>()).map(toSummary);
}

/** One series; notFound where there is none. */
export async function findSeries(id: Id): Promise<SeriesSummary> {
  const [series] = await listSeries([id]);
  if (series === undefined) throw notFound("There is no such series.");
  return series;
}

/** Those of the series that exist, in no order. */
export async function listSeries(ids: readonly Id[]): Promise<SeriesSummary[]> {
  return (await listSeriesRecords(ids)).map(toSeriesSummary);
}

/** The series of that title in a program, or null. */
export async function findSeriesByTitle(programId: Id, title: string): Promise<SeriesSummary | null> {
  const record = await Series.findOne({ programId, title }).lean<SeriesRecord>();
  return record && toSeriesSummary(record);
}

function toSummary({ _id, academy: _, ...program }: ProgramRecord): ProgramSummary {
  return { id: _id, ...program };
}

function toSeriesSummary({ _id, ...series }: SeriesRecord): SeriesSummary {
  return { id: _id, ...series };
}
