import { type ComponentType, lazy, Suspense } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import type { Language } from "#shared/languages";
import { showAfterDigest } from "../debriefs/afterDigest";
import { loadGatheringWords, loadRoomWords } from "../debriefs/debriefs.words";
import { loadFacilitatingWords } from "../debriefs/facilitating.words";
import { useLanguageStore } from "../language/languageStore";
import { loadWriting } from "../language/writing";
import { CrashPage } from "./CrashPage";
import { HomePage } from "./HomePage";
import { isDrawn } from "./isDrawn";
import { MembersOnly } from "./MembersOnly";
import { LivePageSkeleton, PageSkeleton } from "./PageSkeleton";
import type { pageWords } from "./pageWords";
import { THREAD_PATH } from "./paths";
import { Root } from "./Root";
import { Shell } from "./Shell";

// Rooms and forums stand beside each other: here they meet.
showAfterDigest(lazy(async () => ({ default: (await import("../forums/CarryOn")).CarryOn })));

/** How each page is fetched, by its path; and those that were before they are first shown. */
const fetching: Record<string, () => Promise<ComponentType>> = {};
const ready: Record<string, ComponentType> = {};

/** Fetches a page, so that it is shown without a wait. */
export async function makeReady(path: string): Promise<void> {
  ready[path] = await fetching[path]!();
}

const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: CrashPage,
    children: [
      {
        Component: MembersOnly,
        children: [
          wordedPage(
            "/debriefs/:debriefId/projector",
            async () => (await import("../debriefs/Projector")).Projector,
            async (language) => {
              await Promise.all([loadRoomWords(language), loadFacilitatingWords(language)]);
            },
          ),
        ],
      },
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: CrashPage,
            children: [
              { path: "/", Component: HomePage },
              proofPage("/sign-up", async () => (await import("./SignUpPage")).SignUpPage),
              proofPage("/verify", async () => (await import("../accounts/VerifyPage")).VerifyPage),
              proofPage("/sign-in", async () => (await import("../accounts/SignInPage")).SignInPage),
              proofPage("/forgot", async () => (await import("../accounts/ForgotPage")).ForgotPage),
              proofPage("/reset", async () => (await import("../accounts/ResetPage")).ResetPage),
              wordedPage(
                "/unsubscribe",
                async () => (await import("../notifications/UnsubscribePage")).UnsubscribePage,
                wordsOf("mail"),
              ),
              proofPage("/outbox", async () => (await import("../accounts/OutboxPage")).OutboxPage),
              gatheringPage("/j", async () => (await import("../debriefs/JoinByCode")).JoinByCode),
              gatheringPage("/j/:code", async () => (await import("../debriefs/JoinByCode")).JoinByCode),
              {
                Component: MembersOnly,
                children: [
                  gatheringPage(
                    "/convenings",
                    async () => (await import("../convenings/ConveningsPage")).ConveningsPage,
                  ),
                  gatheringPage(
                    "/convenings/:conveningId",
                    async () => (await import("./ConveningPage")).ConveningPage,
                  ),
                  wordedPage(
                    "/debriefs/:debriefId",
                    async () => (await import("../debriefs/DebriefRoom")).DebriefRoom,
                    loadRoomWords,
                    LivePageSkeleton,
                  ),
                  writingPage("/forums", async () => (await import("../forums/ForumsPage")).ForumsPage),
                  writingPage(
                    "/spaces/:spaceId",
                    async () => (await import("../forums/SpacePage")).SpacePage,
                  ),
                  wordedPage(
                    "/spaces/:spaceId/new",
                    async () => (await import("../forums/NewThreadPage")).NewThreadPage,
                    wordsOf("starting"),
                  ),
                  carePage(
                    "/spaces/:spaceId/categories",
                    async () => (await import("../forums/CategoriesPage")).CategoriesPage,
                  ),
                  carePage(
                    "/spaces/:spaceId/moving",
                    async () => (await import("../forums/MovingPage")).MovingPage,
                  ),
                  writingPage(THREAD_PATH, async () => (await import("./CaredForThread")).CaredForThread),
                  carePage("/spaces/:spaceId/care", async () => (await import("../care/CarePage")).CarePage),
                  carePage(
                    "/groups/:groupId/log",
                    async () => (await import("../care/LogPage")).GroupLogPage,
                  ),
                  carePage(
                    "/debriefs/:debriefId/log",
                    async () => (await import("../care/LogPage")).RoomLogPage,
                  ),
                  carePage("/spaces/:spaceId/log", async () => (await import("../care/LogPage")).LogPage),
                  wordedPage(
                    "/groups/*",
                    async () => (await import("./GroupPages")).GroupPages,
                    wordsOf("groups"),
                  ),
                  carePage("/care", async () => (await import("../care/CarePage")).HigherReportsPage),
                  carePage("/waiting", async () => (await import("../care/WaitingPage")).WaitingPage),
                  writingPage("/posts/:postId", async () => (await import("../forums/PostPage")).PostPage),
                  wordedPage(
                    "/new",
                    async () => (await import("../notifications/NewPage")).NewPage,
                    wordsOf("notifications"),
                  ),
                  wordedPage(
                    "/search",
                    async () => (await import("../search/SearchPage")).SearchPage,
                    wordsOf("search"),
                  ),
                  wordedPage(
                    "/roles",
                    async () => (await import("../campuses/RolesPage")).RolesPage,
                    wordsOf("roles"),
                  ),
                  writingPage("/settings/files", async () => (await import("../files/FilesPage")).FilesPage),
                  wordedPage(
                    "/settings",
                    async () => (await import("./SettingsPage")).SettingsPage,
                    wordsOf("mail"),
                  ),
                ],
              },
              page("*", async () => (await import("./NotFoundPage")).NotFoundPage),
            ],
          },
        ],
      },
    ],
  },
];

