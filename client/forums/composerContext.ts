import { createContext, useContext } from "react";
import type { Position } from "#shared/forums/proposals.contract";
import type { PostView } from "#shared/forums/threads.contract";
import type { RichTextNode } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";

/** What the composer at the end of a thread lets the posts do. */
export interface ComposerHandle {
  /** Puts something after what is written already, and goes on writing there. */
  append(nodes: RichTextNode[]): void;
  /** What is written reports what came of a practice. */
  reportTried(): void;
  /** What is written takes that position, where one can still be taken. */
  takePosition(position: Position | undefined): void;
  /** Goes to where a position is chosen. */
  askPosition(): void;
  focus(): void;
}

/** The way from the posts to the composer, which stands elsewhere on the page. */
export interface Composer {
  handle: ComposerHandle | null;
  /** Keeps what is selected in a post, before a click elsewhere takes the selection away. */
  noteSelection(post: PostView): void;
  /** Quotes what is selected in the post, or all of it. */
  quote(post: PostView): void;
  replyTo(post: PostView): void;
  reportTried(): void;
}

export function createComposer(): Composer {
  let noted: { postId: string; text: string } | null = null;
  const composer: Composer = {
    handle: null,
    noteSelection: (post) => {
      noted = { postId: post.id, text: selectedIn(post) };
    },
    quote: (post) => {
      const text = (noted?.postId === post.id && noted.text) || selectedIn(post);
      noted = null;
      composer.handle?.append([toQuotation(post, text)]);
    },
    replyTo: ({ author }) => {
      const mention = { kind: "person", id: author.personId, label: author.name };
      const content: RichTextNode[] = [
        { type: "mention", attrs: mention },
        { type: "text", text: " " },
      ];
      composer.handle?.append([{ type: "paragraph", content }]);
    },
    reportTried: () => composer.handle?.reportTried(),
  };
  return composer;
}

export const ComposerContext = createContext<Composer | null>(null);

export function useComposer(): Composer {
  const composer = useContext(ComposerContext);
  if (composer === null) throw new Error("There is no composer around this part of the page.");
  return composer;
}

/** The words selected within a post; empty where they begin or end elsewhere. */
function selectedIn({ place }: PostView): string {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return "";
  const within = selection.getRangeAt(0).commonAncestorContainer;
  const element = within instanceof Element ? within : within.parentElement;
  return element?.closest(`article[data-place="${place}"]`) ? selection.toString().trim() : "";
}

/** What the post itself quotes is left out, where it says anything else. */
function toQuotation({ id, author, body }: PostView, text: string): RichTextNode {
  const own = (body?.content ?? []).filter(({ type }) => type !== "blockquote");
  const whole = own.length > 0 ? own : (body?.content ?? []);
  const content = text === "" ? [...whole] : fromPlainText(text).content;
  return { type: "blockquote", attrs: { replyId: id, author: author.name.slice(0, 120) }, content };
}
