import { campusGlyphs, campusHues } from "#shared/campuses/campuses.contract";
import type { Id } from "#shared/ids";
import { type CampusFacts, keepCampus } from "./campuses.model";

/** Stores a campus of a program's facts unless it is there already, and answers its id. Its place decides its mark. */
export async function loadCampus(facts: Omit<CampusFacts, "hue" | "glyph">, place: number): Promise<Id> {
  const { _id } = await keepCampus({ ...facts, ...markAt(place) });
  return _id;
}

/** The hue and glyph of the campus at a place in the facts: the first eight differ in both, the first 64 in one. */
export function markAt(place: number): Pick<CampusFacts, "hue" | "glyph"> {
  const turn = Math.floor(place / campusHues.length);
  return {
    hue: campusHues[place % campusHues.length]!,
    glyph: campusGlyphs[(place + turn) % campusGlyphs.length]!,
  };
}
