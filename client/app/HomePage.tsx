import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { siteQuery } from "../accounts/accounts.queries";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";

const TodayPage = lazy(async () => ({ default: (await import("./TodayPage")).TodayPage }));
const WelcomePage = lazy(async () => ({ default: (await import("./WelcomePage")).WelcomePage }));

/** Today for a member, the welcome for a stranger. */
export function HomePage() {
  const site = useQuery(siteQuery);
  const waiting = (
    <Page>
      <Skeleton lines={5} />
    </Page>
  );
  if (site.data) {
    return <Suspense fallback={waiting}>{site.data.me ? <TodayPage /> : <WelcomePage />}</Suspense>;
  }
  if (!site.error) return waiting;
  return (
    <Page>
      <ErrorState error={site.error} onRetry={() => void site.refetch()} />
    </Page>
  );
}
