import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./CrashPage.module.css";

/** Stands where no page is. */
export function NotFoundPage() {
  const words = useWords();
  return (
    <Page width="narrow">
      <PageTitle title={words("notFound.title")} />
      <div className={styles.crash}>
        <h1>{words("notFound.title")}</h1>
        <p className="soft">{words("notFound.text")}</p>
        <p className={styles.actions}>
          <ButtonLink to="/" weight="first">
            {words("notFound.home")}
          </ButtonLink>
          <ButtonLink to="/convenings">{words("nav.convenings")}</ButtonLink>
        </p>
      </div>
    </Page>
  );
}
