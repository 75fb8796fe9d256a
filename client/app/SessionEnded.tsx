import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { siteQuery, useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { Skeleton } from "../ui/Skeleton";
import { carryOn, useSessionStore } from "./sessionStore";

const SignInForm = lazy(async () => ({ default: (await import("../accounts/SignInForm")).SignInForm }));

/** Lets somebody whose session has ended sign in again over the page, so that nothing typed beneath it is lost. */
export function SessionEnded() {
  const words = useWords();
  const client = useQueryClient();
  const me = useMe();
  const hasEnded = useSessionStore((state) => state.hasEnded);
  const leave = () => {
    useSessionStore.setState({ hasEnded: false });
    client.setQueryData(siteQuery.queryKey, (site) => site && { ...site, me: null });
  };
  return (
    <Dialog
      title={words("accounts.sessionEnded")}
      isOpen={hasEnded && me !== null}
      onClose={leave}
      isDismissable={false}
    >
      <Suspense fallback={<Skeleton />}>
        <SignInForm
          lead={words("accounts.sessionEndedText")}
          address={me?.address}
          onSignedIn={() => carryOn(me?.personId ?? null)}
        />
      </Suspense>
    </Dialog>
  );
}
