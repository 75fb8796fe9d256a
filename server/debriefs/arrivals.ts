import type { Id } from "#shared/ids";
import { noteAttendance } from "./attendances.model";
import { SharedReading } from "./sharedReading";

/** Rooms whose arrivals are remembered; the one that was entered first makes way. */
const MOST_ROOMS = 300;

/** Who has come into one room, as far as this server knows. */
interface Arrivals {
  noted: Set<Id>;
  waiting: Set<Id>;
  /** Writes down all who wait; those who come while one writing is under way share the next. */
  writing: SharedReading<void>;
}

const arrivals = new Map<Id, Arrivals>();

/**
 * Resolves once it is written down that somebody was in the room. A crowd that comes in together costs two writes and
 * not a crowd of them, and whoever comes back costs none.
 */
export async function noteArrival(debriefId: Id, personId: Id): Promise<void> {
  const { noted, waiting, writing } = arrivalsOf(debriefId);
  if (noted.has(personId)) return;
  waiting.add(personId);
  await writing.read();
}

function arrivalsOf(debriefId: Id): Arrivals {
  const known = arrivals.get(debriefId);
  if (known !== undefined) return known;
  const noted = new Set<Id>();
  const waiting = new Set<Id>();
  const writing = new SharedReading(async () => {
    const coming = [...waiting];
    waiting.clear();
    await noteAttendance(debriefId, coming);
    for (const personId of coming) noted.add(personId);
  });
  const made = { noted, waiting, writing };
  arrivals.set(debriefId, made);
  if (arrivals.size > MOST_ROOMS) arrivals.delete(arrivals.keys().next().value as Id);
  return made;
}
