import type {
  APIRequestContext,
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
} from "@playwright/test";
import { request } from "@playwright/test";
import type { CastKey } from "#server/accounts/cast";
import type { Language } from "#shared/languages";
import { Relay } from "./relay";
import type { Server } from "./server";

/** How somebody comes: with which device, in which language, over which network. */
export type Coming = BrowserContextOptions & {
  /** The language of the account, and so of every page. */
  language?: Language;
  relay?: Relay;
  /** Where they begin. */
  path?: string;
};

export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** Whoever does something over the API: on a page of theirs, or without any. */
export type Caller = Pick<Page, "request" | "url">;

/** A running site, and the browsers that visit it during one story. */
export class Site {
  private readonly contexts: BrowserContext[] = [];
  private readonly relays: Relay[] = [];
  private readonly callers = new Map<CastKey, Promise<Caller>>();
  /** What went wrong in any page without anybody showing it. */
  readonly faults: string[] = [];

  constructor(
    readonly server: Server,
    private readonly browser: Browser,
  ) {}

  get origin(): string {
    return this.server.origin;
  }

  /** A browser of its own in which nobody is signed in. */
  async visit(coming: Coming = {}): Promise<Page> {
    const { path = "/" } = coming;
    const page = await this.open(await this.newContext(coming));
    await page.goto(path);
    return page;
  }

  /** A browser of its own in which one of the cast has come in by the demonstration's door. */
  async as(key: CastKey, coming: Coming = {}): Promise<Page> {
    const { path = "/", language } = coming;
    const context = await this.newContext(coming);
    await post(context.request, this.originOf(coming), "/api/accounts/enter", { key });
    if (language !== undefined) await settle(context.request, this.originOf(coming), language);
    const page = await this.open(context);
    await page.goto(path);
    return page;
  }

  /** One of the cast who opens no page: does over the API what is not what the story is about. */
  caller(key: CastKey): Promise<Caller> {
    const known = this.callers.get(key) ?? this.enterAs(key);
    this.callers.set(key, known);
    return known;
  }

  /** Another window of the same browser. */
  async another(page: Page, path: string): Promise<Page> {
    const second = await this.open(page.context());
    await second.goto(new URL(path, page.url()).href);
    return second;
  }

  /** A network of somebody's own that can be cut. */
  async relay(): Promise<Relay> {
    const relay = await Relay.to(this.origin);
    this.relays.push(relay);
    return relay;
  }

  /** Kills the server as a power cut does. `begin` starts it again on the same port and data. */
  async kill(): Promise<void> {
    await this.server.killHard();
  }

  async begin(): Promise<void> {
    await this.server.start();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.begin();
  }

  /** Of each page that is open: where it is, what has the focus, and what was announced or refused. */
  async whatIsSaid(): Promise<string[]> {
    const pages = this.contexts.flatMap((context) => context.pages());
    return await Promise.all(pages.map((page) => page.evaluate(describePage).catch(String)));
  }

  /** Everybody leaves. */
  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    for (const relay of this.relays) relay.close();
    for (const caller of this.callers.values()) await (await caller).request.dispose();
  }

  private async enterAs(key: CastKey): Promise<Caller> {
    const caller = await request.newContext({ baseURL: this.origin });
    await post(caller, this.origin, "/api/accounts/enter", { key });
    return { request: caller, url: () => this.origin };
  }

  private originOf({ relay }: Coming): string {
    return relay?.origin ?? this.origin;
  }

  private async newContext({ language, relay, path: _, ...options }: Coming): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: relay?.origin ?? this.origin,
      locale: language === "es" ? "es-US" : "en-US",
      timezoneId: "America/Los_Angeles",
      viewport: { width: 1360, height: 860 },
      ...options,
    });
    this.contexts.push(context);
    return context;
  }

  private async open(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.faults.push(error.stack ?? error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy"))
        this.faults.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }
}

function describePage(): string {
  const told = [...document.querySelectorAll("[role=alert], [role=status], [aria-live]")];
  const words = told.map(({ textContent }) => textContent?.trim()).filter(Boolean);
  return [location.pathname, document.activeElement?.outerHTML.slice(0, 120), ...words].join("\n");
}

/** Does over the API what is not what the story is about. */
export async function post<Reply = unknown>(
  request: APIRequestContext,
  origin: string,
  path: string,
  data: object,
): Promise<Reply> {
  const answer = await request.post(`${origin}${path}`, { data, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as Reply;
}

/** Asks the API. */
export async function get<Reply>(request: APIRequestContext, origin: string, path: string): Promise<Reply> {
  const answer = await request.get(`${origin}${path}`);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as Reply;
}

async function settle(request: APIRequestContext, origin: string, language: Language): Promise<void> {
  const { me } = await get<{ me: { name: string; unit: string } }>(request, origin, "/api/accounts/site");
  await post(request, origin, "/api/accounts/me", { name: me.name, unit: me.unit, language });
}
