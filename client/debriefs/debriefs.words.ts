import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const ofRooms: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=room")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=room")).default, sentences: {} }),
};

const beforeRooms: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=gathering")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=gathering")).default, sentences: {} }),
};

/** Fetches what only a room says, on the page and on the wall. */
export function loadRoomWords(language: Language): Promise<void> {
  return loadPart(ofRooms, language);
}

/** Fetches what leads to a room: today, the convenings, the debriefs of each, scheduling one, and entering by a code. */
export function loadGatheringWords(language: Language): Promise<void> {
  return loadPart(beforeRooms, language);
}
