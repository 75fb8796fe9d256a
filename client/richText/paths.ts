import type { Mention } from "#shared/richText/gather";

/** Where an upload is fetched; the server asks anew each time whether one may. */
export function fileUrl(fileId: string): string {
  return `/api/files/${encodeURIComponent(fileId)}`;
}

/** The page of what is mentioned; null where there is none yet. */
export function mentionPath({ kind, id }: Pick<Mention, "kind" | "id">): string | null {
  return kind === "thread" ? `/threads/${encodeURIComponent(id)}` : null;
}
