import { Search } from "lucide-react";
import { Link } from "react-router";
import type { CampusMark as CampusMarkView } from "#shared/campuses/campuses.contract";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { Crumbs } from "../ui/Crumbs";
import { FollowMenu } from "./FollowMenu";
import { openFind } from "./findInThread";
import { KindMark } from "./KindMark";
import styles from "./ThreadHead.module.css";
import { ThreadMenu } from "./ThreadMenu";
import { useThreadPageStore } from "./threadPage";
import { useThread, useThreadView } from "./useThreadRoom";

/** What the thread is, where it stands, and how it goes. */
export function ThreadHead() {
  const words = useWords();
  const { mine } = useThread();
  const store = useThreadPageStore();
  const thread = useThreadView((view) => view.thread);
  const { title, kind, author, tags, posts, campuses, tried, isClosed, movedTo } = thread;
  const [home, ...others] = mine.placements;
  return (
    <header className={styles.head}>
      {home && (
        <Crumbs
          steps={[
            { to: `/spaces/${home.spaceId}`, title: home.spaceTitle },
            { to: `/spaces/${home.spaceId}?category=${home.categoryId}`, title: home.categoryTitle },
          ]}
        />
      )}
      <h1>{title}</h1>
      <div className={styles.meta}>
        {author.campus && <CampusMark campus={author.campus} />}
        <KindMark kind={kind} />
        {tags.map((tag) => (
          <Link
            key={tag}
            className={styles.tag}
            to={`/spaces/${home?.spaceId}?tag=${encodeURIComponent(tag)}`}
          >
            {tag}
          </Link>
        ))}
        <span>
          {words("forums.replies", { count: posts - 1 })}
          {campuses > 0 && <> · {words("forums.campuses", { count: campuses })}</>}
          {tried > 0 && <> · {words("forums.triedAt", { count: tried })}</>}
        </span>
        {isClosed && <strong className={styles.state}>{words("forums.row.closed")}</strong>}
        <div className={styles.deeds}>
          <button type="button" className={styles.menu} onClick={() => openFind(store)}>
            <Search size={14} aria-hidden="true" />
            {words("forums.find.do")}
          </button>
          <FollowMenu />
          <ThreadMenu />
        </div>
      </div>
      {thread.carriedFrom && (
        <CarriedFrom campus={thread.carriedFrom.campus} isOfGroup={Boolean(home?.groupId)} />
      )}
      {others.length > 0 && (
        <p className={styles.also}>
          {words("forums.alsoIn")}{" "}
          {others.map(({ spaceId, spaceTitle, categoryId, categoryTitle }, place) => (
            <span key={categoryId}>
              {place > 0 && ", "}
              <Link to={`/spaces/${spaceId}?category=${categoryId}`}>
                {spaceTitle} › {categoryTitle}
              </Link>
            </span>
          ))}
        </p>
      )}
      {movedTo !== null && (
        <p className={styles.also}>
          {words("forums.merged")} <Link to={`/threads/${movedTo}`}>{words("forums.merged.there")}</Link>
        </p>
      )}
      {home?.isHidden && <p className={styles.hidden}>{words("forums.hiddenHere")}</p>}
    </header>
  );
}

/** Where it was begun. Only the people of that room have a way there. */
function CarriedFrom({ campus, isOfGroup }: { campus: CampusMarkView | null; isOfGroup: boolean }) {
  const words = useWords();
  const { mine } = useThread();
  const unnamed = words(isOfGroup ? "forums.carriedFromRoom" : "forums.carriedFromSome");
  const said = campus === null ? unnamed : words("forums.carriedFrom", { campus: campus.name });
  return (
    <p className={styles.also}>
      {mine.carriedFromId === undefined ? said : <Link to={`/debriefs/${mine.carriedFromId}`}>{said}</Link>}
    </p>
  );
}
