import { Link, Navigate } from "react-router";
import { useWords } from "../language/useWords";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./accounts.module.css";
import { useMe } from "./accounts.queries";
import { Cast } from "./Cast";
import { SignInForm } from "./SignInForm";
import { useGoOn, useNext, withNext } from "./useNext";

/** Where one comes in. */
export function SignInPage() {
  const words = useWords();
  const me = useMe();
  const next = useNext();
  const goOn = useGoOn();
  if (me) return <Navigate to={next ?? "/"} replace />;
  return (
    <Page width="narrow">
      <PageTitle title={words("accounts.signIn")} />
      <div className={styles.head}>
        <h1>{words("accounts.signIn")}</h1>
        <p className={styles.lead}>{words(next ? "accounts.signInToGoOn" : "accounts.signInLead")}</p>
      </div>
      <SignInForm onSignedIn={goOn} />
      <p className={styles.aside}>
        {words("accounts.newHere")} <Link to={withNext("/sign-up", next)}>{words("accounts.signUp")}</Link>
      </p>
      <div className={styles.cast}>
        <Cast onEntered={goOn} />
      </div>
    </Page>
  );
}
