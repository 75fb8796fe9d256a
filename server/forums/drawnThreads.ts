import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Drawn } from "#server/http/drawnPage";
import type { Draw } from "#server/http/page";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { FIRST_THREAD, type FirstThread } from "#shared/forums/firstThread.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { Drawing } from "#shared/http/drawing";
import { idSchema } from "#shared/ids";
import type { Language } from "#shared/languages";

/** The built client's own way to draw a thread. */
interface Drawer {
  drawThread(
    first: FirstThread,
    visit: { path: string; language: Language; locale: string; zone: string | undefined },
  ): Drawing;
}

/** A thread's address, with the place in it. */
const ADDRESS = /^\/threads\/([^/]+)(?:\/(\d{1,7}))?\/?$/;

/**
 * Draws the pages of threads with the program in that file, which is loaded meanwhile; none where it has not been built.
 */
export function drawThreads(file: string): Draw {
  if (!existsSync(file)) return async () => null;
  const drawer: Promise<Drawer> = import(pathToFileURL(file).href);
  // Whoever draws hears of it.
  drawer.catch(() => undefined);
  return async ({ path, languages, zone, ask }) => {
    const [, threadId, place] = ADDRESS.exec(path) ?? [];
    if (threadId === undefined || !idSchema.safeParse(threadId).success) return null;
    const near = place === undefined ? {} : { near: place };
    const show = await ask(threadEndpoints.show, { params: { threadId }, input: near });
    const site = await ask(accountEndpoints.site, {});
    if (site.me === null) return null;
    const first = { site, show };
    const { language } = site.me;
    const { drawThread } = await drawer;
    const locale = localeOf(language, languages);
    const drawing = drawThread(first, { path, language, locale, zone });
    return { ...drawing, island: { id: FIRST_THREAD, reply: first } } satisfies Drawn;
  };
}

/** The regional forms in which pages are drawn, the common one first: what formats them is kept for each. */
const LOCALES: Record<Language, readonly string[]> = {
  en: ["en-US", "en", "en-GB", "en-CA", "en-AU", "en-NZ", "en-IE", "en-IN"],
  es: ["es-US", "es", "es-MX", "es-419", "es-ES", "es-PR", "es-CO", "es-AR", "es-CL"],
};

/** The reader's own regional form of the language, as the browser would choose it from the same list. */
function localeOf(language: Language, languages: string): string {
  const tags = languages.split(",").map((tag) => tag.split(";")[0]!.trim());
  const own = tags.find((tag) => tag.split("-")[0] === language);
  return LOCALES[language].find((one) => one === own) ?? LOCALES[language][0]!;
}
