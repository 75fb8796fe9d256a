import { expect, test } from "./fixtures";
import { look } from "./look";
import { signUpAtAlder } from "./mail";
import {
  bringTo,
  deed,
  expectConnection,
  expectInRoom,
  expectSameOrder,
  liveRoom,
  readRoom,
  remark,
  remarks,
  say,
  sayAs,
} from "./rooms";
import { PHONE, post } from "./site";

test("half-written words survive a moved stage, a reload and a change of mind", async ({ site }) => {
  const room = await liveRoom(site);
  await sayAs(site, room, "mia", "Something to answer.");
  const fay = await site.as("fay", { path: room.path });
  const max = await site.as("max", { path: room.path });
  const saying = max.getByRole("form", { name: "Say something in writing" });
  const composer = saying.getByRole("textbox", { name: "Your contribution" });

  await max.getByRole("radio", { name: "Concern" }).click();
  await max.getByRole("checkbox", { name: "Without my name" }).check();
  await composer.fill("Half a thought about");
  await remark(max, "Something to answer.").getByRole("button", { name: "Answer" }).click();
  await max.getByRole("textbox", { name: "Your answer" }).fill("Half an answer");

  await deed(fay, room, "moves", { from: 0, to: 1 });
  await expect(max.getByRole("heading", { name: /What became of what we said/ })).toBeVisible();
  await expect(composer).toHaveValue("Half a thought about");
  await expect(max.getByRole("textbox", { name: "Your answer" })).toHaveValue("Half an answer");

  await max.reload();
  await expect(composer).toHaveValue("Half a thought about");
  await expect(max.getByRole("radio", { name: "Concern" })).toBeChecked();
  await expect(saying.getByRole("checkbox", { name: "Without my name" })).toBeChecked();
  await expect(max.getByRole("textbox", { name: "Your answer" })).toHaveValue("Half an answer");

  await max.getByRole("link", { name: "Convenings" }).first().click();
  await expect(max.getByRole("heading", { name: "Convenings", level: 1 })).toBeVisible();
  await max.goBack();
  await expect(composer).toHaveValue("Half a thought about");
  await max.getByRole("button", { name: "Say it", exact: true }).click();
  await expect(max.getByRole("article", { name: "Concern by A colleague" })).toBeVisible();
  await expect(composer).toHaveValue("");
  await max.reload();
  await expect(composer).toHaveValue("");
});

test("without a network words are kept, the page says so, and all is sent once on return", async ({
  site,
}) => {
  const room = await liveRoom(site);
  const relay = await site.relay();
  const max = await site.as("max", { relay, path: room.path });
  const mia = await site.as("mia", { path: room.path });
  await expectInRoom(max);
  await say(max, "Said while there was a network.");
  await expect(remark(mia, "Said while there was a network.")).toBeVisible();

  relay.cut();
  await expectConnection(max, "Offline");
  await expect(max.getByText("Here · not known while offline")).toBeVisible();
  await say(max, "First word from the concrete hall.");
  await say(max, "Second word from the concrete hall.");
  await max.getByRole("textbox", { name: "Your contribution" }).fill("Third, half");
  await expectConnection(max, "Offline · 2 kept on this device");
  const kept = max.getByRole("article", { name: "Yours, not yet in the room" });
  await expect(kept).toHaveCount(2);
  await expect(kept.first()).toContainText("Kept on this device · sent as soon as the server can be reached");
  await look(max, "room-offline");
  await say(mia, "Meanwhile in the room.");
  await expect(remark(mia, "Meanwhile in the room.")).toBeVisible();
  await expect.poll(() => remarks(mia)).toHaveLength(2);

  relay.mend();
  await expectConnection(max, "Live");
  await expect(kept).toHaveCount(0);
  await expect(max.getByRole("textbox", { name: "Your contribution" })).toHaveValue("Third, half");
  await expect(remark(mia, "Second word from the concrete hall.")).toHaveCount(1);
  await expectSameOrder(room, max, mia);
  expect(await remarks(max)).toEqual([
    "Said while there was a network.",
    "Meanwhile in the room.",
    "First word from the concrete hall.",
    "Second word from the concrete hall.",
  ]);
});

