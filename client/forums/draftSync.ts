import type { StoreApi } from "zustand/vanilla";
import { createStore } from "zustand/vanilla";
import type { DraftView } from "#shared/forums/drafts.contract";
import type { RichTextDocument } from "#shared/richText/document";
import { changeDraft, type DraftState } from "../live/drafts";

/** Half-written words as this device keeps them, with what it knows of their copy on the server. */
export interface DeviceDraft {
  title: string;
  body: RichTextDocument | null;
  /** The version on the server from which these words go on; 0 where it has none. */
  version: number;
  /** Something was written since then. */
  isDirty: boolean;
}

export const NO_DRAFT: DeviceDraft = { title: "", body: null, version: 0, isDirty: false };

export interface SyncState {
  /** What another device has written meanwhile, while both versions wait for somebody to choose. */
  conflict: DraftView | null;
}

/** The server's copy of one draft; the tests bring a server of their own. */
export interface DraftServer {
  find(): Promise<DraftView | null>;
  keep(draft: {
    title: string;
    body: RichTextDocument | null;
    version: number;
  }): Promise<{ isKept: boolean; draft: DraftView | null }>;
}

/** Keeps a draft on this device and its copy on the server in step, without ever writing over words unseen. */
export interface DraftSync {
  store: StoreApi<SyncState>;
  /** Looks at what the server has; sends what it has not. */
  meet(): Promise<void>;
  /** Sends what is new, if anything is. */
  send(): Promise<void>;
  /** One of the two versions, or both, the other's after one's own. */
  choose(which: "mine" | "theirs" | "both"): Promise<void>;
}

export function createDraftSync(device: StoreApi<DraftState<DeviceDraft>>, server: DraftServer): DraftSync {
  const store = createStore<SyncState>(() => ({ conflict: null }));
  let last: Promise<void> = Promise.resolve();
  const local = () => device.getState().draft;

  /** One question at a time, in order: an older answer never overtakes a newer one. */
  const inTurn = (work: () => Promise<void>) => {
    last = last.then(work).catch(() => undefined /* Out of reach: the device keeps it, and asks again. */);
    return last;
  };
  const send = () =>
    inTurn(async () => {
      if (!local().isDirty || store.getState().conflict !== null) return;
      await push();
    });
  return {
    store,
    send,
    meet: () =>
      inTurn(async () => {
        if (store.getState().conflict !== null) return;
        reconcile(await server.find());
        if (local().isDirty && store.getState().conflict === null) await push();
      }),
    choose: (which) => {
      const { conflict } = store.getState();
      if (conflict === null) return Promise.resolve();
      const { title, body, version } = conflict;
      if (which === "theirs") changeDraft(device, { title, body, version, isDirty: false });
      else if (which === "both") {
        changeDraft(device, { ...local(), body: joined(local().body, body), version, isDirty: true });
      } else changeDraft(device, { version, isDirty: true });
      store.setState({ conflict: null });
      return send();
    },
  };

  async function push(): Promise<void> {
    const { title, body, version } = local();
    const { isKept, draft } = await server.keep({ title, body, version });
    if (!isKept) return reconcile(draft);
    const now = local();
    changeDraft(device, {
      version: draft?.version ?? 0,
      isDirty: now.title !== title || now.body !== body,
    });
  }

  function reconcile(there: DraftView | null): void {
    const here = local();
    const version = there?.version ?? 0;
    if (isSame(here, there)) changeDraft(device, { version, isDirty: false });
    // Nothing was written here since, or what was here has been sent: the other device's words go on.
    else if (!here.isDirty || isEmpty(here)) {
      changeDraft(device, { title: there?.title ?? "", body: there?.body ?? null, version, isDirty: false });
    } else if (there === null) changeDraft(device, { version: 0 });
    else if (there.version !== here.version) store.setState({ conflict: there });
  }
}

/** Both, one after the other. */
export function joined(
  one: RichTextDocument | null,
  other: RichTextDocument | null,
): RichTextDocument | null {
  if (one === null || other === null) return one ?? other;
  return { type: "doc", content: [...one.content, ...other.content] };
}

function isEmpty({ title, body }: Pick<DeviceDraft, "title" | "body">): boolean {
  return title === "" && body === null;
}

function isSame(here: DeviceDraft, there: DraftView | null): boolean {
  if (there === null) return isEmpty(here);
  return here.title === there.title && JSON.stringify(here.body) === JSON.stringify(there.body);
}
