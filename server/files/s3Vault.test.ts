import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openS3Vault } from "./s3Vault";

test("a bucket that is not Amazon’s is asked for nothing but what S3 has always had", async () => {
  const asked: string[] = [];
  const bucket = createServer((request, response) => {
    asked.push(...Object.keys(request.headers), String(request.headers["content-encoding"] ?? ""));
    request.resume().on("end", () => response.end());
  });
  await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
  const vault = await openS3Vault({ bucket: "b", region: "r", endpoint, keyId: "id", secret: "secret" });
  await vault.keep("one", "whole", Buffer.from("words"));
  vault.close();
  bucket.close();
  expect(asked).toContain("authorization");
  expect(asked.filter((said) => /checksum|trailer|chunked/.test(said))).toEqual([]);
});
