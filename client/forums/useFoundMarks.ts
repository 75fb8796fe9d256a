import { useEffect } from "react";
import type { FoundInThread } from "#shared/forums/threads.contract";

/** The names under which `FindInThread.module.css` paints what was found. */
const ALL = "found";
const HERE = "found-here";

/**
 * Marks the words that were found in the posts that are in the page, and goes on doing so while other posts come into
 * sight. The page's elements stay as they are. A browser that cannot mark shows which post it is all the same.
 */
export function useFoundMarks(items: readonly FoundInThread[], here: number | null): void {
  useEffect(() => {
    if (!("highlights" in CSS) || items.length === 0) return;
    const byPlace = new Map(items.map((item) => [String(item.place), item]));
    let asked = 0;
    const mark = () => {
      asked = 0;
      const [others, current] = [new Highlight(), new Highlight()];
      for (const post of document.querySelectorAll<HTMLElement>("article[data-place]")) {
        const item = byPlace.get(post.dataset.place ?? "");
        if (item === undefined) continue;
        for (const range of rangesIn(post, item.words)) (item.place === here ? current : others).add(range);
      }
      CSS.highlights.set(ALL, others).set(HERE, current);
    };
    mark();
    const observer = new MutationObserver(() => {
      if (asked === 0) asked = requestAnimationFrame(mark);
    });
    observer.observe(document.querySelector('[role="feed"]') ?? document.body, {
      ...{ childList: true, subtree: true, characterData: true },
    });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(asked);
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(HERE);
    };
  }, [items, here]);
}

/** Where whole words stand in what was said; not in buttons and names. */
function rangesIn(post: HTMLElement, words: readonly string[]): Range[] {
  if (words.length === 0) return [];
  const spelled = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${spelled})(?![\\p{L}\\p{N}\\p{M}])`, "giu");
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(post, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest("button, header") !== null) continue;
    for (const { index, 0: word } of (node.textContent ?? "").matchAll(pattern)) {
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      ranges.push(range);
    }
  }
  return ranges;
}
