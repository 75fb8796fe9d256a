import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { ProgramSummary, SeriesSummary } from "#server/programs/programs.reads";
import { findProgram, findSeries, listOwnPrograms, listSeries } from "#server/programs/programs.reads";
import type { ConveningView, GuideView } from "#shared/convenings/convenings.contract";
import { canSeeConvening } from "#shared/convenings/convenings.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import {
  type AfterConvening,
  Convening,
  type ConveningRecord,
  listConveningRecords,
  listConveningsById,
} from "./convenings.model";
import { defaultGuide } from "./defaultGuide";

/** A convening with what its policy asks about and the guide of its debriefs. */
export type ConveningDetail = ConveningView & { campusIds: Id[]; guide: GuideView };

/** One convening, found from the viewer: what they may not see is notFound. */
export async function findConvening(viewer: Viewer, conveningId: Id): Promise<ConveningDetail> {
  const convening = await getConvening(conveningId);
  if (!canSeeConvening(viewer, convening)) throw notFound();
  return convening;
}

/** One convening, for those that act for nobody in particular. Never answer a person with it unasked. */
export async function getConvening(conveningId: Id): Promise<ConveningDetail> {
  const record = await Convening.findById(conveningId).lean<ConveningRecord>();
  if (record === null) throw notFound();
  const [program, series] = await Promise.all([findProgram(record.programId), findSeries(record.seriesId)]);
  return {
    ...toConveningView(record, program, series),
    campusIds: program.campusIds,
    guide: record.guide ?? defaultGuide,
  };
}

/** The convenings of the viewer's programs, or of one of them: the newest year first, then in the order of the series. */
export async function listConvenings(
  viewer: Viewer,
  { programId, after }: { programId?: Id | undefined; after?: string | undefined },
): Promise<Page<ConveningView>> {
  const programs = (await listOwnPrograms(viewer)).filter(
    ({ id }) => programId === undefined || id === programId,
  );
  if (programs.length === 0) return { items: [], next: null };
  const programIds = programs.map(({ id }) => id);
  const records = await listConveningRecords(programIds, after ? toAfter(after) : null, PAGE_SIZE + 1);
  const page = toPage(records, PAGE_SIZE, ({ year, seriesId, place }) => [year, seriesId, place]);
  return { items: await toConveningViews(page.items, programs), next: page.next };
}

/** What names a convening. */
export type ConveningName = Pick<ConveningRecord, "programId" | "title" | "startsAt"> & { id: Id };

/** Those of the convenings that exist, in no order, for whoever knows already who may see them. */
export async function listConveningNames(ids: readonly Id[]): Promise<ConveningName[]> {
  return (await listConveningsById(ids)).map(toName);
}

/** Every convening; for features that keep something for each. */
export async function listEveryConvening(): Promise<ConveningName[]> {
  return (await Convening.find().lean<ConveningRecord[]>()).map(toName);
}

function toName({ _id, programId, title, startsAt }: ConveningRecord): ConveningName {
  return { id: _id, programId, title, startsAt };
}

async function toConveningViews(
  records: ConveningRecord[],
  programs: ProgramSummary[],
): Promise<ConveningView[]> {
  const series = await listSeries(records.map(({ seriesId }) => seriesId));
  return records.flatMap((record) => {
    const program = programs.find(({ id }) => id === record.programId);
    const year = series.find(({ id }) => id === record.seriesId);
    return program && year ? [toConveningView(record, program, year)] : [];
  });
}

function toConveningView(
  record: ConveningRecord,
  program: ProgramSummary,
  series: SeriesSummary,
): ConveningView {
  return {
    id: record._id,
    programId: program.id,
    programName: program.name,
    seriesTitle: series.title,
    year: record.year,
    place: record.place,
    title: record.title,
    startsAt: record.startsAt?.getTime() ?? null,
    minutes: record.minutes,
    timeZone: program.timeZone,
    seatsPerCampus: series.seatsPerInstitution,
    debriefMinutes: series.debriefMinutes,
  };
}

function toAfter(cursor: string): AfterConvening {
  const [year, seriesId, place] = fromCursor(cursor, 3);
  return { year: String(year), seriesId: String(seriesId), place: Number(place) };
}
