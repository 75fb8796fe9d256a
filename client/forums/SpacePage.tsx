import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { canModerateSpace, canStartThread } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { CampusMark } from "../ui/CampusMark";
import { Crumbs } from "../ui/Crumbs";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { CategoryList } from "./CategoryList";
import { FollowPlace } from "./FollowPlace";
import { ForumsFailed } from "./ForumsFailed";
import { spaceQuery } from "./forums.queries";
import styles from "./SpacePage.module.css";
import { toCategorySubject, toSpaceSubject } from "./subjects";
import { ThreadFilters } from "./ThreadFilters";
import { ThreadList } from "./ThreadList";
import { useThreadFilter } from "./useThreadFilter";

/** One space: its categories, and the threads that stand there. */
export function SpacePage() {
  const { spaceId = "" } = useParams();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  return <Space key={spaceId} space={space.data} />;
}

function Space({ space }: { space: SpaceView }) {
  const words = useWords();
  const viewer = useViewer();
  const { filter, change } = useThreadFilter();
  const category = space.categories.find(({ id }) => id === filter.categoryId) ?? null;
  const startable = space.categories.filter((one) => canStartThread(viewer, toCategorySubject(space, one)));
  const startsHere = category === null ? startable.length > 0 : startable.includes(category);
  const start = `/spaces/${space.id}/new${category === null ? "" : `?category=${category.id}`}`;
  return (
    <Page>
      <PageTitle title={category === null ? space.title : `${category.title} · ${space.title}`} />
      <header className={styles.head}>
        <div>
          <Crumbs steps={[{ to: "/forums", title: words("nav.forums") }]} />
          <h1>{space.title}</h1>
          <p className={styles.kind}>
            {space.campus && <CampusMark campus={space.campus} />}
            {words(`forums.spaceAbout.${space.kind}`)}
            {space.groupId !== null && <Link to={`/groups/${space.groupId}`}>{words("forums.toGroup")}</Link>}
            <FollowPlace kind="space" targetId={space.id} name={space.title} />
          </p>
        </div>
        <div className={styles.ways}>
          {canModerateSpace(viewer, toSpaceSubject(space)) && (
            <>
              <ButtonLink to={`/spaces/${space.id}/moving`} weight="quiet">
                {words("forums.moving.manage")}
              </ButtonLink>
              <ButtonLink to={`/spaces/${space.id}/care`} weight="quiet">
                {words("forums.care")}
              </ButtonLink>
              <ButtonLink to={`/spaces/${space.id}/categories`} weight="quiet">
                {words("forums.categories.manage")}
              </ButtonLink>
            </>
          )}
          {startsHere && (
            <ButtonLink to={start} weight="first">
              {words("forums.start.do")}
            </ButtonLink>
          )}
        </div>
      </header>
      <div className={styles.columns}>
        <CategoryList space={space} chosenId={category?.id} />
        <section aria-label={words("forums.threads")} className={styles.threads}>
          {category !== null && (
            <div className={styles.category}>
              <h2>{category.title}</h2>
              {category.description !== "" && <p className={styles.about}>{category.description}</p>}
              {category.isArchived && <p className={styles.archived}>{words("forums.category.archived")}</p>}
            </div>
          )}
          <ThreadFilters filter={filter} onChange={change} />
          <ThreadList
            space={space}
            filter={{ ...filter, categoryId: category?.id }}
            start={startsHere ? start : null}
          />
        </section>
      </div>
    </Page>
  );
}
