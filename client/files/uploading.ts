import { type DetailedError, Upload } from "tus-js-client";
import { type FileView, fileEndpoints } from "#shared/files/files.contract";
import { apiError } from "#shared/http/apiError";
import { PERSON_HEADER } from "#shared/http/personHeader";
import { ApiError } from "../http/ApiError";
import { call } from "../http/call";
import type { KeptFile } from "./keptFiles";

/** Small enough that each arrives within a request's time on a poor line. */
const PIECE = 1_000_000;
/** How long is waited before it is tried again, in milliseconds; the last again and again. */
const PATIENCE = [500, 1_500, 4_000, 8_000];

export interface Hearer {
  /** So many bytes are there. */
  onProgress: (sent: number) => void;
  /** All of it is there, and is being looked into. */
  onArrived: () => void;
  /** The line is down; it goes on by itself. */
  onWaiting: () => void;
  onSettled: (file: FileView) => void;
  onRefused: (error: unknown) => void;
}

/** An upload that is under way. */
export interface Sending {
  pause: () => void;
  resume: () => void;
  /** Ends it for good; what became of it is told to nobody any more. */
  stop: () => void;
}

/** Sends a file from wherever its upload has come to, again and again until it is there or is refused. */
export function send({ id, personId, file, name }: KeptFile, hearer: Hearer): Sending {
  let [failures, isPaused, isOver, isThere] = [0, false, false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const upload = new Upload(file, {
    endpoint: fileEndpoints.begin.path,
    metadata: { fileId: id, filename: name },
    headers: { [PERSON_HEADER]: personId },
    chunkSize: PIECE,
    retryDelays: null,
    storeFingerprintForResuming: false,
    onProgress: (sent) => {
      failures = 0;
      if (!isPaused && !isOver) hearer.onProgress(sent);
    },
    onSuccess: () => {
      isThere = true;
      hearer.onArrived();
      void follow();
    },
    onError: (error) => fail(refusalOf(error as DetailedError)),
  });

  const go = () => {
    clearTimeout(timer);
    if (isOver || isPaused || isThere) return;
    // Where some of it is there already, the server says how much; where nothing is, it is begun.
    upload.url = `${fileEndpoints.begin.path}/${id}`;
    upload.start();
  };
  const fail = (refusal: ApiError | null) => {
    if (isOver || isPaused) return;
    if (refusal !== null) {
      isOver = true;
      return hearer.onRefused(refusal);
    }
    hearer.onWaiting();
    timer = setTimeout(go, PATIENCE[Math.min(failures++, PATIENCE.length - 1)]);
  };
  const follow = async (attempt = 0): Promise<void> => {
    if (isOver) return;
    try {
      const view = await call(fileEndpoints.show, { params: { fileId: id }, as: personId });
      if (isOver) return;
      if (view.state !== "arriving") return hearer.onSettled(view);
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429)
        return hearer.onRefused(error);
    }
    timer = setTimeout(() => void follow(attempt + 1), Math.min(2_000, 200 + attempt * 200));
  };
  const handleOnline = () => {
    if (timer === undefined) return;
    void upload.abort();
    go();
  };
  window.addEventListener("online", handleOnline);
  go();
  return {
    pause() {
      isPaused = true;
      clearTimeout(timer);
      void upload.abort();
    },
    resume() {
      isPaused = false;
      go();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      window.removeEventListener("online", handleOnline);
      void upload.abort();
    },
  };
}

/** The server's refusal, or null where the line or the server was away and it is worth trying again. */
function refusalOf({ originalResponse }: DetailedError): ApiError | null {
  const status = originalResponse?.getStatus() ?? 0;
  if (status < 400 || status >= 500 || status === 408 || status === 423 || status === 429) return null;
  const body = apiError.safeParse(parse(originalResponse?.getBody() ?? ""));
  // What goes wrong within the protocol is put right by asking how much is there.
  if (!body.success || body.data.code === "upload" || body.data.code === "fileArrived") return null;
  return new ApiError(status, body.data);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No answer of the server's.
    return null;
  }
}
