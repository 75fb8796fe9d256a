import { expect, test } from "@playwright/test";
import { Server } from "./server";
import { TlsProxy } from "./tls";

test("under https the session is bound to this very host, and carries pages, deeds and the live connection", async ({
  browser,
}) => {
  const proxy = await TlsProxy.listen();
  const server = new Server({ isDemo: true, publicUrl: proxy.origin });
  try {
    await server.start();
    proxy.target = Number(new URL(server.origin).port);
    const context = await browser.newContext({ baseURL: proxy.origin, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("button", { name: /Be Max/ }).click();
    await expect(page.getByRole("button", { name: "Menu of Max" })).toBeVisible();
    const [session, ...others] = await context.cookies();
    expect(others).toEqual([]);
    expect(session).toMatchObject({
      ...{ name: "__Host-throughline", domain: "localhost", path: "/" },
      ...{ httpOnly: true, secure: true, sameSite: "Lax" },
    });
    expect(await page.evaluate(() => document.cookie), "out of reach of scripts").toBe("");

    await page.reload();
    await page.getByRole("link", { name: "Join the room" }).click();
    await expect(page.getByRole("banner").getByRole("status")).toHaveText("Live", { useInnerText: true });
    await page.getByRole("textbox", { name: "Your contribution" }).fill("Said over https.");
    await page.getByRole("button", { name: "Say it", exact: true }).click();
    await expect(page.getByRole("article", { name: "Insight by Max" }).last()).toContainText("over https");

    const elsewhere = await context.request.post("/api/accounts/sign-out", {
      data: { everywhere: false },
      headers: { origin: server.origin },
    });
    expect(elsewhere.status(), "the address without TLS is another site").toBe(403);
    await page.getByRole("button", { name: "Menu of Max" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Step into the demonstration" })).toBeVisible();
    expect(await context.cookies()).toEqual([]);

    const asked = await context.request.post("/api/accounts/request-reset", {
      data: { address: "max@alder.example" },
      headers: { origin: proxy.origin },
    });
    expect(asked.ok()).toBe(true);
    await page.goto("/outbox");
    await expect(page.getByRole("link", { name: new RegExp(`^${proxy.origin}/reset`) })).toBeVisible();
    await context.close();
  } finally {
    proxy.close();
    await server.remove();
  }
});
