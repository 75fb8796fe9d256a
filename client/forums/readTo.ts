/**
 * How far somebody has read, from how far it was and the places that they have had before their eyes since. It goes on
 * through what is seen without a gap, so that a link into the middle marks nothing before it as read; who has seen the
 * end has done with all of it.
 */
export function readOn(readTo: number, seen: ReadonlySet<number>, posts: number): number {
  if (seen.has(posts - 1)) return posts;
  let next = readTo;
  while (seen.has(next)) next++;
  return next;
}
