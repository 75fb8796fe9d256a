// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  localStorage.clear();
  vi.resetModules();
});

const EMPTY = { text: "", isUnnamed: false };

/** A page that was just loaded: it knows nothing but what the device kept. */
async function freshPage() {
  vi.resetModules();
  return await import("./drafts");
}

test("half-written words survive a reload", async () => {
  const before = await freshPage();
  before.changeDraft(before.draftStore("a", EMPTY), { text: "Ask the sen", isUnnamed: true });
  const after = await freshPage();
  expect(after.draftStore("a", EMPTY).getState()).toEqual({
    draft: { text: "Ask the sen", isUnnamed: true },
    isKept: true,
  });
});

test("an emptied draft leaves nothing on the device", async () => {
  const page = await freshPage();
  const store = page.draftStore("a", EMPTY);
  page.changeDraft(store, { text: "x" });
  page.changeDraft(store, EMPTY);
  expect(localStorage.length).toBe(0);
});

test("a device that is full says that it does not keep", async () => {
  const page = await freshPage();
  const store = page.draftStore("a", EMPTY, {
    length: 0,
    key: () => null,
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new DOMException("Full.", "QuotaExceededError");
    },
  });
  page.changeDraft(store, { text: "x" });
  expect(store.getState()).toEqual({ draft: { text: "x", isUnnamed: false }, isKept: false });
});

test("what was kept by something else does not break the composer", async () => {
  localStorage.setItem("a", "not json");
  const page = await freshPage();
  expect(page.draftStore("a", EMPTY).getState().draft).toEqual(EMPTY);
});