test("what arrived although its answer was lost stands there once", async ({ site }) => {
  const room = await liveRoom(site);
  const relay = await site.relay();
  const max = await site.as("max", { relay, path: room.path });
  const mia = await site.as("mia", { path: room.path });
  await expectInRoom(max);
  await expect(max.getByRole("button", { name: "Write to the facilitator" })).toBeVisible();

  relay.deafen();
  await say(max, "Heard by the room, unanswered.");
  await expect(remark(mia, "Heard by the room, unanswered.")).toBeVisible();
  await expect(max.getByRole("article", { name: "Yours, not yet in the room" })).toBeVisible();
  relay.mend();
  await expect(max.getByRole("article", { name: "Yours, not yet in the room" })).toHaveCount(0);
  await expect(remark(max, "Heard by the room, unanswered.")).toHaveCount(1);
  await expectSameOrder(room, max, mia);
  const { contributions } = await readRoom(mia, room);
  expect(contributions).toHaveLength(1);
});

test("a server that is killed in the middle of it loses nothing and doubles nothing", async ({ site }) => {
  const room = await liveRoom(site);
  const max = await site.as("max", { path: room.path });
  const mia = await site.as("mia", { ...PHONE, path: room.path });
  const fay = await site.as("fay", { path: room.path });
  for (const page of [max, mia]) await expectInRoom(page);
  await deed(fay, room, "hands", {});
  for (const number of [1, 2, 3]) await say(max, `Max before the fall, ${number}.`);
  await say(mia, "Mia before the fall.");
  await expect(remark(mia, "Max before the fall, 3.")).toBeVisible();
  await expect(remark(max, "Mia before the fall.")).toBeVisible();

  // Said in the very moment: some of it arrives, some is answered, some is neither.
  await say(max, "Max in the very moment.");
  const falling = site.kill();
  await say(mia, "Mia in the very moment.");
  await falling;
  await expectConnection(max, /^Offline/);
  await say(max, "Max while there is no server.");
  await mia.getByRole("textbox", { name: "Your contribution" }).fill("Mia, half a");
  await max.getByRole("textbox", { name: "Your contribution" }).fill("Max, half a");
  await expect(remark(max, "Max while there is no server.")).toContainText("Kept on this device");

  await site.begin();
  for (const page of [max, mia, fay]) {
    await expectConnection(page, "Live");
    await expect(page.getByRole("article", { name: "Yours, not yet in the room" })).toHaveCount(0);
  }
  for (const text of ["Max in the very moment.", "Mia in the very moment.", "Max while there is no server."])
    for (const page of [max, mia, fay]) await expect(remark(page, text)).toHaveCount(1);
  await expectSameOrder(room, max, mia, fay);
  const { contributions, hands, stage } = await readRoom(fay, room);
  expect(contributions).toHaveLength(7);
  expect(new Set(contributions.map(({ text }) => text)).size).toBe(7);
  expect(hands.map(({ person }) => person.name)).toEqual(["Fay"]);
  expect(stage).toBe("live");
  await expect(mia.getByRole("textbox", { name: "Your contribution" })).toHaveValue("Mia, half a");
  await max.reload();
  await expect(max.getByRole("textbox", { name: "Your contribution" })).toHaveValue("Max, half a");
  await expect(max.getByRole("timer")).toHaveText(/\d:\d\d/);
});

