import { expect, test } from "vitest";
import type { DraftView } from "#shared/forums/drafts.contract";
import { fromPlainText, plainText } from "#shared/richText/plainText";
import { changeDraft, draftStore } from "../live/drafts";
import { createDraftSync, type DraftServer, NO_DRAFT } from "./draftSync";

/** The server's side of one draft, whose network a test may take away. */
class FakeServer implements DraftServer {
  draft: DraftView | null = null;
  isReachable = true;

  find = async () => {
    if (!this.isReachable) throw new Error("Out of reach.");
    return this.draft;
  };

  keep: DraftServer["keep"] = async ({ title, body, version }) => {
    if (!this.isReachable) throw new Error("Out of reach.");
    if (version !== (this.draft?.version ?? 0)) return { isKept: false, draft: this.draft };
    const isGone = title === "" && body === null;
    this.draft = isGone ? null : { kind: "reply", about: "", title, body, version: version + 1, at: 0 };
    return { isKept: true, draft: this.draft };
  };
}

let devices = 0;

function device(server: FakeServer) {
  const store = draftStore(`test.${devices++}`, NO_DRAFT, null);
  const sync = createDraftSync(store, server);
  return {
    sync,
    write: (text: string) => changeDraft(store, { body: fromPlainText(text), isDirty: true }),
    letGo: () => {
      const { version } = store.getState().draft;
      changeDraft(store, { ...NO_DRAFT, version, isDirty: version > 0 });
      return sync.send();
    },
    draft: () => store.getState().draft,
    text: () => {
      const { body } = store.getState().draft;
      return body === null ? "" : plainText(body);
    },
  };
}

test("what one device has kept goes on at another", async () => {
  const server = new FakeServer();
  const [desk, phone] = [device(server), device(server)];
  desk.write("Half a thought");
  await desk.sync.send();
  await phone.sync.meet();
  expect(phone.text()).toBe("Half a thought");
  phone.write("Half a thought, and more");
  await phone.sync.send();
  await desk.sync.meet();
  expect(desk.text()).toBe("Half a thought, and more");
  expect(desk.sync.store.getState().conflict).toBeNull();
});

test("written on two devices, neither is lost, and nothing is sent until somebody chooses", async () => {
  const server = new FakeServer();
  const [desk, phone] = [device(server), device(server)];
  desk.write("At the desk");
  await desk.sync.send();
  phone.write("On the train");
  await phone.sync.send();
  expect(phone.sync.store.getState().conflict?.body).toEqual(fromPlainText("At the desk"));
  phone.write("On the train, still");
  await phone.sync.send();
  expect(server.draft?.body).toEqual(fromPlainText("At the desk"));
  await phone.sync.choose("both");
  expect(phone.text()).toBe("On the train, still\n\nAt the desk");
  expect(server.draft?.body).toEqual(phone.draft().body);
  expect(phone.draft().isDirty).toBe(false);
});

test("either version can be chosen", async () => {
  for (const [which, text] of [["mine", "On the train"] as const, ["theirs", "At the desk"] as const]) {
    const server = new FakeServer();
    const [desk, phone] = [device(server), device(server)];
    desk.write("At the desk");
    await desk.sync.send();
    phone.write("On the train");
    await phone.sync.meet();
    await phone.sync.choose(which);
    expect(phone.text()).toBe(text);
    expect(server.draft?.body).toEqual(fromPlainText(text));
  }
});

test("what was sent is gone everywhere; what was written meanwhile elsewhere is not", async () => {
  const server = new FakeServer();
  const [desk, phone] = [device(server), device(server)];
  desk.write("Half a thought");
  await desk.sync.send();
  await phone.sync.meet();
  await desk.letGo();
  expect(server.draft).toBeNull();
  await phone.sync.meet();
  expect(phone.text()).toBe("");
  phone.write("Another thought");
  await desk.sync.meet();
  await phone.sync.send();
  expect(server.draft?.body).toEqual(fromPlainText("Another thought"));
});

test("without a network the words stay on the device and are sent later", async () => {
  const server = new FakeServer();
  const desk = device(server);
  server.isReachable = false;
  desk.write("Kept here");
  await desk.sync.send();
  expect(desk.draft().isDirty).toBe(true);
  server.isReachable = true;
  await desk.sync.send();
  expect(server.draft?.body).toEqual(fromPlainText("Kept here"));
  expect(desk.draft().isDirty).toBe(false);
});
