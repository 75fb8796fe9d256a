import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { canMoveSpace } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import buttonStyles from "../ui/Button.module.css";
import { Crumbs } from "../ui/Crumbs";
import { classNames } from "../ui/classNames";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ForumsFailed, NotYours } from "./ForumsFailed";
import { spaceQuery } from "./forums.queries";
import { ImportFile } from "./ImportFile";
import { ImportState } from "./ImportState";
import styles from "./MovingPage.module.css";
import { toSpaceSubject } from "./subjects";

/** Where whoever looks after a space takes it along or brings a community in. */
export function MovingPage() {
  const { spaceId = "" } = useParams();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canMoveSpace(viewer, toSpaceSubject(space.data))) return <NotYours />;
  return <Moving space={space.data} />;
}

function Moving({ space }: { space: SpaceView }) {
  const words = useWords();
  // The import stands in the address, so that it is found again after a reload and by whoever is sent there.
  const [search, setSearch] = useSearchParams();
  const importId = search.get("import");
  const [isAnother, setIsAnother] = useState(false);
  const look = (id: string | null) => setSearch(id === null ? {} : { import: id }, { replace: true });
  return (
    <Page width="narrow">
      <PageTitle title={`${words("forums.moving.title")} · ${space.title}`} />
      <header className={styles.head}>
        <Crumbs
          steps={[
            { to: "/forums", title: words("nav.forums") },
            { to: `/spaces/${space.id}`, title: space.title },
          ]}
        />
        <h1>{words("forums.moving.title")}</h1>
      </header>
      <section className={styles.part} aria-labelledby="export">
        <h2 id="export">{words("forums.export.title")}</h2>
        <p>{words("forums.export.lead")}</p>
        <p className={styles.ways}>
          <Take from={`/api/spaces/${space.id}/export`}>{words("forums.export.do")}</Take>
          <Take from={`/api/spaces/${space.id}/export/files`}>{words("forums.export.files")}</Take>
        </p>
      </section>
      <section className={styles.part} aria-labelledby="import">
        <h2 id="import">{words("forums.import.title")}</h2>
        {importId === null ? (
          <ImportFile space={space} isAnother={isAnother} onSent={look} />
        ) : (
          <ImportState
            key={importId}
            space={space}
            importId={importId}
            onAnother={() => {
              setIsAnother(true);
              look(null);
            }}
          />
        )}
      </section>
    </Page>
  );
}

function Take({ from, children }: { from: string; children: ReactNode }) {
  return (
    <a
      href={from}
      download
      className={classNames(buttonStyles.button, buttonStyles.plain, buttonStyles.medium)}
    >
      <Download size={16} aria-hidden="true" />
      {children}
    </a>
  );
}
