import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import * as z from "zod/mini";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { canStartThread } from "#shared/forums/spaces.policy";
import { threadKinds } from "#shared/forums/threads.contract";
import { idSchema } from "#shared/ids";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { Crumbs } from "../ui/Crumbs";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ForumsFailed } from "./ForumsFailed";
import { spaceQuery } from "./forums.queries";
import { NewThreadForm } from "./NewThreadForm";
import styles from "./SpacePage.module.css";
import { toCategorySubject } from "./subjects";

/** Where one starts a thread. */
export function NewThreadPage() {
  const { spaceId = "" } = useParams();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  return <NewThread key={spaceId} space={space.data} />;
}

function NewThread({ space }: { space: SpaceView }) {
  const words = useWords();
  const viewer = useViewer();
  const [params, setParams] = useSearchParams();
  // Taken once: after a reload the form is as it was left.
  const dropKind = () =>
    setParams(
      (before) => {
        before.delete("kind");
        return before;
      },
      { replace: true },
    );
  const categories = space.categories.filter((one) => canStartThread(viewer, toCategorySubject(space, one)));
  const wanted = categories.find(({ id }) => id === params.get("category"));
  return (
    <Page width="narrow">
      <PageTitle title={words("forums.start.title")} />
      <header className={styles.head}>
        <div>
          <Crumbs
            steps={[
              { to: "/forums", title: words("nav.forums") },
              { to: `/spaces/${space.id}`, title: space.title },
            ]}
          />
          <h1>{words("forums.start.title")}</h1>
        </div>
      </header>
      {categories.length === 0 ? (
        <EmptyState
          title={words("forums.start.notHere")}
          action={<ButtonLink to={`/spaces/${space.id}`}>{words("forums.start.back")}</ButtonLink>}
        />
      ) : (
        <NewThreadForm
          space={space}
          categories={categories}
          wantedId={wanted?.id}
          wantedKind={z.enum(threadKinds).safeParse(params.get("kind")).data}
          onKindTaken={dropKind}
          carriedFrom={idSchema.safeParse(params.get("from")).data}
        />
      )}
    </Page>
  );
}
