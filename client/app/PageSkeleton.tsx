import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";

/** Stands in for a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <Page>
      <Skeleton lines={5} />
    </Page>
  );
}
