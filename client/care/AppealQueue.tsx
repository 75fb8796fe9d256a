import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type AppealOutcome, type AppealView, appealOutcomes } from "#shared/care/appeals.contract";
import { HeldCard } from "../forums/HeldCard";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import { type AppealsOf, appealsQuery } from "./appeals.queries";
import styles from "./Care.module.css";
import { DecideAppeal, type Deciding } from "./DecideAppeal";
import { DeskNotes } from "./DeskNotes";
import { nameOf } from "./deedNames";
import { HandUp } from "./HandUp";
import { Lookers } from "./Lookers";
import { useMatter } from "./useMatter";

/** The open appeals of a space or room, or those that went past its own people; the oldest first. */
export function AppealQueue({ of }: { of: AppealsOf }) {
  const words = useWords();
  const list = useInfiniteQuery(appealsQuery(of));
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [goneId, setGoneId] = useState<string | null>(null);
  const heading = useHeadingAfter(
    goneId,
    list.data?.pages.flatMap(({ items }) => items),
  );
  return (
    <section className={styles.part} aria-labelledby="appeals">
      <h2 id="appeals" ref={heading} tabIndex={-1}>
        {words("care.appeals")}
      </h2>
      <PagedList
        list={list}
        className={styles.list}
        none={<p className="soft">{words("care.appeals.none")}</p>}
      >
        {(appeal) => (
          <Appeal
            key={appeal.id}
            appeal={appeal}
            isDeciding={deciding?.appeal.id === appeal.id}
            onDecide={(outcome) => setDeciding({ appeal, outcome })}
            onHanded={() => setGoneId(appeal.id)}
          />
        )}
      </PagedList>
      <DecideAppeal deciding={deciding} onDecided={setGoneId} onClose={() => setDeciding(null)} />
    </section>
  );
}

/** An appeal goes with its buttons: whoever holds the keys then goes on from the heading of the list. */
function useHeadingAfter(goneId: string | null, appeals: readonly AppealView[] | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isGone = goneId !== null && appeals?.every(({ id }) => id !== goneId) === true;
  useEffect(() => {
    if (isGone) heading.current?.focus();
  }, [isGone]);
  return heading;
}

interface AppealProps {
  appeal: AppealView;
  isDeciding: boolean;
  onDecide: (outcome: AppealOutcome) => void;
  onHanded: () => void;
}

function Appeal({ appeal, isDeciding, onDecide, onHanded }: AppealProps) {
  const words = useWords();
  const time = useTime();
  const name = appeal.who.name || words("care.log.somebody");
  const { frame, others, isLooking, isHeard } = useMatter(appeal.id, isDeciding);
  return (
    <Done appeal={appeal} frame={frame}>
      <p>
        <strong>{words("care.appeals.asks", { name, ago: time.ago(appeal.at) })}</strong>
      </p>
      <blockquote className={styles.said}>{appeal.words}</blockquote>
      {appeal.handed !== "" && (
        <p className={styles.note}>{words("care.handed", { reason: appeal.handed })}</p>
      )}
      <Lookers others={others} isLooking={isLooking} />
      <div className={styles.ways}>
        {appealOutcomes.map((outcome) => (
          <Button
            key={outcome}
            size="small"
            aria-label={words(`care.decide.${outcome}.of`, { name })}
            onClick={() => onDecide(outcome)}
          >
            {words(`care.decide.${outcome}`)}
          </Button>
        ))}
        {appeal.canHandUp && <HandUp kind="appeal" id={appeal.id} onHanded={onHanded} />}
      </div>
      <DeskNotes matterId={appeal.id} isHeard={isHeard} />
    </Done>
  );
}

interface DoneProps {
  appeal: AppealView;
  frame: ReturnType<typeof useMatter>["frame"];
  children: ReactNode;
}

/** What was done, by whom, when and why; a post that was taken out of sight with its words. */
function Done({ appeal, frame, children }: DoneProps) {
  const words = useWords();
  const time = useTime();
  const { deed, doneAt, by, who, norm, reason, threadTitle, post } = appeal;
  const named = ({ name }: { name: string }) => name || words("care.log.somebody");
  const done = words(`care.log.${nameOf(deed)}`, { by: named(by), whom: named(who) });
  const why = (
    <>
      {norm !== "" && <p>{words("care.log.norm", { norm })}</p>}
      {reason !== "" && <p className={styles.note}>{words("forums.gone.reason", { reason })}</p>}
      {children}
    </>
  );
  if (post === null) {
    return (
      <li {...frame} className={styles.card}>
        <h3>{done}</h3>
        <Where appeal={appeal} />
        {why}
      </li>
    );
  }
  const { threadId, author, at, body } = post;
  return (
    <HeldCard frame={frame} held={{ kind: "post", threadId, threadTitle, author, at, body }}>
      <p className={styles.note}>
        {done} · {time.ago(doneAt)}
      </p>
      {why}
    </HeldCard>
  );
}

/** Where it was done, when, and of a pause in a room for how long. */
function Where({ appeal: { groupName, roomName, threadTitle, doneAt, paused } }: { appeal: AppealView }) {
  const words = useWords();
  const time = useTime();
  const length = (until: number) => time.length(Math.max(Math.round((until - doneAt) / MINUTE), 1));
  const howLong =
    paused &&
    (paused.until === null
      ? words("care.appeals.pausedUntilClosed")
      : words("care.appeals.pausedFor", { length: length(paused.until) }));
  const parts = [roomName, groupName, threadTitle, time.ago(doneAt), howLong];
  return <p className="small soft">{parts.filter(Boolean).join(" · ")}</p>;
}

const MINUTE = 60_000;
