import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";

interface Props {
  query: { error: unknown; refetch: () => unknown };
}

/** What stands where a page of the forums has nothing to show: on its way, refused, or out of reach. */
export function ForumsFailed({ query: { error, refetch } }: Props) {
  if (isRefusal(error, "notFound") || isRefusal(error, "forbidden") || isRefusal(error, "invalid")) {
    return <NotYours />;
  }
  return (
    <Page>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

/** Not there, or not for this reader: the two are not told apart. */
export function NotYours() {
  const words = useWords();
  return (
    <Page width="narrow">
      <PageTitle title={words("forums.notYours.title")} />
      <EmptyState
        isPage
        title={words("forums.notYours.title")}
        action={<ButtonLink to="/forums">{words("forums.notYours.back")}</ButtonLink>}
      >
        <p>{words("forums.notYours.text")}</p>
      </EmptyState>
    </Page>
  );
}
