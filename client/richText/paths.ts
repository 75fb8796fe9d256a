import type { Mention } from "#shared/richText/gather";

/** Where an upload is fetched; the server asks anew each time whether one may. */
export function fileUrl(fileId: string): string {
  return `/api/files/${encodeURIComponent(fileId)}/content`;
}

/** The same for a picture in all its sizes, of which a browser takes the one that it needs. */
export function pictureUrls(fileId: string, width: number): string | undefined {
  const last = PICTURE_SIZES.findIndex((size) => size >= width);
  const sizes = PICTURE_SIZES.slice(0, last === -1 ? undefined : last + 1);
  if (width === 0 || sizes.length === 1) return undefined;
  return sizes.map((size) => `${fileUrl(fileId)}?size=${size} ${Math.min(size, width)}w`).join(", ");
}

const PICTURE_SIZES = [480, 960, 1920];

/** The page of what is mentioned; null where there is none yet. */
export function mentionPath({ kind, id }: Pick<Mention, "kind" | "id">): string | null {
  return kind === "thread" ? `/threads/${encodeURIComponent(id)}` : null;
}
