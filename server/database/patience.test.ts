import { expect, test } from "vitest";
import { inTime, StoreSilence } from "./patience";

const never = new Promise<string>(() => undefined);

test("an answer in time is the answer, and so is a refusal", async () => {
  expect(await inTime(Promise.resolve("here"))).toBe("here");
  await expect(inTime(Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("silence ends the waiting", async () => {
  await expect(inTime(never, 5)).rejects.toThrow(StoreSilence);
});
