import { Extension } from "@tiptap/core";
import { Fragment, type Node, type Schema, Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { cleanText } from "#shared/richText/attributes";
import { cleanHtml } from "./cleanHtml";
import { linksIn } from "./links";
import { fromMarkdown, looksLikeMarkdown } from "./markdown";
import { tidySlice } from "./tidy";

export interface PasteHooks {
  /** Takes files that were pasted or dropped. */
  takeFiles: (files: File[]) => void;
  /** Pictures stood in what was pasted and were left out. */
  tellPicturesLeftOut: () => void;
}

/** Takes in what comes from elsewhere: cleaned, and Markdown read as what it means. */
export function makePasting(hooks: () => PasteHooks): Extension {
  return Extension.create({
    name: "pasting",
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          transformPastedHTML: (html) => {
            const cleaned = cleanHtml(html);
            if (cleaned.pictures > 0) hooks().tellPicturesLeftOut();
            return cleaned.html;
          },
          transformPasted: tidySlice,
          clipboardTextParser: (text, _context, _isPlain, view) => toSlice(view.state.schema, text),
          handlePaste: (view, event) => {
            const data = event.clipboardData;
            return data !== null && (takeFiles(data, hooks()) || pasteMarkdown(view, data));
          },
          handleDrop: (_view, event) => {
            const isOurs = !event.dataTransfer || !takeFiles(event.dataTransfer, hooks());
            if (!isOurs) event.preventDefault();
            return !isOurs;
          },
        },
      }),
    ],
  });
}

/** Word and browsers add a picture of what was copied: where there are words, they are what was meant. */
function takeFiles(data: DataTransfer, { takeFiles: take }: PasteHooks): boolean {
  const files = [...data.files];
  if (files.length === 0 || data.getData("text/plain").trim() !== "") return false;
  take(files);
  return true;
}

function pasteMarkdown(view: EditorView, data: DataTransfer): boolean {
  const text = cleanText(data.getData("text/plain"));
  const { schema, selection, tr } = view.state;
  const isInCode = selection.$from.parent.type.spec.code;
  if (isInCode || data.getData("text/html") !== "" || !looksLikeMarkdown(text)) return false;
  const { content } = schema.nodeFromJSON(fromMarkdown(text));
  view.dispatch(
    tr
      .replaceSelection(tidySlice(Slice.maxOpen(content)))
      .scrollIntoView()
      .setMeta("uiEvent", "paste"),
  );
  return true;
}

/** Plain words: blank lines part paragraphs, and addresses become links. */
function toSlice(schema: Schema, text: string): Slice {
  const paragraphs = cleanText(text)
    .split(/\n{2,}/)
    .map((part) =>
      schema.nodes.paragraph!.create(
        null,
        part.split("\n").flatMap((line, place) => lineOf(schema, line, place)),
      ),
    );
  return Slice.maxOpen(Fragment.fromArray(paragraphs));
}

function lineOf(schema: Schema, line: string, place: number): Node[] {
  const words = linksIn(line).map(({ text, href }) =>
    schema.text(text, href === null ? [] : [schema.marks.link!.create({ href })]),
  );
  return place === 0 ? words : [schema.nodes.hardBreak!.create(), ...words];
}
