import { queryOptions } from "@tanstack/react-query";
import { type ImportView, importEndpoints, MOST_BYTES, PIECE } from "#shared/forums/imports.contract";
import { newId } from "#shared/ids";
import { ApiError } from "../http/ApiError";
import { call } from "../http/call";

/** While work is under way it is asked so often how far it is. */
const LOOK_EVERY = 1_000;

/** An import, asked for again while something is done to it. */
export const importQuery = (spaceId: string, importId: string) =>
  queryOptions({
    queryKey: ["forums", "import", importId],
    queryFn: ({ signal }) => call(importEndpoints.show, { signal, params: { spaceId, importId } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? LOOK_EVERY : false),
  });

export function isUnderWay(view: ImportView | undefined): boolean {
  return view?.state === "checking" || view?.state === "running";
}

/**
 * Packs a file, sends it piece by piece and has it checked, telling how much has gone. Answers the import; a piece that
 * did not arrive is sent again for a while.
 */
export async function sendImport(
  { spaceId, categoryId, file }: { spaceId: string; categoryId: string; file: File },
  tell: (share: number) => void,
): Promise<ImportView> {
  const bytes = await pack(file);
  const params = { spaceId, importId: newId() };
  const input = {
    importId: params.importId,
    fileName: file.name.slice(0, 200),
    size: bytes.length,
    categoryId,
  };
  await call(importEndpoints.begin, { params: { spaceId }, input });
  for (let at = 0; at < bytes.length; ) {
    const piece = { at, bytes: toBase64(bytes.subarray(at, at + PIECE)) };
    const { received } = await patiently(() => call(importEndpoints.send, { params, input: piece }));
    at = Math.max(received, at);
    tell(at / bytes.length);
  }
  return await call(importEndpoints.check, { params, input: {} });
}

/** What is packed already stays as it is. A file that is too large is not even read. */
async function pack(file: File): Promise<Uint8Array> {
  const isPacked = /\.gz$/i.test(file.name);
  // What this much could be packed to is still too much.
  if (file.size > (isPacked ? MOST_BYTES : 8 * MOST_BYTES)) throw tooLarge();
  const stream = isPacked ? file.stream() : file.stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length > MOST_BYTES) throw tooLarge();
  return bytes;
}

const tooLarge = () => new ApiError(422, { code: "invalid", message: "A file has at most 24 MB, packed." });

/** Tries again where the network or the server is away for a moment. */
async function patiently<Reply>(send: () => Promise<Reply>): Promise<Reply> {
  for (let tries = 0; ; tries++) {
    try {
      return await send();
    } catch (error) {
      const isAway = error instanceof ApiError && ["offline", "unavailable"].includes(error.code);
      if (!isAway || tries === RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** tries));
    }
  }
}

const RETRIES = 5;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
