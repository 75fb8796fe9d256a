import { lazy, Suspense, useEffect } from "react";
import { Link, Outlet } from "react-router";
import { useMe } from "../accounts/accounts.queries";
import { loadGatheringWords, loadRoomWords } from "../debriefs/debriefs.words";
import { useLanguageStore } from "../language/languageStore";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { CampusMark } from "../ui/CampusMark";
import { AccountMenu } from "./AccountMenu";
import { useNavItems } from "./navItems";
import styles from "./Shell.module.css";
import { Wordmark } from "./Wordmark";

const LateBar = lazy(async () => ({ default: (await import("./LateBar")).LateBar }));

/** The bar and the page beneath it. */
export function Shell() {
  const words = useWords();
  const me = useMe();
  useFetchAhead(me !== null);
  return (
    <>
      <a href="#main" className={styles.skip}>
        {words("nav.skip")}
      </a>
      <header className={styles.bar} data-region>
        <Wordmark />
        {me && <Navigation />}
        <div className={styles.end}>
          {me ? (
            <>
              {/* It says how the app is connected: where a page is drawn ahead there is nothing to say of it yet. */}
              {!import.meta.env.SSR && (
                <Suspense fallback={null}>
                  <LateBar />
                </Suspense>
              )}
              <span className={styles.campus}>
                <CampusMark campus={me.campus} />
              </span>
              <AccountMenu me={me} />
            </>
          ) : (
            <ButtonLink to="/sign-in" weight="quiet">
              {words("accounts.signIn")}
            </ButtonLink>
          )}
        </div>
      </header>
      <main id="main" className={styles.main} data-region tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

function Navigation() {
  const words = useWords();
  const items = useNavItems();
  return (
    <nav aria-label={words("nav.main")} className={styles.nav}>
      {items.map(({ to, label, current }) => (
        <Link key={to} to={to} aria-current={current}>
          {words(label)}
        </Link>
      ))}
    </nav>
  );
}

/** How long the first page has for itself. */
const BREATH = 2_500;

/** Fetches the code and the words of a room and of what leads to it while there is a network: where the room is, there may be none. */
function useFetchAhead(isMember: boolean): void {
  useEffect(() => {
    if (!isMember) return;
    const timer = setTimeout(() => {
      const { language } = useLanguageStore.getState();
      const pages = [
        import("../debriefs/DebriefRoom"),
        loadRoomWords(language),
        loadGatheringWords(language),
        import("../convenings/ConveningsPage"),
        import("./ConveningPage"),
      ];
      // What fails now is fetched when it is opened.
      for (const page of pages) page.catch(() => undefined);
    }, BREATH);
    return () => clearTimeout(timer);
  }, [isMember]);
}
