import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "react-router";
import { siteQuery } from "../accounts/accounts.queries";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";

/** Lets members through and sends strangers to sign in, and from there back to where they wanted to go. */
export function MembersOnly() {
  const site = useQuery(siteQuery);
  const { pathname, search } = useLocation();
  if (site.data?.me) return <Outlet />;
  if (site.data)
    return <Navigate to={`/sign-in?${new URLSearchParams({ next: pathname + search })}`} replace />;
  return (
    <Page width="narrow">
      {site.error ? (
        <ErrorState error={site.error} onRetry={() => void site.refetch()} />
      ) : (
        <Skeleton lines={5} />
      )}
    </Page>
  );
}
