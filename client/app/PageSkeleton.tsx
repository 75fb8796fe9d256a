import { useBehind } from "../live/connection";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";

/** Stands in for a page that shows what is live: until its view has come, the header must not say that it is. */
export function LivePageSkeleton() {
  useBehind("page");
  return <PageSkeleton />;
}

/** Stands in for a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <Page>
      <Skeleton lines={5} />
    </Page>
  );
}
