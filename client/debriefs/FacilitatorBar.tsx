import { useState } from "react";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { canFollow, isTalking } from "#shared/debriefs/debriefs.policy";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { Button, ButtonLink } from "../ui/Button";
import { classNames } from "../ui/classNames";
import styles from "./FacilitatorBar.module.css";
import { HoldPrompt } from "./HoldPrompt";
import { LinesWaiting } from "./LinesWaiting";
import { useShortcuts } from "./shortcuts";
import { GoOn, TakeBreath } from "./TakeBreath";
import { Toolbar } from "./Toolbar";
import { useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";
import { Waiting } from "./Waiting";

/**
 * What a facilitator does with the room: one bar, the next thing first. On a phone what is done seldom shows when it is
 * asked for.
 */
export function FacilitatorBar() {
  const words = useWords();
  const [isWhole, setIsWhole] = useState(false);
  const stage = useView(({ stage }) => stage);
  const isBreathing = useView(({ breath }) => breath !== null);
  const debriefId = useView(({ id }) => id);
  const isGuiding = stage === "live" && !isBreathing;
  return (
    <>
      <Waiting />
      <LinesWaiting />
      <Toolbar
        label={words("debriefs.bar.label")}
        className={classNames(styles.bar, isGuiding && !isWhole && styles.short)}
      >
        {isBreathing ? <GoOn /> : <StageDeeds stage={stage} />}
        {isGuiding && <GuideDeeds />}
        {isTalking(stage) && !isBreathing && <TakeBreath className={styles.breath} />}
        {isGuiding && (
          <Button
            weight="quiet"
            className={styles.more}
            aria-label={words("debriefs.bar.more")}
            aria-expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            ⋯
          </Button>
        )}
        <span className={styles.gap} />
        {isTalking(stage) && <HoldPrompt className={styles.seldom} />}
        {stage === "closed" && (
          <ButtonLink weight="quiet" to={`/debriefs/${debriefId}/log`} target="_blank">
            {words("debriefs.bar.log")}
          </ButtonLink>
        )}
        {stage !== "closed" && (
          <ButtonLink
            weight="quiet"
            className={styles.seldom}
            to={`/debriefs/${debriefId}/projector`}
            target="_blank"
          >
            {words("debriefs.bar.projector")}
          </ButtonLink>
        )}
        {stage === "live" && <CloseDeed />}
      </Toolbar>
    </>
  );
}

/** The stage that a button leads to, and how the button is named where one is. */
const ways: Record<
  DebriefView["stage"],
  readonly { to: "open" | "live" | "closing" | "closed"; isFirst: boolean }[]
> = {
  scheduled: [{ to: "open", isFirst: true }],
  open: [{ to: "live", isFirst: true }],
  live: [],
  closing: [
    { to: "closed", isFirst: true },
    { to: "live", isFirst: false },
  ],
  closed: [{ to: "live", isFirst: false }],
};

function StageDeeds({ stage }: Pick<DebriefView, "stage">) {
  const words = useWords();
  const { run, isBusy } = useDeed("changeStage");
  return ways[stage]
    .filter(({ to }) => canFollow(stage, to))
    .map(({ to, isFirst }) => (
      <Button
        key={to}
        weight={isFirst ? "first" : "plain"}
        className={styles.way}
        isBusy={isBusy}
        onClick={() => void run({ to })}
      >
        {words(`debriefs.bar.${stage}.${to}` as "debriefs.bar.scheduled.open")}
      </Button>
    ));
}

function CloseDeed() {
  const words = useWords();
  const { run, isBusy } = useDeed("changeStage");
  return (
    <Button
      weight="quiet"
      className={classNames(styles.close, styles.seldom)}
      isBusy={isBusy}
      onClick={() => void run({ to: "closing" })}
    >
      {words("debriefs.bar.live.closing")}
    </Button>
  );
}

function GuideDeeds() {
  const words = useWords();
  const language = useLanguage();
  const segments = useView(({ segments }) => segments);
  const position = useView(({ position }) => position);
  const canUndo = useView(({ before }) => before !== null);
  const move = useDeed("move");
  const undo = useDeed("undoMove");
  const pausing = useDeed("changeTimer");
  // Two deeds, though one endpoint: a pause that is under way must not swallow the minutes that are added.
  const extending = useDeed("changeTimer");
  const from = position.segment;
  const next = segments[from + 1];
  const isPaused = position.timer.endsAt === null;

  const goBack = () => from > 0 && void move.run({ from, to: from - 1 });
  const goOn = () => next !== undefined && void move.run({ from, to: from + 1 });
  const takeBack = () => canUndo && void undo.run({});
  const pause = () => void pausing.run({ change: isPaused ? "resume" : "pause" });
  const extend = () => void extending.run({ change: "extend", minutes: 2 });
  useShortcuts({ n: goOn, b: goBack, u: takeBack, p: pause, t: extend });
  return (
    <>
      <Button
        weight="quiet"
        className={styles.seldom}
        aria-disabled={from <= 0 || undefined}
        onClick={goBack}
      >
        {words("debriefs.bar.back")}
      </Button>
      {next && (
        <Button weight="first" className={styles.next} isBusy={move.isBusy} onClick={goOn}>
          <span>{words("debriefs.bar.next", { title: inLanguage(next.title, language) })}</span>
        </Button>
      )}
      {canUndo && (
        <Button weight="quiet" isBusy={undo.isBusy} onClick={takeBack}>
          {words("debriefs.bar.undo")}
        </Button>
      )}
      <Button
        weight="quiet"
        className={isPaused ? undefined : styles.seldom}
        isBusy={pausing.isBusy}
        onClick={pause}
      >
        {words(isPaused ? "debriefs.bar.resume" : "debriefs.bar.pause")}
      </Button>
      <Button weight="quiet" className={styles.seldom} isBusy={extending.isBusy} onClick={extend}>
        {words("debriefs.bar.extend", { minutes: 2 })}
      </Button>
    </>
  );
}
