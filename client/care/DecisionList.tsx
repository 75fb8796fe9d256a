import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { Link } from "react-router";
import type { DecisionView } from "#shared/care/appeals.contract";
import { isBrief } from "#shared/care/appeals.policy";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Words } from "../language/Words";
import { PagedList } from "../ui/PagedList";
import { AppealForm } from "./AppealForm";
import { decisionsQuery } from "./appeals.queries";
import styles from "./Care.module.css";
import { nameOf } from "./deedNames";

/** What was decided about oneself, the latest first, and how to ask somebody else to look at it. */
export function DecisionList() {
  const words = useWords();
  const list = useInfiniteQuery(decisionsQuery);
  return (
    <PagedList
      list={list}
      className={styles.list}
      none={<p className="soft">{words("care.own.noDecisions")}</p>}
    >
      {(decision) => <Decision key={decision.id} decision={decision} />}
    </PagedList>
  );
}

function Decision({ decision }: { decision: DecisionView }) {
  const words = useWords();
  const time = useTime();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const { id, deed, at, norm, reason, stands, canAppeal, appeal } = decision;
  return (
    <li className={styles.card}>
      <h3 id={titleId} ref={title} tabIndex={-1}>
        <Done decision={decision} />
      </h3>
      <time className="small soft" dateTime={new Date(at).toISOString()}>
        {time.ago(at)}
      </time>
      {norm !== "" && <p>{words("care.log.norm", { norm })}</p>}
      {reason !== "" && <p className={styles.note}>{words("forums.gone.reason", { reason })}</p>}
      {appeal !== null && <Appeal appeal={appeal} isBrief={isBrief(deed)} />}
      {appeal === null && !stands && <p className="soft">{words("care.decided.over")}</p>}
      {canAppeal && (
        // The form goes with what it did: whoever holds the keys goes on from the decision.
        <AppealForm entryId={id} titleId={titleId} onSent={() => title.current?.focus()} />
      )}
    </li>
  );
}

function Done({ decision: { deed, post, groupName, roomName } }: { decision: DecisionView }) {
  const words = useWords();
  if (deed === "forums:hidden") {
    if (post === null) return words("care.decided.hiddenSomewhere");
    const thread = <Link to={`/posts/${post.id}`}>{post.threadTitle}</Link>;
    return <Words id="care.decided.hidden" values={{ thread }} />;
  }
  const isInRoom = deed === "debriefs:paused";
  const name = isInRoom ? roomName : groupName;
  const some = words(isInRoom ? "care.decided.someRoom" : "care.decided.someGroup");
  const group = name === "" ? some : words("care.decided.group", { name });
  return words(`care.decided.${nameOf(deed)}`, { group });
}

/** What one has asked, and what came of it: of what is over so soon, whether it should have been. */
function Appeal({ appeal, isBrief }: { appeal: Given; isBrief: boolean }) {
  const words = useWords();
  const time = useTime();
  const { words: said, at, outcome, answer } = appeal;
  const came = outcome === "undone" && isBrief ? "wrong" : (outcome ?? "waits");
  return (
    <>
      <p>{words("care.appeal.asked", { ago: time.ago(at) })}</p>
      <blockquote className={styles.said}>{said}</blockquote>
      <p>
        <strong>{words(`care.appeal.${came}`)}</strong>
        {answer !== "" && ` ${words("care.appeal.answer")}`}
      </p>
      {answer !== "" && <blockquote className={styles.said}>{answer}</blockquote>}
    </>
  );
}

type Given = NonNullable<DecisionView["appeal"]>;
