import { useCallback, useEffect, useRef, useState } from "react";
import { type FileView, fileEndpoints } from "#shared/files/files.contract";
import { type Id, newId } from "#shared/ids";
import { call } from "../http/call";
import { dropFile, type KeptFile, keepFile, listKept } from "./keptFiles";
import { type Sending, send } from "./uploading";

/** One file that was chosen for a text, until it stands in it. */
export interface UploadState {
  id: Id;
  name: string;
  size: number;
  sent: number;
  step: "sending" | "paused" | "waiting" | "looking" | "ready" | "refused";
  /** Once it is ready. */
  file: FileView | null;
  /** Why it is not taken. */
  problem: unknown;
  /** Chosen on this page, and not before a reload. */
  isFresh: boolean;
}

/** The files that are on their way to the text in a place: begun here, or before a reload. */
export function useUploads(personId: Id, place: string, onReady: (upload: UploadState) => void) {
  const [uploads, setUploads] = useState<readonly UploadState[]>([]);
  const sendings = useRef(new Map<Id, Sending>());
  const ready = useRef(onReady);
  ready.current = onReady;

  const change = useCallback((id: Id, part: Partial<UploadState>) => {
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }, []);
  const begin = useCallback(
    (kept: KeptFile, isFresh: boolean) => {
      const { id, name, file } = kept;
      if (sendings.current.has(id)) return;
      const told = { file: null, problem: null, isFresh };
      const first: UploadState = { id, name, size: file.size, sent: 0, step: "sending", ...told };
      setUploads((all) => [...all.filter((one) => one.id !== id), first]);
      const refuse = (problem: unknown) => {
        void dropFile(id);
        change(id, { step: "refused", problem });
      };
      const sending = send(kept, {
        onProgress: (sent) => change(id, { step: "sending", sent }),
        onArrived: () => change(id, { step: "looking", sent: file.size }),
        onWaiting: () => change(id, { step: "waiting" }),
        onRefused: refuse,
        onSettled: (view) => {
          if (view.state === "refused") return refuse(view.refusal);
          change(id, { step: "ready", file: view });
          ready.current({ ...first, step: "ready", file: view });
        },
      });
      sendings.current.set(id, sending);
    },
    [change],
  );

  useEffect(() => {
    const running = sendings.current;
    let isHere = true;
    void listKept(personId, place).then((kept) => {
      if (isHere) for (const one of kept) begin(one, false);
    });
    return () => {
      isHere = false;
      for (const sending of running.values()) sending.stop();
      running.clear();
      setUploads([]);
    };
  }, [personId, place, begin]);

  const forget = useCallback((id: Id) => {
    sendings.current.get(id)?.stop();
    sendings.current.delete(id);
    void dropFile(id);
    setUploads((all) => all.filter((one) => one.id !== id));
  }, []);
  return {
    uploads,
    add: (files: readonly File[]) => {
      for (const file of files) {
        const kept = { id: newId(), personId, place, file, name: file.name, at: Date.now() };
        void keepFile(kept).then(() => begin(kept, true));
      }
    },
    pause: (id: Id) => {
      sendings.current.get(id)?.pause();
      change(id, { step: "paused" });
    },
    resume: (id: Id) => {
      change(id, { step: "sending" });
      sendings.current.get(id)?.resume();
    },
    /** It stands in the text now, or its refusal was read. */
    forget,
    /** It is not wanted any more: the server lets go of it too, or clears it away once nobody comes back to it. */
    cancel: (id: Id) => {
      forget(id);
      call(fileEndpoints.remove, { params: { fileId: id }, as: personId }).catch(() => undefined);
    },
  };
}
