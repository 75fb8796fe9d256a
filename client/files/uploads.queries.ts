import type { Id } from "#shared/ids";

/** Whether files are on their way to that text, as far as can be told before the editor is here. */
export function hasFilesOnTheirWay(place: string): boolean {
  return Object.values(read()).includes(place);
}

/** Notes that a file is on its way to a text, or no longer. */
export function noteOnItsWay(id: Id, place: string | null): void {
  const { [id]: _former, ...others } = read();
  try {
    localStorage.setItem(KEY, JSON.stringify(place === null ? others : { ...others, [id]: place }));
  } catch {
    // Then it goes on once the editor is opened.
  }
}

function read(): Record<Id, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    // Nothing of ours, or no storage at all.
    return {};
  }
}

const KEY = "throughline.files";
