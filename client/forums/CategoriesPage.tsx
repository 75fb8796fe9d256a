import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useParams } from "react-router";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import { Crumbs } from "../ui/Crumbs";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { showToast } from "../ui/toastStore";
import { ArchiveCategory } from "./ArchiveCategory";
import styles from "./CategoriesPage.module.css";
import { CategoryDialog } from "./CategoryDialog";
import { useCategoryDeeds } from "./categories.queries";
import { ForumsFailed, NotYours } from "./ForumsFailed";
import { spaceQuery } from "./forums.queries";
import { HoldRules } from "./HoldRules";
import { toSpaceSubject } from "./subjects";

/** Where moderators name, order, open and archive the categories of a space. */
export function CategoriesPage() {
  const { spaceId = "" } = useParams();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canModerateSpace(viewer, toSpaceSubject(space.data))) return <NotYours />;
  return <Categories space={space.data} />;
}

function Categories({ space }: { space: SpaceView }) {
  const words = useWords();
  const [editing, setEditing] = useState<CategoryView | "new" | null>(null);
  const [archiving, setArchiving] = useState<CategoryView | null>(null);
  const { categories } = space;
  return (
    <Page width="narrow">
      <PageTitle title={words("forums.categories.title")} />
      <header className={styles.head}>
        <Crumbs
          steps={[
            { to: "/forums", title: words("nav.forums") },
            { to: `/spaces/${space.id}`, title: space.title },
          ]}
        />
        <h1>{words("forums.categories.title")}</h1>
        <p className="soft">{words("forums.categories.lead")}</p>
      </header>
      {categories.length === 0 && (
        <EmptyState title={words("forums.categories.none")}>{words("forums.categories.noneText")}</EmptyState>
      )}
      <ol className={styles.list}>
        {categories.map((category, place) => (
          <CategoryRow
            key={category.id}
            space={space}
            category={category}
            place={place}
            onEdit={() => setEditing(category)}
            onArchive={() => setArchiving(category)}
          />
        ))}
      </ol>
      <p className={styles.add}>
        <Button weight="first" onClick={() => setEditing("new")}>
          {words("forums.categories.add")}
        </Button>
      </p>
      <section className={styles.holding} aria-labelledby="holding">
        <h2 id="holding">{words("forums.holding.title")}</h2>
        <p className="soft">{words("forums.holding.lead")}</p>
        <HoldRules spaceId={space.id} />
      </section>
      <CategoryDialog space={space} category={editing} onClose={() => setEditing(null)} />
      <ArchiveCategory space={space} category={archiving} onClose={() => setArchiving(null)} />
    </Page>
  );
}

interface RowProps {
  space: SpaceView;
  category: CategoryView;
  place: number;
  onEdit: () => void;
  onArchive: () => void;
}

function CategoryRow({ space, category, place, onEdit, onArchive }: RowProps) {
  const words = useWords();
  const { id, title, description, read, start, answer, isArchived, year } = category;
  const { isBusy, move } = useMoving(space, id, place);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <h2 className={styles.title}>
          {title} {year !== null && <span className="small faint">{year}</span>}
        </h2>
        {description !== "" && <p className="small soft">{description}</p>}
        <p className="small faint">
          {isArchived
            ? words("forums.category.archived")
            : words("forums.categories.audiences", {
                read: words(`forums.audience.${read}`),
                start: words(`forums.audience.${start}`),
                answer: words(`forums.audience.${answer}`),
              })}
        </p>
      </div>
      <div className={styles.ways}>
        <Button
          size="small"
          weight="quiet"
          aria-label={words("forums.categories.up", { title })}
          isBusy={isBusy}
          aria-disabled={place === 0}
          onClick={() => place > 0 && move(-1)}
        >
          <ArrowUp size={16} aria-hidden="true" />
        </Button>
        <Button
          size="small"
          weight="quiet"
          aria-label={words("forums.categories.down", { title })}
          isBusy={isBusy}
          aria-disabled={place === space.categories.length - 1}
          onClick={() => place < space.categories.length - 1 && move(1)}
        >
          <ArrowDown size={16} aria-hidden="true" />
        </Button>
        <Button size="small" aria-label={`${words("forums.categories.edit")}: ${title}`} onClick={onEdit}>
          {words("forums.categories.edit")}
        </Button>
        <Button size="small" aria-label={`${archiveWords()}: ${title}`} onClick={onArchive}>
          {archiveWords()}
        </Button>
      </div>
    </li>
  );

  function archiveWords() {
    return words(isArchived ? "forums.categories.unarchive" : "forums.categories.archive");
  }
}

/** Moves a category by one. Of those that one may not read there are none here: who moderates reads all. */
function useMoving({ id: spaceId, categories, ...space }: SpaceView, id: string, place: number) {
  const words = useWords();
  const refusal = useRefusal();
  const deeds = useCategoryDeeds({ id: spaceId, categories, ...space });
  const move = (by: 1 | -1) => {
    const before = categories[by === -1 ? place - 1 : place + 2]?.id ?? null;
    deeds.place.mutate(
      { id, before },
      {
        onSuccess: () =>
          announce(words("forums.categories.moved", { place: place + by + 1, count: categories.length })),
        onError: (error) => showToast(refusal(error), { tone: "wrong" }),
      },
    );
  };
  return { isBusy: deeds.place.isPending, move };
}
