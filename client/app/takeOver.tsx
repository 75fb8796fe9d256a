import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { FIRST_THREAD, type FirstThread } from "#shared/forums/firstThread.contract";
import { siteQuery } from "../accounts/accounts.queries";
import { type Arrived, arrive } from "../forums/firstThread";
import { loadCatalogue } from "../language/catalogues";
import { useLanguageStore } from "../language/languageStore";
import { App } from "./App";
import { THREAD_PATH } from "./paths";
import { queryClient } from "./queryClient";
import { makeReady } from "./router";

void takeOver();

/**
 * Puts the app in the place of the page that the server has drawn, once it has everything to show the same: in one
 * step, so that nothing is blank or moves in between.
 */
async function takeOver(): Promise<void> {
  const first = JSON.parse(document.getElementById(FIRST_THREAD)!.textContent!) as FirstThread;
  const { me } = first.site;
  if (me) useLanguageStore.getState().speak(me.language);
  queryClient.setQueryData(siteQuery.queryKey, first.site);
  const words = loadCatalogue(useLanguageStore.getState().language);
  // What could not be fetched is asked for again by the app, or said by it.
  await Promise.allSettled([words, makeReady(THREAD_PATH)]);
  const root = document.getElementById("root")!;
  arrive(measured(first));
  flushSync(() => createRoot(root).render(<App />));
  delete root.dataset.drawn;
}

/** What came, with how it stands on the screen at this moment. */
function measured(first: FirstThread): Arrived {
  const heights: number[] = [];
  for (const slot of document.querySelectorAll("#root [role=feed] > *")) {
    const place = slot.querySelector<HTMLElement>("[data-place]")?.dataset.place;
    if (place !== undefined) heights[Number(place)] = slot.getBoundingClientRect().height;
  }
  return { ...first, heights, hasMoved: document.documentElement.dataset.moved !== undefined };
}
