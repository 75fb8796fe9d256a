import { lazy, Suspense } from "react";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import { FirstSteps } from "./FirstSteps";
import { NextConvenings } from "./NextConvenings";
import styles from "./TodayPage.module.css";

const LiveNow = lazy(async () => ({ default: (await import("../debriefs/MyDebriefs")).LiveNow }));
const MyDebriefs = lazy(async () => ({ default: (await import("../debriefs/MyDebriefs")).MyDebriefs }));

/** Home: what is live now, one's debriefs, what comes next. Never empty. */
export function TodayPage() {
  const words = useWords();
  const me = useMe();
  if (!me) return null;
  return (
    <Page>
      <PageTitle title={words("nav.today")} />
      <VisuallyHidden>
        <h1>{words("nav.today")}</h1>
      </VisuallyHidden>
      <Suspense fallback={<Skeleton lines={5} />}>
        <LiveNow />
        <div className={styles.columns}>
          <div className={styles.first}>
            <section aria-labelledby="my-debriefs">
              <h2 id="my-debriefs" className={styles.title}>
                {words("today.debriefs")}
              </h2>
              <MyDebriefs />
            </section>
            <FirstSteps me={me} />
          </div>
          <aside className={styles.second} aria-label={words("today.beside")}>
            <NextConvenings />
          </aside>
        </div>
      </Suspense>
    </Page>
  );
}
