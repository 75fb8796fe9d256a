import { plainText } from "#shared/richText/plainText";
import type { Feed } from "./feeds.reads";

/** How much of one text is in a feed; the rest stands where the entry leads. */
const LONGEST = 4_000;

/**
 * Writes a feed as Atom (RFC 4287). What people wrote goes as their words alone, in paragraphs: nothing of it can become
 * an element, neither of the feed nor of the page on which a reader shows it. The feed does not name its own address,
 * since that holds the token, and files are passed on.
 */
export function writeFeed({ spaceId, title, madeAt, entries }: Feed, origin: string): string {
  const page = `${origin}/spaces/${spaceId}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element("id", page),
    element("title", title),
    element("updated", toTime(updatedAt({ madeAt, entries }))),
    link(page),
    `<generator>Throughline</generator>`,
    ...entries.map((entry) => writeEntry(entry, origin)),
    "</feed>\n",
  ].join("\n");
}

/** When something in a feed last changed. */
export function updatedAt({ madeAt, entries }: Pick<Feed, "madeAt" | "entries">): number {
  return entries.length === 0 ? madeAt : Math.max(...entries.map(changedAt));
}

function changedAt({ post }: Feed["entries"][number]): number {
  return post.editedAt ?? post.at;
}

function writeEntry(entry: Feed["entries"][number], origin: string): string {
  const { thread, post } = entry;
  const { name, campus } = post.author;
  return [
    "<entry>",
    element("id", `${origin}/posts/${post.id}`),
    element("title", post.place === 0 ? thread.title : `Re: ${thread.title}`),
    element("published", toTime(post.at)),
    element("updated", toTime(changedAt(entry))),
    `<author>${element("name", campus === null ? name : `${name}, ${campus.name}`)}</author>`,
    link(`${origin}/threads/${thread.id}/${post.place}`),
    ...[thread.kind, ...thread.tags].map((term) => `<category term="${escapeXml(term)}"/>`),
    `<content type="html">${escapeXml(post.body === null ? "" : toParagraphs(plainText(post.body)))}</content>`,
    "</entry>",
  ].join("\n");
}

function toParagraphs(text: string): string {
  const cut = text.length > LONGEST ? `${[...text.slice(0, LONGEST)].slice(0, -1).join("")}…` : text;
  return cut
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeXml(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("");
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function link(href: string): string {
  return `<link rel="alternate" type="text/html" href="${escapeXml(href)}"/>`;
}

function toTime(moment: number): string {
  return new Date(moment).toISOString();
}

/** Leaves out what XML 1.0 has no way to say. */
function escapeXml(text: string): string {
  return text.replace(UNSPEAKABLE, "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const UNSPEAKABLE = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu;
