import { expect, type Locator, type Page } from "@playwright/test";

/** Somebody without a mouse: presses keys and looks. */
export interface Keyboard {
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses Tab until that has the focus; fails where it cannot be reached. */
  tabTo(target: Locator, key?: "Tab" | "Shift+Tab"): Promise<void>;
  /** Fails where a pointer was used after all. */
  expectNoPointer(): void;
}

/** Takes the mouse away from a page: whatever is pointed at from here on is counted as a fault. */
export async function keyboardOnly(page: Page): Promise<Keyboard> {
  const pointed: string[] = [];
  await page.exposeFunction("noteAPointer", (where: string) => void pointed.push(where));
  const watch = () => {
    const note = (event: Event) =>
      (window as unknown as { noteAPointer(where: string): void }).noteAPointer(
        `${event.type} on ${(event.target as Element).outerHTML.slice(0, 80)}`,
      );
    for (const type of ["pointerdown", "mousedown", "touchstart"]) addEventListener(type, note, true);
  };
  await page.addInitScript(watch);
  await page.evaluate(watch);
  return {
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    tabTo: async (target, key = "Tab") => {
      await expect(target).toBeVisible();
      for (let step = 0; step < MOST_STEPS; step++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`${MOST_STEPS} times Tab did not reach ${target}.`);
    },
    expectNoPointer: () => expect(pointed, "a pointer was used").toEqual([]),
  };
}

const MOST_STEPS = 80;

/** Goes down an open menu to that entry, and takes it. */
export async function chooseFromMenu(page: Page, keys: Keyboard, name: string): Promise<void> {
  const item = page.getByRole("menuitem", { name });
  await expect(item).toBeVisible();
  for (let step = 0; step < 20; step++) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await keys.press("ArrowDown");
  }
  await keys.press("Enter");
}
