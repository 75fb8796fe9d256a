import { type Attribute, mergeAttributes, Node, wrappingInputRule } from "@tiptap/core";
import { readLink } from "#shared/richText/links";
import { fileUrl } from "../richText/paths";

/** An attribute that travels through the clipboard under a name of its own, and is null where there is none. */
function carried(key: string, attribute: string, read: (text: string) => unknown = String): Attribute {
  return {
    default: null,
    parseHTML: (element) => {
      const text = element.getAttribute(attribute);
      return text === null ? null : read(text);
    },
    renderHTML: (attrs) => (attrs[key] === null ? {} : { [attribute]: String(attrs[key]) }),
  } as Attribute;
}

/** Somebody's words, with the reply that they come from where they were quoted by a button. */
export const Quotation = Node.create({
  name: "blockquote",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    replyId: carried("replyId", "data-reply-id"),
    author: carried("author", "data-author"),
  }),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  parseMarkdown: ({ tokens = [] }, { createNode, parseBlockChildren, parseChildren }) =>
    createNode("blockquote", undefined, (parseBlockChildren ?? parseChildren)(tokens)),
  addKeyboardShortcuts() {
    return { "Mod-Shift-b": () => this.editor.commands.toggleWrap(this.name) };
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
});

/** One of our own uploads as a picture. A picture from elsewhere is no node: it never enters. */
export const Picture = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    fileId: carried("fileId", "data-file-id"),
    alt: { default: "" },
    isDecorative: carried("isDecorative", "data-decorative", (text) => text === "true"),
    width: carried("width", "width", Number),
    height: carried("height", "height", Number),
  }),
  parseHTML: () => [{ tag: "img[data-file-id]" }],
  renderHTML: ({ node, HTMLAttributes }) => ["img", { ...HTMLAttributes, src: fileUrl(node.attrs.fileId) }],
  // Written in Markdown a picture lies elsewhere: what is left of it is its description, leading there.
  parseMarkdown: ({ text = "", href = "" }, { applyMark, createTextNode }) => {
    const words = [createTextNode(text || href || "…")];
    return readLink(href) === null ? words : applyMark("link", words, { href: readLink(href) });
  },
});

/** One of our own uploads as something to fetch. */
export const Enclosure = Node.create({
  name: "file",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    fileId: carried("fileId", "data-file-id"),
    name: carried("name", "data-name"),
  }),
  parseHTML: () => [{ tag: "div[data-file-id]" }],
  renderHTML: ({ node, HTMLAttributes }) => ["div", HTMLAttributes, ["span", node.attrs.name ?? ""]],
  renderText: ({ node }) => String(node.attrs.name),
});

/** A person, a group or a thread by name. */
export const Mentioned = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    kind: carried("kind", "data-mention"),
    id: carried("id", "data-id"),
    label: carried("label", "data-label"),
  }),
  parseHTML: () => [{ tag: "span[data-mention]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes),
    mentionText(node.attrs as { kind: string; label: string }),
  ],
  renderText: ({ node }) => mentionText(node.attrs as { kind: string; label: string }),
});

function mentionText({ kind, label }: { kind: string; label: string }): string {
  return kind === "thread" ? label : `@${label}`;
}
