import type { Mention } from "#shared/richText/gather";

/** Where an upload is fetched; the server asks anew each time whether one may. */
export function fileUrl(fileId: string): string {
  return `/api/files/${encodeURIComponent(fileId)}`;
}

/** The page of whom or what is mentioned. */
export function mentionPath({ kind, id }: Pick<Mention, "kind" | "id">): string {
  return `/${FOLDERS[kind] ?? "people"}/${encodeURIComponent(id)}`;
}

const FOLDERS: Record<Mention["kind"], string> = { person: "people", group: "groups", thread: "threads" };
