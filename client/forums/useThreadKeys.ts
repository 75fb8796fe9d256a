import { useSingleKeys } from "../ui/useSingleKeys";
import { useComposer } from "./composerContext";
import { openFind } from "./findInThread";
import { stepTo } from "./marks";
import { goTo, useThreadPageStore } from "./threadPage";
import { useThread } from "./useThreadRoom";

/** The single keys of a thread: from post to post, to a number, to the composer. */
export function useThreadKeys(): void {
  const store = useThreadPageStore();
  const composer = useComposer();
  const { room } = useThread();
  const posts = () => room.store.getState().view?.thread.posts ?? 0;
  const step = (by: 1 | -1) => {
    const { at, shown } = store.getState();
    const focused = document.activeElement?.closest<HTMLElement>("article[data-place]");
    // From outside the first step leads to what is in sight.
    const held = room.store.getState().view?.posts ?? [];
    const to = focused ? stepTo(held, Number(focused.dataset.place), by) : at;
    goTo(store, Math.min(Math.max(to, 0), shown - 1), posts());
  };
  useSingleKeys({
    j: () => step(1),
    k: () => step(-1),
    g: () => store.setState({ isJumpOpen: true }),
    f: () => openFind(store),
    c: () => composer.handle?.focus(),
    e: () => goTo(store, posts() - 1, posts()),
  });
}
