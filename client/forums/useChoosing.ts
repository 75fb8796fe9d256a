import { useMemo } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { useThreadPageStore } from "./threadPage";
import { useThread } from "./useThreadRoom";

/** Choosing replies, one by one or everything from the last choice on. */
export function useChoosing() {
  const page = useThreadPageStore();
  const { room, windows } = useThread();
  return useMemo(() => {
    const set = (places: readonly number[], isOn: boolean) => {
      const ids = (room.store.getState().view?.posts ?? [])
        .filter(({ place, state }) => places.includes(place) && place > 0 && state !== "moved")
        .map(({ id }) => id);
      page.setState(({ chosen }) => {
        const others = (chosen ?? []).filter((id) => !ids.includes(id));
        return { chosen: isOn ? [...others, ...ids] : others };
      });
    };
    return {
      begin: () => page.setState({ chosen: [], chosenLast: null }),
      end: () => page.setState({ chosen: null, chosenLast: null }),
      choose: ({ place }: PostView, isOn: boolean, isRange: boolean) => {
        const from = page.getState().chosenLast;
        page.setState({ chosenLast: place });
        if (!isRange || from === null) return set([place], isOn);
        const [first, last] = [Math.min(from, place), Math.max(from, place)];
        const places = Array.from({ length: last - first + 1 }, (_, at) => first + at);
        // What lies between may not have been in sight yet.
        void windows.have(first, last).then(() => set(places, isOn));
      },
    };
  }, [page, room, windows]);
}
