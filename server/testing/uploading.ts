import { fileEndpoints as doors, type FileView } from "#shared/files/files.contract";
import { type Id, newId } from "#shared/ids";
import type { Answer, HttpClient } from "./httpClient";

const TUS = { "tus-resumable": "1.0.0" };

/** Announces a file as a browser does, and answers what came back. */
export async function beginUpload(
  browser: HttpClient,
  { fileId = newId(), name, size }: { fileId?: Id; name: string; size: number },
): Promise<Answer & { fileId: Id }> {
  const metadata = `fileId ${btoa(fileId)},filename ${Buffer.from(name).toString("base64")}`;
  const headers = {
    origin: browser.origin,
    ...TUS,
    "upload-length": String(size),
    "upload-metadata": metadata,
  };
  return { ...(await browser.raw(doors.begin.path, { method: "POST", headers })), fileId };
}

/** Sends bytes of an upload from a place on. */
export async function sendBytes(
  browser: HttpClient,
  fileId: Id,
  offset: number,
  bytes: Uint8Array,
): Promise<Answer> {
  const headers = {
    ...{ origin: browser.origin, ...TUS, "upload-offset": String(offset) },
    "content-type": "application/offset+octet-stream",
  };
  return await browser.raw(`${doors.begin.path}/${fileId}`, { method: "PATCH", headers, body: bytes });
}

/** How much of an upload is there. */
export async function askOffset(browser: HttpClient, fileId: Id): Promise<Answer> {
  return await browser.raw(`${doors.begin.path}/${fileId}`, { method: "HEAD", headers: TUS });
}

/** Brings a whole file, and answers what became of it. */
export async function upload(browser: HttpClient, name: string, bytes: Uint8Array): Promise<FileView> {
  const begun = await beginUpload(browser, { name, size: bytes.length });
  if (begun.status !== 201) throw new Error(`The upload was answered ${begun.status} ${begun.text}`);
  const sent = await sendBytes(browser, begun.fileId, 0, bytes);
  if (sent.status !== 204) throw new Error(`The bytes were answered ${sent.status} ${sent.text}`);
  return await settled(browser, begun.fileId);
}

/** The file once it was looked into. */
export async function settled(browser: HttpClient, fileId: Id): Promise<FileView> {
  for (;;) {
    const view = await browser.do(doors.show, { params: { fileId } });
    if (view.state !== "arriving") return view;
  }
}
