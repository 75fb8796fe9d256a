import { newId } from "#shared/ids";
import { type Ask, askOnce } from "./requests";
import type { Forum } from "./servers";
import { chanceFrom, documentOf, wordOf } from "./words";

/** What is asked of a forum, by the name of its figure. */
export type ShapeName =
  | "space_page1"
  | "space_page90"
  | "thread_20"
  | "thread_reply_20000"
  | "search"
  | "post";

/** The request of each turn: somebody else's each time, and about something else where there is more than one. */
export type Shapes = Partial<Record<ShapeName, (turn: number) => Ask>>;

/** What a forum is asked. It is read to its ninetieth page beforehand, or to its last full one. */
export async function shapesOf(forum: Forum): Promise<{ shapes: Shapes; deepest: number }> {
  const { spaceId, twenties, longest, lively } = forum.seeded;
  const threads = `/api/spaces/${spaceId}/threads`;
  const { page, cursor } = await walk(forum, threads);
  const get = (pathOf: (turn: number) => string) => (turn: number) => asked(forum, turn, pathOf(turn));
  const shapes: Shapes = {
    space_page1: get(() => threads),
    space_page90: get(() => `${threads}?after=${encodeURIComponent(cursor)}`),
    thread_20: get((turn) => `/api/threads/${twenties[turn % twenties.length]}`),
    thread_reply_20000: get((turn) => `/api/threads/${longest}/posts?from=${19_900 + (turn % 80)}`),
    post: (turn) => ({
      ...asked(forum, turn, `/api/threads/${lively}/replies`),
      method: "POST",
      body: { deedId: newId(), body: replies[turn % replies.length], isTried: false },
    }),
  };
  const search = get((turn) => `/api/search/posts?words=${encodeURIComponent(lookedFor(turn))}`);
  const isThere = (await askOnce(forum.origin, search(0))).status !== 404;
  return { shapes: isThere ? { ...shapes, search } : shapes, deepest: page };
}

function asked({ seeded: { cookies } }: Forum, turn: number, path: string): Ask {
  return { method: "GET", path, cookie: cookies[turn % cookies.length] as string };
}

async function walk(forum: Forum, threads: string): Promise<{ page: number; cursor: string }> {
  let reached = { page: 1, cursor: "" };
  for (let page = 2, cursor = (await readPage(forum, threads)).next; page <= DEEPEST && cursor; page++) {
    const { items, next } = await readPage(forum, `${threads}?after=${encodeURIComponent(cursor)}`);
    // The last page is shorter than the others, and so no measure of them.
    if (items.length === FULL) reached = { page, cursor };
    cursor = next;
  }
  return reached;
}

async function readPage(forum: Forum, path: string): Promise<{ items: unknown[]; next: string | null }> {
  return JSON.parse((await askOnce(forum.origin, asked(forum, 0, path))).text);
}

const DEEPEST = 90;
const FULL = 30;

/** One word of some renown, or two that are rarer; in both languages. */
function lookedFor(turn: number): string {
  const language = turn % 3 === 0 ? "es" : "en";
  const rank = (turn * 97) % 1_500;
  return turn % 2 === 0
    ? wordOf(language, 500 + rank)
    : `${wordOf(language, 3_000 + rank)} ${wordOf(language, 9_000 + rank)}`;
}

const chance = chanceFrom(3);
const replies = Array.from({ length: 40 }, (_, turn) => documentOf(chance, turn % 3 === 0 ? "es" : "en"));
