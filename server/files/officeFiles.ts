import type { Part } from "./archiveParts";
import { NotTaken } from "./notTaken";

/** The office document that the parts make up, or null where they make up none. Refuses what would act when opened. */
export function kindOfDocument(parts: readonly Part[]): { type: string; endings: string[] } | null {
  const byName = new Map(parts.map((part) => [part.name, part]));
  const types = byName.get("[Content_Types].xml");
  if (types !== undefined) return toOpenXml(textOf(types), parts);
  const [first] = parts;
  return first?.name === "mimetype" ? toOpenDocument(textOf(first), parts, byName) : null;
}

function toOpenXml(types: string, parts: readonly Part[]): { type: string; endings: string[] } {
  if (/<!DOCTYPE|<!ENTITY/i.test(types) || !/<([\w-]+:)?Types[\s>]/.test(types))
    throw new NotTaken("archiveBroken");
  const isMacro = parts.some(({ name }) => MACRO_PARTS.test(name));
  if (isMacro || /macroEnabled|vbaProject|ms-office\.activeX/i.test(types)) throw new NotTaken("macros");
  for (const part of parts) {
    if (part.name.toLowerCase().endsWith(".rels")) expectNothingFetched(textOf(part));
    if (isPackage(part)) throw new NotTaken("archiveProgram");
  }
  const found = OPEN_XML.find(({ main }) => types.includes(`${PREFIX}${main}`));
  if (found === undefined) throw new NotTaken("unknown");
  return { type: `${PREFIX}${found.type}`, endings: [found.ending] };
}

/** A document names what belongs to it; links are followed by people, anything else by the program that opens it. */
function expectNothingFetched(relationships: string): void {
  if (/<!DOCTYPE|<!ENTITY/i.test(relationships)) throw new NotTaken("archiveBroken");
  for (const [element] of relationships.matchAll(/<(?:[\w-]+:)?Relationship\s[^>]*>/g)) {
    const isExternal = /TargetMode\s*=\s*["']\s*External/i.test(element);
    if (
      isExternal &&
      !/Type\s*=\s*["'][^"']*\/(hyperlink|externalLinkPath|image|video|audio|media)["']/i.test(element)
    )
      throw new NotTaken("remoteParts");
  }
}

/** A file of any kind, put into a document to be opened from there. */
function isPackage({ name, content }: Part): boolean {
  if (!/(^|\/)embeddings\/.*\.bin$/i.test(name)) return false;
  return content === null || content.includes(Buffer.from("Ole10Native", "utf16le"));
}

function toOpenDocument(mimetype: string, parts: readonly Part[], byName: ReadonlyMap<string, Part>) {
  const ending = OPEN_DOCUMENT[mimetype.trim()];
  const manifest = byName.get("META-INF/manifest.xml");
  if (ending === undefined || manifest === undefined) throw new NotTaken("unknown");
  if (/encryption-data/.test(textOf(manifest))) throw new NotTaken("archiveLocked");
  if (parts.some(({ name }) => /^(Basic|Scripts)\//i.test(name))) throw new NotTaken("macros");
  if (parts.some(({ name }) => /^Object \d+$/.test(name))) throw new NotTaken("archiveProgram");
  return { type: mimetype.trim(), endings: [ending] };
}

/** What says how a document is made is short; what is not cannot be looked at. */
function textOf({ content }: Part): string {
  if (content === null) throw new NotTaken("archiveLarge");
  // Otherwise one could say in UTF-16 what is looked for in UTF-8.
  if (/^(\xff\xfe|\xfe\xff|.\0|\0.)/s.test(content.subarray(0, 2).toString("latin1"))) {
    return new TextDecoder(content[0] === 0xfe || content[0] === 0 ? "utf-16be" : "utf-16le").decode(content);
  }
  return content.toString("utf8");
}

const MACRO_PARTS =
  /(^|\/)(vbaProject[^/]*\.bin|vbaData\.xml|activeX\/.*|macrosheets\/.*|dialogsheets\/.*)$/i;
const PREFIX = "application/vnd.openxmlformats-officedocument.";
const OPEN_XML = [
  { main: "wordprocessingml.document.main+xml", type: "wordprocessingml.document", ending: "docx" },
  { main: "spreadsheetml.sheet.main+xml", type: "spreadsheetml.sheet", ending: "xlsx" },
  { main: "presentationml.presentation.main+xml", type: "presentationml.presentation", ending: "pptx" },
];
const OPEN_DOCUMENT: Record<string, string> = {
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/vnd.oasis.opendocument.presentation": "odp",
};
