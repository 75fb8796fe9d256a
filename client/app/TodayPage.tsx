import { useMe } from "../accounts/accounts.queries";
import { LiveNow, MyDebriefs } from "../debriefs/MyDebriefs";
import { FewFollowedThreads } from "../forums/FewFollowedThreads";
import { useWords } from "../language/useWords";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import { FirstSteps } from "./FirstSteps";
import { NextConvenings } from "./NextConvenings";
import styles from "./TodayPage.module.css";

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
      <LiveNow />
      <div className={styles.columns}>
        <div className={styles.first}>
          <section aria-labelledby="my-debriefs">
            <h2 id="my-debriefs" className={styles.title}>
              {words("today.debriefs")}
            </h2>
            <MyDebriefs />
          </section>
          <section aria-labelledby="discussions">
            <h2 id="discussions" className={styles.title}>
              {words("today.discussions")}
            </h2>
            <FewFollowedThreads />
          </section>
          <FirstSteps me={me} />
        </div>
        <aside aria-label={words("today.beside")}>
          <NextConvenings />
        </aside>
      </div>
    </Page>
  );
}
