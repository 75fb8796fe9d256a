import { expect, test } from "./fixtures";
import { expectConnection, expectInRoom, liveRoom } from "./rooms";

test("a role that is taken back ends what it allowed, on a page that stands open", async ({ site }) => {
  const room = await liveRoom(site);
  const fay = await site.as("fay", { path: "/settings" });
  const bar = fay.getByRole("toolbar", { name: "Facilitate" });
  // A bar that cannot be fetched takes nothing else with it, and is asked for again.
  await fay.route(/\/assets\/facilitatedParts-[^/]*\.js$/, (route) => route.abort(), { times: 1 });
  const missed = fay.waitForEvent("requestfailed", (request) => request.url().includes("facilitatedParts"));
  await fay.goto(room.path);
  await missed;
  await expectInRoom(fay);
  await expect(bar).toBeVisible();
  const cora = await site.as("cora", { path: "/roles" });
  const held = cora.getByRole("listitem").filter({ hasText: room.title });
  await held.getByRole("button", { name: "Take the role back from Fay" }).click();
  await expect(cora.getByText("Fay no longer holds the role")).toBeVisible();
  await expect(bar).toBeHidden();
  await expectConnection(fay, "Live");
});

test("the header does not say that the room is live before it is there", async ({ site }) => {
  const room = await liveRoom(site);
  const max = await site.as("max", { path: "/settings" });
  await expectConnection(max, "Live");
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await max.route(/\/assets\/DebriefRoom-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await max.goto(room.path);
  await expectConnection(max, "Catching up");
  letThrough();
  await expectInRoom(max);
});