test("a session that ends in the middle keeps the words, and signing in again sends them", async ({
  site,
}) => {
  const room = await liveRoom(site);
  const password = "several plain words";
  const nia = await site.visit();
  const address = await signUpAtAlder(nia, { mailbox: "nia", name: "Nia", password });
  await nia.goto(room.path);
  await expectInRoom(nia);
  await nia.getByRole("textbox", { name: "Your contribution" }).fill("Half a word");

  const elsewhere = await site.visit();
  await post(elsewhere.request, site.origin, "/api/accounts/sign-in", { address, password });
  await post(elsewhere.request, site.origin, "/api/accounts/sign-out", { everywhere: true });
  const dialog = nia.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Campus address" })).toHaveValue(address);
  await look(nia, "room-session-ended");
  await dialog.getByRole("textbox", { name: "Password" }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expectConnection(nia, "Live");
  await expect(nia.getByRole("textbox", { name: "Your contribution" })).toHaveValue("Half a word");
  await nia.getByRole("button", { name: "Say it", exact: true }).click();
  const max = await site.as("max", { path: room.path });
  await expect(max.getByRole("article", { name: "Insight by Nia" })).toHaveCount(1);

  await test.step("also what was said before the page knew", async () => {
    await nia.context().clearCookies();
    await say(nia, "Said without knowing that the session was over.");
    await expect(dialog).toBeVisible();
    await dialog.getByRole("textbox", { name: "Password" }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(remark(max, "Said without knowing")).toHaveCount(1);
    await expect(nia.getByRole("article", { name: "Yours, not yet in the room" })).toHaveCount(0);
    await expectSameOrder(room, nia, max);
  });
});

test("two windows of one person show the same, and send each word once", async ({ site }) => {
  const room = await liveRoom(site);
  const relay = await site.relay();
  const first = await site.as("max", { relay, path: room.path });
  const second = await site.another(first, room.path);
  const mia = await site.as("mia", { path: room.path });
  await expect(second.getByRole("region", { name: "People here" })).toContainText("Here · 2");
  await say(first, "From the first window.");
  await expect(remark(second, "From the first window.")).toContainText("yours");

  for (const page of [first, second]) await expectInRoom(page);
  relay.cut();
  for (const page of [first, second]) await expectConnection(page, /^Offline/);
  await say(first, "Kept by the first window.");
  await say(second, "Kept by the second window.");
  await expectConnection(first, "Offline · 2 kept on this device");
  await second.close();
  relay.mend();
  await expect(remark(mia, "Kept by the first window.")).toHaveCount(1);
  await expect(remark(mia, "Kept by the second window.")).toHaveCount(1);
  await expectSameOrder(room, first, mia);
  expect(await remarks(mia)).toHaveLength(3);
});

test("what comes too late for a room is kept, and goes in when the room is reopened", async ({ site }) => {
  const room = await liveRoom(site);
  const relay = await site.relay();
  const max = await site.as("max", { relay, path: "/health/live" });
  let mayConnect = Promise.resolve();
  await max.routeWebSocket(/\/socket\.io\//, async (socket) => {
    await mayConnect;
    socket.connectToServer();
  });
  await max.goto(room.path);
  const fay = await site.as("fay", { path: room.path });
  await expectInRoom(max);
  relay.cut();
  await expectConnection(max, "Offline");
  await say(max, "Said as the room took a breath.");
  await deed(fay, room, "breath", { sentence: "" });
  // What he says goes ahead of what he hears: of the breath and of its end he learns at once.
  let connect = () => {};
  mayConnect = new Promise((resolve) => {
    connect = resolve;
  });
  relay.mend();
  const kept = max.getByRole("article", { name: "Yours, not yet in the room" });
  await expect(kept).toContainText("Not taken; kept on this device. The room is taking a breath.");
  await fay.getByRole("button", { name: "Go on" }).click();
  await expect(fay.getByRole("button", { name: "Take a breath" })).toBeVisible();
  connect();
  await expect(remark(fay, "Said as the room took a breath.")).toHaveCount(1);
  await expect(kept).toHaveCount(0);

  relay.cut();
  await expectConnection(max, "Offline");
  await say(max, "Too late for this room.");
  await bringTo(site, room, "closing", "closed");
  relay.mend();
  await expectConnection(max, "Live · 1 not taken");
  await expect(kept).toContainText("Not taken; kept on this device. The room is closed.");
  await look(max, "room-not-taken");
  await max.goto("/");
  await expect(max.getByText("Not taken; kept on this device. The room is closed.")).toBeVisible();
  await look(max, "today-not-taken");

  await max.goto(room.path);
  await fay.getByRole("button", { name: "Reopen the room" }).click();
  await expect(max.getByRole("textbox", { name: "Your contribution" })).toBeVisible();
  await kept.getByRole("button", { name: "Try again" }).click();
  await expect(remark(fay, "Too late for this room.")).toHaveCount(1);
  await expectSameOrder(room, max, fay);
});
