import type { Shelf } from "./post";

/** The device's storage, or null where the browser gives none (switched off, or a sandbox). */
export function deviceShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    // Merely asking for it throws where it is forbidden; the page then works without memory and says so.
    return null;
  }
}
