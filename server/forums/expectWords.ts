import { invalid } from "#server/errors";
import type { RichTextDocument } from "#shared/richText/document";
import { isEmptyDocument } from "#shared/richText/plainText";

/** Refuses a text in which nobody has said or shown anything. */
export function expectWords(body: RichTextDocument): void {
  if (!isEmptyDocument(body)) return;
  const message = "Write something first.";
  throw invalid(message, [{ path: "body", message }]);
}
