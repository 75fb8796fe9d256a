import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { SubscriptionView } from "#shared/notifications/mailings.contract";
import { isRefusal } from "../http/ApiError";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { FormError } from "../ui/FormError";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import { subscriptionQuery, useTurnSubscription } from "./mailings.queries";
import styles from "./notifications.module.css";

/** Where the link at the end of a mail leads, signed in or not. Opening it changes nothing: mail scanners open links too. */
export function UnsubscribePage() {
  const words = useWords();
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const found = useQuery(subscriptionQuery(token));
  const isWrong = isRefusal(found.error, "notFound") || isRefusal(found.error, "invalid");
  return (
    <Page width="narrow">
      <PageTitle title={words("mail.title")} />
      {found.isPending && <Skeleton />}
      {found.data && <Ending token={token} subscription={found.data} />}
      {found.error && (
        <>
          <h1>{words(isWrong ? "mail.wrongLink" : "mail.title")}</h1>
          {isWrong ? (
            <EmptyState title={words("mail.wrongLinkText")} action={<ToSettings />} />
          ) : (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          )}
        </>
      )}
    </Page>
  );
}

function Ending({ token, subscription: { kind, isOff } }: { token: string; subscription: SubscriptionView }) {
  const words = useWords();
  const refusal = useRefusal();
  const turn = useTurnSubscription(token);
  return (
    <div className={styles.form}>
      <h1>{words(isOff ? "mail.ended" : "mail.endTitle")}</h1>
      <p role="status">{words(isOff ? `mail.ended.${kind}` : `mail.end.${kind}`)}</p>
      <FormError message={turn.error && refusal(turn.error)} />
      <div className={styles.actions}>
        <Button
          weight={isOff ? "plain" : "first"}
          size="large"
          isBusy={turn.isPending}
          onClick={() => turn.mutate(!isOff)}
        >
          {words(isOff ? "ui.undo" : "mail.end")}
        </Button>
        <ToSettings />
      </div>
    </div>
  );
}

function ToSettings() {
  const words = useWords();
  return <Link to="/settings#mail">{words("mail.toSettings")}</Link>;
}
