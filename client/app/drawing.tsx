import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "react-intl";
import { Route, Routes, StaticRouter } from "react-router";
import type { FirstThread } from "#shared/forums/firstThread.contract";
import type { Drawing } from "#shared/http/drawing";
import { type Language, languages } from "#shared/languages";
import { siteQuery } from "../accounts/accounts.queries";
import { arrive } from "../forums/firstThread";
import { catalogueOf, loadCatalogue } from "../language/catalogues";
import { loadWriting } from "../language/writing";
import { CaredForThread } from "./CaredForThread";
import { endScript, headScript } from "./firstScripts";
import { THREAD_PATH } from "./paths";
import { Shell } from "./Shell";
import { styledApart } from "./styledApart";

interface Visit {
  path: string;
  language: Language;
  /** The reader's own regional form of the language. */
  locale: string;
  /** The reader's own time zone, where it is known. */
  zone: string | undefined;
}

for (const language of languages) await loadCatalogue(language);
for (const language of languages) await loadWriting(language);

/**
 * Draws a thread's page as the app will show it. Runs from its beginning to its end without a pause: what it keeps
 * meanwhile in the modules of the app is of one reader alone.
 */
export function drawThread(first: FirstThread, { path, language, locale, zone }: Visit): Drawing {
  const client = new QueryClient();
  client.setQueryData(siteQuery.queryKey, first.site);
  arrive({ ...first, heights: [], hasMoved: false });
  try {
    const drawn = renderToString(
      <QueryClientProvider client={client}>
        <IntlProvider
          locale={locale}
          timeZone={zone}
          messages={catalogueOf(language)?.messages}
          onError={() => undefined}
        >
          <StaticRouter location={path}>
            <Routes>
              <Route element={<Shell />}>
                <Route path={THREAD_PATH} element={<CaredForThread />} />
              </Route>
            </Routes>
          </StaticRouter>
        </IntlProvider>
      </QueryClientProvider>,
    );
    const [, title = "", body = drawn] = /^(<title>.*?<\/title>)(.*)$/s.exec(drawn) ?? [];
    return {
      language,
      title,
      ...styledApart(body),
      scripts: { head: headScript, end: endScript },
      sources: [
        "app/takeOver.tsx",
        "app/CaredForThread.tsx",
        `language/${language}.json`,
        `language/${language}.json?part=writing`,
      ],
    };
  } finally {
    arrive(null);
  }
}
