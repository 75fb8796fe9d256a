import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { siteQuery } from "../accounts/accounts.queries";
import { loadGatheringWords } from "../debriefs/debriefs.words";
import { useLanguageStore } from "../language/languageStore";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageSkeleton } from "./PageSkeleton";

const TodayPage = lazy(async () => {
  const words = loadGatheringWords(useLanguageStore.getState().language);
  const [page] = await Promise.all([import("./TodayPage"), words]);
  return { default: page.TodayPage };
});
const WelcomePage = lazy(async () => {
  const [page] = await Promise.all([import("./WelcomePage"), loadStrangersWords()]);
  return { default: page.WelcomePage };
});

async function loadStrangersWords(): Promise<void> {
  const { loadProofWords } = await import("../accounts/proof.words");
  await loadProofWords(useLanguageStore.getState().language);
}

/** Today for a member, the welcome for a stranger. */
export function HomePage() {
  const site = useQuery(siteQuery);
  if (site.data) {
    return <Suspense fallback={<PageSkeleton />}>{site.data.me ? <TodayPage /> : <WelcomePage />}</Suspense>;
  }
  if (!site.error) return <PageSkeleton />;
  return (
    <Page>
      <ErrorState error={site.error} onRetry={() => void site.refetch()} />
    </Page>
  );
}
