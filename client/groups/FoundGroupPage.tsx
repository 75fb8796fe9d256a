import { useQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { Crumbs } from "../ui/Crumbs";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { FoundGroupForm } from "./FoundGroupForm";
import styles from "./forms.module.css";
import { GroupsFailed } from "./GroupsFailed";
import { homesQuery } from "./groups.queries";

/** Where somebody founds a group. */
export function FoundGroupPage() {
  const words = useWords();
  const homes = useQuery(homesQuery);
  if (!homes.data) return <GroupsFailed query={homes} />;
  return (
    <Page width="narrow">
      <PageTitle title={words("groups.found.do")} />
      <header className={styles.head}>
        <Crumbs steps={[{ to: "/groups", title: words("nav.groups") }]} />
        <h1>{words("groups.found.do")}</h1>
        <p className="soft">{words("groups.found.lead")}</p>
      </header>
      {homes.data.length === 0 ? (
        <EmptyState title={words("groups.found.nowhere")}>{words("groups.found.nowhereText")}</EmptyState>
      ) : (
        <FoundGroupForm homes={homes.data} />
      )}
    </Page>
  );
}