/**
 * Every address of the site. Pages are fetched when they are first opened. A page that was drawn by the server stays where
 * its reader has scrolled to: that is what the empty data say.
 */
export const router = createBrowserRouter(routes, isDrawn ? { hydrationData: {} } : undefined);

/**
 * A page whose code is fetched when it is first shown. The fetching is React's and not the router's: there a page that
 * cannot be fetched leaves nothing on the screen, here it breaks alone and the shell around it stands.
 */
function page(path: string, load: () => Promise<ComponentType>, Waiting = PageSkeleton) {
  const Late = lazy(async () => ({ default: await load() }));
  fetching[path] = load;
  const Page = () => {
    const Shown = ready[path] ?? Late;
    return <Shown />;
  };
  return {
    path,
    element: (
      <Suspense key={path} fallback={<Waiting />}>
        <Page />
      </Suspense>
    ),
  };
}

/** A page that says what the shell does not know: it fetches the words with its code. */
function wordedPage(
  path: string,
  load: () => Promise<ComponentType>,
  loadWords: (language: Language) => Promise<void>,
  Waiting = PageSkeleton,
) {
  const loadBoth = async () => {
    const [Page] = await Promise.all([load(), loadWords(useLanguageStore.getState().language)]);
    return Page;
  };
  return page(path, loadBoth, Waiting);
}

/** A page that leads to a room. */
function gatheringPage(path: string, load: () => Promise<ComponentType>) {
  return wordedPage(path, load, loadGatheringWords);
}

/** How pages of that kind fetch what they alone say. */
function wordsOf(kind: keyof typeof pageWords) {
  return async (language: Language) => await (await import("./pageWords")).pageWords[kind](language);
}

/** A page on which people write, find or read what was written. */
function writingPage(path: string, load: () => Promise<ComponentType>) {
  return wordedPage(path, load, loadWriting);
}

/** A page of those who look after something, or of what of one's own waits for them. */
function carePage(path: string, load: () => Promise<ComponentType>) {
  return wordedPage(path, load, wordsOf("care"));
}

/** A page on which somebody signs up or in, or proves that an address is theirs. */
function proofPage(path: string, load: () => Promise<ComponentType>) {
  return wordedPage(path, load, wordsOf("proof"));
}
