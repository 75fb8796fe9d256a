/** When a morning begins for whoever wants to be reminded, by their own clock. */
const MORNING = 9;

/** The times that are offered at a moment: in three hours, tomorrow morning, and on the morning of next Monday. */
export function remindTimes(now: Date): { key: "soon" | "tomorrow" | "nextWeek"; at: number }[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: "soon", at: now.getTime() + 3 * 3_600_000 },
    { key: "tomorrow", at: morningIn(now, 1) },
    { key: "nextWeek", at: morningIn(now, daysToMonday) },
  ];
}

/** A moment as a field for date and time holds it. */
export function toLocalInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Counted in days of the calendar, so that it stays morning where clocks are changed in between. */
function morningIn(now: Date, days: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING).getTime();
}
