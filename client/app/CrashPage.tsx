import { useRouteError } from "react-router";
import { useWords } from "../language/useWords";
import { Button, ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./CrashPage.module.css";

/** Stands in for a page that broke, or whose code could not be fetched. */
export function CrashPage() {
  const words = useWords();
  const error = useRouteError();
  const isUnfetched = error instanceof TypeError && /import|fetch|module/i.test(error.message);
  return (
    <Page width="narrow">
      <PageTitle title={words("crash.title")} />
      <div className={styles.crash} role="alert">
        <h1>{words(isUnfetched ? "crash.unfetched" : "crash.title")}</h1>
        <p className="soft">{words(isUnfetched ? "crash.unfetchedText" : "crash.text")}</p>
        <p className={styles.actions}>
          <Button weight="first" onClick={() => window.location.reload()}>
            {words("crash.reload")}
          </Button>
          <ButtonLink to="/" reloadDocument>
            {words("crash.home")}
          </ButtonLink>
        </p>
      </div>
    </Page>
  );
}
