import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { Crumbs } from "../ui/Crumbs";
import { ForumsFailed, NotYours } from "../forums/ForumsFailed";
import { spaceQuery } from "../forums/forums.queries";
import { useWords } from "../language/useWords";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./Care.module.css";
import { LogList } from "./LogList";

/** What those who look after a space have done there, for themselves. */
export function LogPage() {
  const { spaceId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canModerateSpace(viewer, space.data)) return <NotYours />;
  return (
    <Page width="narrow">
      <PageTitle title={words("care.log.title")} />
      <header className={styles.head}>
        <Crumbs
          steps={[
            { to: "/forums", title: words("nav.forums") },
            { to: `/spaces/${spaceId}`, title: space.data.title },
            { to: `/spaces/${spaceId}/care`, title: words("care.title") },
          ]}
        />
        <h1>{words("care.log.title")}</h1>
        <p className="soft">{words("care.log.lead")}</p>
      </header>
      <LogList of={{ spaceId }} />
    </Page>
  );
}
