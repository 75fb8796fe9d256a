import { gunzipSync } from "node:zlib";
import { exportEndpoints } from "#shared/forums/moving.contract";
import type { MovedHead, MovedPost, MovedThread } from "#shared/forums/moving.format";
import type { Id } from "#shared/ids";
import type { Someone } from "./buildRoom";

/** A space as its file tells it. */
export interface MovedSpace {
  head: MovedHead;
  threads: MovedThread[];
  posts: MovedPost[];
  end: { threads: number; posts: number } | undefined;
}

/** Downloads a space as that person. */
export async function download(spaceId: Id, { browser }: Pick<Someone, "browser">): Promise<Buffer> {
  const { status, bytes, text } = await browser.send(exportEndpoints.download, { spaceId }, undefined);
  if (status !== 200) throw new Error(`The space was not given: ${status} ${text}`);
  return bytes;
}

/** What is in a file, whether it is packed or not. */
export function unpack(file: Buffer): MovedSpace {
  const text = (file[0] === 0x1f ? gunzipSync(file) : file).toString();
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return {
    head: lines[0],
    threads: lines.flatMap(({ thread }) => thread ?? []),
    posts: lines.flatMap(({ post }) => post ?? []),
    end: lines.at(-1).end,
  };
}
