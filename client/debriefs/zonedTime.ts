/**
 * The moment at which clocks in that zone show that date and time: `2026-11-24`, `10:00`. In the hour that a zone skips
 * in spring it is the same reading of the clock before the change; in the hour that comes twice in autumn, the first.
 */
export function toMoment(date: string, time: string, zone: string): number | null {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const guesses = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)].map((offset) => wall - offset);
  const exact = guesses.filter((guess) => guess + offsetAt(guess, zone) === wall);
  return Math.min(...(exact.length > 0 ? exact : guesses.slice(0, 1)));
}

/** How far clocks in the zone are ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(moment / 1_000) * 1_000;
}

const DAY = 86_400_000;
