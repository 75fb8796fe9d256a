import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { startServer } from "./startServer";

test("a server of a test leaves nothing behind: no folder, no process, no open port", async () => {
  const server = await startServer();
  const socket = await server.listen("max");
  const { dataDirectory } = server.config;
  const pid = server.storePid() as number;
  expect([existsSync(dataDirectory), process.kill(pid, 0)]).toEqual([true, true]);
  await server.close();
  expect(existsSync(dataDirectory)).toBe(false);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await expect(server.visit().raw("/health/live")).rejects.toThrow("ECONNREFUSED");
  await socket.cut;
});
