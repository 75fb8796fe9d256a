import { campusGlyphs, campusHues } from "#shared/campuses/campuses.contract";
import facts from "./campuses.json" with { type: "json" };
import { type CampusFacts, keepCampus } from "./campuses.model";

/** Stores the campuses of the real programs, each unless it is there already. The place in the facts decides the mark. */
export async function loadCampuses(): Promise<void> {
  for (const [place, campus] of facts.campuses.entries()) await keepCampus({ ...campus, ...markAt(place) });
}

/** The hue and glyph of the campus at a place in the facts: the first eight differ in both, the first 64 in one. */
export function markAt(place: number): Pick<CampusFacts, "hue" | "glyph"> {
  const turn = Math.floor(place / campusHues.length);
  return {
    hue: campusHues[place % campusHues.length]!,
    glyph: campusGlyphs[(place + turn) % campusGlyphs.length]!,
  };
}
