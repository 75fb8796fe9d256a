import * as z from "zod/mini";
import { checkRichText } from "./check";
import { LIMITS, type RichTextDocument } from "./document";
import { markRules, nodeRules } from "./grammar";

const description = `A document in the JSON of ProseMirror: nodes ${Object.keys(nodeRules).join(", ")}; marks ${Object.keys(
  markRules,
).join(", ")}. At most ${LIMITS.bytes} bytes, ${LIMITS.depth} levels and ${LIMITS.nodes} nodes.`;

/** What the API document says of it; the check knows more than a schema can say. */
const described = {
  type: "object",
  description,
  required: ["type", "content"],
  properties: {
    type: { const: "doc" },
    content: {
      type: "array",
      minItems: 1,
      items: { type: "object", required: ["type"], properties: { type: { enum: Object.keys(nodeRules) } } },
    },
  },
} as const;

/** What somebody wrote, checked and rebuilt of known parts alone. For the input of endpoints. */
export const richText = z.custom<RichTextDocument>().check((payload) => {
  const { ok, document, refusal } = checkRichText(payload.value);
  if (ok) payload.value = document;
  else {
    const { sentence: message, path, code: name } = refusal;
    const place = path === "" ? [] : path.split(".");
    payload.issues.push({ code: "custom", input: payload.value, path: place, message, params: { name } });
  }
}, z.meta(described));

/**
 * What was checked when it was written and is kept as it was. For replies: it is passed on as it is, since looking
 * through every text of a page again would cost more than finding the page.
 */
export const keptRichText = z.custom<RichTextDocument>().check(z.meta(described));
