import type { PostView } from "#shared/forums/threads.contract";

/** The post at a place among those that are held. Looked up anew only when what is held has changed. */
export function postAt(posts: readonly PostView[], place: number): PostView | undefined {
  let byPlace = known.get(posts);
  if (byPlace === undefined) {
    byPlace = new Map(posts.map((post) => [post.place, post]));
    known.set(posts, byPlace);
  }
  return byPlace.get(place);
}

const known = new WeakMap<readonly PostView[], Map<number, PostView>>();
