import type { Id } from "#shared/ids";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { nodesOf } from "#shared/richText/walk";
import { markSpeakers } from "./authors.reads";
import { listPostRecords } from "./posts.model";

/**
 * The text with its quotations attributed to those who really wrote the replies that they name, in the same thread. A name
 * with nothing behind it is left out, for anybody could put it above any words. What was quoted before may have been moved
 * since, and stays attributed.
 */
export async function attributeQuotes(
  threadId: Id,
  body: RichTextDocument,
  before: RichTextDocument | null = null,
): Promise<RichTextDocument> {
  const quotes = [...nodesOf(body)].filter(({ type, attrs }) => type === "blockquote" && attrs);
  if (quotes.length === 0) return body;
  const quotedBefore = before === null ? [] : quotedIn([...nodesOf(before)]);
  const names = await nameAuthors(threadId, quotedIn(quotes), quotedBefore);
  return renameQuotes(body, (replyId) => {
    const author = names.get(replyId);
    return author ? { replyId, author } : null;
  });
}

function quotedIn(nodes: readonly RichTextNode[]): Id[] {
  return nodes.flatMap(({ type, attrs }) =>
    type === "blockquote" && attrs?.replyId !== undefined ? String(attrs.replyId) : [],
  );
}

/** Who wrote those of the posts that stand in the thread for all to see, or are quoted there already; by post. */
async function nameAuthors(
  threadId: Id,
  postIds: readonly Id[],
  quotedBefore: readonly Id[],
): Promise<Map<Id, string>> {
  const posts = (await listPostRecords(postIds)).filter(
    (post) => post.state === "shown" && (post.threadId === threadId || quotedBefore.includes(post._id)),
  );
  const markOf = await markSpeakers(posts.map(({ author }) => author));
  return new Map(posts.map(({ _id, author }) => [_id, markOf(author).name]));
}

/** What a quotation names, or null where it is to name nothing. */
export type Rename = (replyId: string, author: string) => { replyId: string; author: string } | null;

/** The text with its quotations naming what they are told to. */
export function renameQuotes(body: RichTextDocument, rename: Rename): RichTextDocument {
  return renameIn(body, rename) as RichTextDocument;
}

/** As deep as a text may be, which is not deep. */
function renameIn(node: RichTextNode, rename: Rename): RichTextNode {
  const content = node.content?.map((child) => renameIn(child, rename));
  const whole = content ? { ...node, content } : node;
  if (node.type !== "blockquote" || !node.attrs) return whole;
  const { attrs, ...bare } = whole;
  const named = rename(String(attrs?.replyId), String(attrs?.author ?? ""));
  return named ? { ...bare, attrs: named } : bare;
}
