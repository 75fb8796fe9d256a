import { useId, useRef, useState } from "react";
import { Link } from "react-router";
import { type DecisionView, type PositionCounts, positions } from "#shared/forums/proposals.contract";
import { canStateOutcome } from "#shared/forums/proposals.policy";
import { canAnswerThread, canEditThread } from "#shared/forums/threads.policy";
import { excerpt } from "#shared/richText/plainText";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { useComposer } from "./composerContext";
import styles from "./DecisionBox.module.css";
import { MoveEnd } from "./MoveEnd";
import { OutcomeDialog } from "./OutcomeDialog";
import { PositionMark } from "./PositionMark";
import { positionSigns } from "./positions";
import { useAuthorName } from "./useAuthorName";
import { useFolded } from "./useFolded";
import { useFoundPost } from "./useFoundPost";
import { useIsDeciding } from "./useIsDeciding";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

/** Letters of the outcome that stand in the box. */
const SHOWN = 400;

/** How far a proposal is decided: until when, how many stand where, where one stands oneself, and what became of it. */
export function DecisionBox() {
  const decision = useThreadView(({ thread }) => thread.decision);
  return decision && <Box decision={decision} />;
}

function Box({ decision }: { decision: DecisionView }) {
  const words = useWords();
  const headId = useId();
  const box = useRef<HTMLElement>(null);
  const { outcome, counts } = decision;
  return (
    <section ref={box} tabIndex={-1} className={styles.box} aria-labelledby={headId}>
      <h2 id={headId} className={styles.title}>
        {words("forums.decision.title")}
      </h2>
      {outcome === null ? <TimeLeft decideBy={decision.decideBy} /> : <Stated outcome={outcome} />}
      <Counts counts={counts} />
      <Own />
      {outcome === null && <Deeds decision={decision} onStated={() => box.current?.focus()} />}
    </section>
  );
}

function TimeLeft({ decideBy }: Pick<DecisionView, "decideBy">) {
  const words = useWords();
  const time = useTime();
  if (!useIsDeciding()) return <p className={styles.time}>{words("forums.decision.over")}</p>;
  return (
    <p className={styles.time}>
      {words("forums.decision.until", {
        day: time.day(decideBy),
        clock: time.clock(decideBy),
        left: time.fromToday(decideBy),
      })}
    </p>
  );
}

/** What became of it, with the words that say so where they are shown. */
function Stated({ outcome }: { outcome: NonNullable<DecisionView["outcome"]> }) {
  const words = useWords();
  const time = useTime();
  const nameOf = useAuthorName();
  const post = useFoundPost(outcome.postId);
  const isFolded = useFolded();
  const body = post === undefined || isFolded(post.author.personId) ? null : post.body;
  return (
    <div className={styles.outcome} data-result={outcome.result}>
      <p>
        <strong>{words(`forums.outcome.${outcome.result}`)}</strong>{" "}
        {post === undefined || body === null
          ? words("forums.decision.stated", { ago: time.ago(outcome.at) })
          : words("forums.decision.statedBy", { name: nameOf(post.author), ago: time.ago(outcome.at) })}
      </p>
      {body !== null && <p className={styles.words}>{excerpt(body, SHOWN)}</p>}
      {post !== undefined && body !== null && (
        <Link to={`/threads/${post.threadId}/${post.place}`} preventScrollReset className="small">
          {words("forums.decision.read")}
        </Link>
      )}
    </div>
  );
}

/** Numbers and bars; the words alone tell all of it. */
function Counts({ counts }: { counts: PositionCounts }) {
  const words = useWords();
  const all = positions.reduce((sum, position) => sum + counts[position], 0);
  return (
    <ul className={styles.counts}>
      {positions.map((position) => {
        const Sign = positionSigns[position];
        return (
          <li key={position} className={styles.count} data-position={position}>
            <Sign size={15} strokeWidth={2.5} aria-hidden="true" />
            <span>{words(`forums.position.${position}`)}</span>
            <span aria-hidden="true" className={styles.bar}>
              <span style={{ width: `${all === 0 ? 0 : (counts[position] / all) * 100}%` }} />
            </span>
            <span className={styles.number}>
              {words("forums.decision.people", { count: counts[position] })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Where one stands oneself, and the way to stand elsewhere. */
function Own() {
  const words = useWords();
  const { mine } = useThread();
  const { viewer, subject } = useThreadSubject();
  const composer = useComposer();
  const canTake = useIsDeciding() && canAnswerThread(viewer, subject);
  const { position } = mine;
  if (position === undefined && !canTake) return null;
  return (
    <div className={styles.own}>
      {position !== undefined && (
        <p>
          {words("forums.decision.yours")} <PositionMark position={position.position} isChanged={false} />
        </p>
      )}
      {canTake && (
        <Button
          size="small"
          weight={position ? "plain" : "first"}
          onClick={() => composer.handle?.askPosition()}
        >
          {words(position ? "forums.decision.takeOther" : "forums.decision.take")}
        </Button>
      )}
    </div>
  );
}

/** What its author and its moderators do with it. */
function Deeds({ decision, onStated }: { decision: DecisionView; onStated: () => void }) {
  const words = useWords();
  const { viewer, subject } = useThreadSubject();
  const isMerged = useThreadView(({ thread }) => thread.movedTo !== null);
  const [asking, setAsking] = useState<"outcome" | "end" | null>(null);
  const close = () => setAsking(null);
  if (isMerged || !canEditThread(viewer, subject)) return null;
  return (
    <div className={styles.deeds}>
      {canStateOutcome(viewer, subject) && (
        <Button size="small" onClick={() => setAsking("outcome")}>
          {words("forums.decision.state")}
        </Button>
      )}
      <Button size="small" weight="quiet" onClick={() => setAsking("end")}>
        {words("forums.decision.move")}
      </Button>
      <OutcomeDialog isOpen={asking === "outcome"} onClose={close} onStated={onStated} />
      <MoveEnd isOpen={asking === "end"} onClose={close} decideBy={decision.decideBy} />
    </div>
  );
}
