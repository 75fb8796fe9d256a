import { expect, test } from "vitest";
import { HttpClient } from "#server/testing/httpClient";
import { prepareProcess } from "#server/testing/startProcess";
import { askOffset, beginUpload, sendBytes, settled } from "#server/testing/uploading";
import { picture } from "./testing";

test("a server that is killed in the middle of an upload, and of looking into it, loses nothing of it", async () => {
  const running = await prepareProcess(async ({ people }) => ({ personIds: [people.max.personId] }));
  try {
    await running.start();
    const max = new HttpClient(running.origin);
    max.cookie = Object.values(running.cookies)[0] as string;
    const bytes = await picture("png", 900, 700);
    const { fileId } = await beginUpload(max, { name: "field.png", size: bytes.length });
    const half = Math.floor(bytes.length / 2);
    await sendBytes(max, fileId, 0, bytes.subarray(0, half));
    await running.kill();
    await running.start();
    expect((await askOffset(max, fileId)).headers["upload-offset"]).toBe(String(half));
    await sendBytes(max, fileId, half, bytes.subarray(half)).catch(() => undefined);
    await running.kill();
    await running.start();
    expect((await askOffset(max, fileId)).headers["upload-offset"]).toBeDefined();
    expect(await settled(max, fileId)).toMatchObject({
      state: "ready",
      picture: { width: 900, height: 700 },
    });
    max.close();
  } finally {
    await running.close();
  }
}, 180_000);
