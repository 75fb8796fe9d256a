import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { PersonMark } from "#shared/people/people.contract";
import { useViewer } from "../accounts/accounts.queries";
import { socket } from "../live/socket";
import { createMatterRoom } from "./matterRoom";

/** The focus goes from a button into its dialog by way of nothing: whoever is back within this time has not left. */
const LEFT_AFTER = 500;

/**
 * Hears of a report or an appeal while it is on the screen, and tells the others while one has it open: the focus is within
 * it or a dialog of it, by whatever means it came there, or something else of it is open. `frame` is for its `li`.
 */
export function useMatter(matterId: string, isOpen = false) {
  const client = useQueryClient();
  const viewer = useViewer();
  const place = useRef<HTMLLIElement>(null);
  const isOnScreen = useIsOnScreen(place);
  const { hasFocus, ...focus } = useHasFocus();
  const isLooking = hasFocus || isOpen;
  const room = useMemo(
    () =>
      createMatterRoom(matterId, socket, (of) => {
        const queryKey = of === "notes" ? ["care", "notes", matterId] : ["care"];
        void client.invalidateQueries({ queryKey });
      }),
    [client, matterId],
  );
  const isHeard = isOnScreen || isLooking;
  useEffect(() => (isHeard ? room.open() : undefined), [room, isHeard]);
  useEffect(() => room.look(isLooking), [room, isLooking]);
  const { lookers } = useStore(room.store);
  const others: readonly PersonMark[] = lookers.filter(({ personId }) => personId !== viewer.personId);
  return { others, isLooking, isHeard, frame: { ref: place, tabIndex: -1, ...focus } };
}

/** Only what is on the screen is listened to: a desk may be long. */
function useIsOnScreen(place: RefObject<HTMLElement | null>): boolean {
  const [isOnScreen, setIsOnScreen] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setIsOnScreen(entry?.isIntersecting === true));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return isOnScreen;
}

function useHasFocus() {
  const [hasFocus, setHasFocus] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  return {
    hasFocus,
    onFocus: () => {
      clearTimeout(leaving.current);
      setHasFocus(true);
    },
    onBlur: () => {
      clearTimeout(leaving.current);
      leaving.current = setTimeout(() => setHasFocus(false), LEFT_AFTER);
    },
  };
}
