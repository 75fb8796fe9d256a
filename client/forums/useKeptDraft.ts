import { useCallback, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { type DraftKind, draftEndpoints } from "#shared/forums/drafts.contract";
import { call } from "../http/call";
import { changeDraft, draftStore } from "../live/drafts";
import { useLiveSession } from "../live/session";
import { createDraftSync, type DeviceDraft, NO_DRAFT } from "./draftSync";

/** The server hears of new words this often while somebody writes. */
const EVERY = 3_000;

/** How safe the words are: on this device, there and on the server, or on this page alone. */
export type Safety = "nothing" | "here" | "everywhere" | "unkept";

/**
 * The draft of a thread, a reply or a post written anew: kept on this device with every stroke, and on the server every
 * few seconds, on leaving the field and on leaving the page.
 */
export function useKeptDraft(kind: DraftKind, about: string) {
  const personId = useLiveSession((session) => session.personId) ?? "nobody";
  const { store, sync } = useMemo(() => {
    const device = draftStore<DeviceDraft>(`throughline.draft.${personId}.${about}.${kind}`, NO_DRAFT);
    const server = {
      find: async () => (await call(draftEndpoints.find, { input: { kind, about } })).draft,
      keep: (draft: Omit<DeviceDraft, "isDirty">) =>
        call(draftEndpoints.keep, { input: { kind, about, ...draft }, outlivesPage: isLeaving(draft) }),
    };
    return { store: device, sync: createDraftSync(device, server) };
  }, [kind, about, personId]);
  const { draft, isKept } = useStore(store);
  const { conflict } = useStore(sync.store);

  useEffect(() => {
    void sync.meet();
    const timer = setInterval(() => void sync.send(), EVERY);
    const handleVisibility = () => void (document.visibilityState === "hidden" ? sync.send() : sync.meet());
    const handleLeave = () => void sync.send();
    document.addEventListener("visibilitychange", handleVisibility);
    window.addEventListener("pagehide", handleLeave);
    window.addEventListener("online", handleLeave);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", handleVisibility);
      window.removeEventListener("pagehide", handleLeave);
      window.removeEventListener("online", handleLeave);
      void sync.send();
    };
  }, [sync]);

  const change = useCallback(
    (part: Partial<Pick<DeviceDraft, "title" | "body">>) => changeDraft(store, { ...part, isDirty: true }),
    [store],
  );
  /** What was written has gone where it was meant to go, or is not wanted any more. */
  const letGo = useCallback(() => {
    const { version } = store.getState().draft;
    changeDraft(store, { ...NO_DRAFT, version, isDirty: version > 0 });
    void sync.send();
  }, [store, sync]);
  const isEmpty = draft.title === "" && draft.body === null;
  const safety: Safety = isEmpty ? "nothing" : !isKept ? "unkept" : draft.isDirty ? "here" : "everywhere";
  return { draft, isEmpty, change, letGo, send: sync.send, conflict, choose: sync.choose, safety };
}

export type KeptDraft = ReturnType<typeof useKeptDraft>;

/** Browsers send at most 64 kB to its end after a page is left. */
function isLeaving(draft: object): boolean {
  return document.visibilityState === "hidden" && JSON.stringify(draft).length < 50_000;
}
