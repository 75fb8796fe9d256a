import { importEndpoints as doors, type ImportView, PIECE } from "#shared/forums/imports.contract";
import { type Id, newId } from "#shared/ids";
import type { HttpClient } from "./httpClient";

/** A file on its way into a space. */
export interface Sent {
  params: { spaceId: Id; importId: Id };
  view: ImportView;
}

/** Sends a file as a browser does, and has it checked. */
export async function sendFile(
  browser: HttpClient,
  { spaceId, categoryId }: { spaceId: Id; categoryId: Id },
  file: Buffer | string,
  fileName = "community.csv",
): Promise<Sent> {
  const bytes = Buffer.from(file);
  const params = { spaceId, importId: newId() };
  const input = { importId: params.importId, fileName, size: bytes.length, categoryId };
  await browser.do(doors.begin, { params: { spaceId }, input });
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE).toString("base64");
    await browser.do(doors.send, { params, input: { at, bytes: piece } });
  }
  await browser.do(doors.check, { params, input: {} });
  return { params, view: await until(browser, params, "checked", "refused") };
}

/** Brings in what was sent. */
export async function runSent(browser: HttpClient, { params }: Sent): Promise<ImportView> {
  await browser.do(doors.run, { params, input: {} });
  return await until(browser, params, "done", "refused");
}

/** Asks, as a page does, until the import stands there. */
export async function until(
  browser: HttpClient,
  params: Sent["params"],
  ...states: ImportView["state"][]
): Promise<ImportView> {
  for (;;) {
    const view = await browser.do(doors.show, { params });
    if (states.includes(view.state)) return view;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
