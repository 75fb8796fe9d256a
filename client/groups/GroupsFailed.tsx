import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import styles from "./forms.module.css";

interface Props {
  query: { error: unknown; refetch: () => unknown };
}

/** Whether a group is not there for this reader, or not any more. */
export function isGone({ error }: { error: unknown }): boolean {
  return isRefusal(error, "notFound") || isRefusal(error, "forbidden") || isRefusal(error, "invalid");
}

/** What stands where a group has nothing to show: on its way, out of reach, or like one that never was. */
export function GroupsFailed({ query }: Props) {
  if (isGone(query)) return <NoSuchGroup />;
  const { error, refetch } = query;
  return (
    <Page>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

/** Not there, or hidden from this reader: the two are not told apart. */
function NoSuchGroup() {
  const words = useWords();
  const title = words("groups.gone.title");
  return (
    <Page width="narrow">
      <PageTitle title={title} />
      <div className={styles.head}>
        <h1>{title}</h1>
        <p className="soft">{words("groups.gone.text")}</p>
      </div>
      <ButtonLink to="/groups">{words("groups.gone.back")}</ButtonLink>
    </Page>
  );
}
