const KEY = "throughline.person";

/** Tells this browser's other tabs that somebody signed in or out here: they all share one session. */
export function tellOtherTabs(personId: string | null): void {
  try {
    // The time makes every message a new one, also when the same person comes back.
    localStorage.setItem(KEY, `${personId ?? "nobody"} ${Date.now()}`);
  } catch {
    // A browser that keeps nothing has no other way to tell; its tabs learn it from the server's next answer.
  }
}

/** Hears when somebody signed in or out in another tab. */
export function onOtherTab(listener: () => void): void {
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY) listener();
  });
}
