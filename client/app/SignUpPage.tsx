import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "react-router";
import styles from "../accounts/accounts.module.css";
import { useMe } from "../accounts/accounts.queries";
import { SignUpForm } from "../accounts/SignUpForm";
import { useNext, withNext } from "../accounts/useNext";
import { useWords } from "../language/useWords";
import { programsQuery } from "../programs/programs.queries";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";

/** Asks for an account, in the order in which the programs' own page asks: category, institution, mailbox, password. */
export function SignUpPage() {
  const words = useWords();
  const me = useMe();
  const next = useNext();
  const programs = useQuery(programsQuery);
  if (me) return <Navigate to={next ?? "/"} replace />;
  return (
    <Page width="narrow">
      <PageTitle title={words("accounts.signUp")} />
      <div className={styles.head}>
        <h1>{words("accounts.signUp")}</h1>
        <p className={styles.lead}>{words(next ? "signUp.toGoOn" : "signUp.lead")}</p>
      </div>
      {programs.data ? (
        <SignUpForm categories={programs.data.items} />
      ) : programs.error ? (
        <ErrorState error={programs.error} onRetry={() => void programs.refetch()} />
      ) : (
        <Skeleton lines={5} />
      )}
      <p className={styles.aside}>
        {words("signUp.haveAccount")} <Link to={withNext("/sign-in", next)}>{words("accounts.signIn")}</Link>
      </p>
    </Page>
  );
}
