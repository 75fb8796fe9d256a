import { useParams } from "react-router";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { toDigest } from "#shared/debriefs/digest";
import { tellTime } from "#shared/debriefs/timer";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { ConnectionState } from "../live/ConnectionState";
import { PageTitle } from "../ui/PageTitle";
import styles from "./Projector.module.css";
import { QrCode } from "./QrCode";
import { RoomGate } from "./RoomGate";
import { promptOf } from "./StagePrompt";
import { useBreathSentence } from "./useBreath";
import { useRoomState, useView } from "./useDebriefRoom";
import { useFitText } from "./useFitText";
import { useTimeLeft } from "./useTimeLeft";

/** The room on a wall, to be read from twelve metres. It never shows a name. */
export function Projector() {
  const { debriefId = "" } = useParams();
  return (
    <main>
      <RoomGate key={debriefId} debriefId={debriefId}>
        <Wall />
      </RoomGate>
    </main>
  );
}

function Wall() {
  const words = useWords();
  const title = useView(({ title }) => title);
  const isLive = useRoomState(({ connection }) => connection === "live");
  return (
    <div className={styles.wall}>
      <PageTitle title={words("debriefs.projector.title", { title })} />
      {!isLive && (
        <div className={styles.connection}>
          <ConnectionState />
        </div>
      )}
      <Words />
      <footer className={styles.foot}>
        <Clock />
        <Tallies />
        <Join />
      </footer>
    </div>
  );
}

/** The remark in the light, or else the prompt. */
function Words() {
  const words = useWords();
  const language = useLanguage();
  const stage = useView(({ stage }) => stage);
  const title = useView(({ title }) => title);
  const written = useView(promptOf);
  const prompt = written && inLanguage(written, language);
  const breath = useBreathSentence();
  const shown = useView(lit);
  const remark = breath === null ? shown : null;
  const text =
    breath ??
    remark ??
    prompt ??
    (stage === "scheduled" || stage === "open" ? title : words(`debriefs.wall.${stage}`));
  const box = useFitText<HTMLDivElement>(text, 12, 120);
  return (
    <div className={styles.words}>
      {remark !== null && remark.length < LONG && <p className={styles.over}>{prompt}</p>}
      <div ref={box} className={styles.box}>
        <h1 className={styles.large} data-remark={remark === null ? undefined : ""}>
          {remark === null ? text : <q>{text}</q>}
        </h1>
      </div>
    </div>
  );
}

/** A remark of that length needs the whole wall. */
const LONG = 400;

function lit({ spotlight, contributions, stage }: DebriefView): string | null {
  const remark = contributions.find(({ id }) => id === spotlight);
  return stage === "closed" || remark === undefined || remark.isWithdrawn ? null : remark.text;
}

function Clock() {
  const words = useWords();
  const timer = useView(({ position }) => position.timer);
  const isShown = useView(({ stage }) => stage === "live") && timer.duration > 0;
  const left = useTimeLeft(timer);
  if (!isShown || left === null) return null;
  return (
    <div className={styles.clock} data-over={left < 0 ? "" : undefined}>
      <span role="timer">{tellTime(left)}</span>
      {timer.endsAt === null && <small>{words("debriefs.timer.paused")}</small>}
    </div>
  );
}

function Tallies() {
  const words = useWords();
  const view = useView((view) => view);
  const here = useRoomState(({ presence }) => presence?.here ?? null);
  const digest = toDigest(view);
  const isSummedUp = view.stage === "closing" || view.stage === "closed";
  const lines = isSummedUp
    ? ([
        [digest.headcount, "debriefs.wall.came"],
        [digest.said, "debriefs.wall.said"],
        [digest.takeaways.length, "debriefs.wall.takeaways"],
        ...(digest.commitments.length > 0
          ? [[digest.commitments.length, "debriefs.wall.commitments"] as const]
          : []),
      ] as const)
    : ([
        [here, "debriefs.wall.here"],
        [digest.said, "debriefs.wall.said"],
        [view.hands.length, "debriefs.wall.hands"],
      ] as const);
  return (
    <ul className={styles.tallies}>
      {lines.map(([count, key]) => (
        <li key={key}>
          <b className="num">{count ?? "–"}</b> <span>{words(key, { count: count ?? 0 })}</span>
        </li>
      ))}
    </ul>
  );
}

function Join() {
  const words = useWords();
  const code = useView(({ code }) => code);
  const isOpen = useView(({ stage }) => stage !== "closed");
  if (!isOpen) return null;
  return (
    <div className={styles.join}>
      <p>
        {words("debriefs.projector.joinAt", { address: `${location.host}/j` })}
        <b>{code}</b>
      </p>
      <QrCode address={`${location.origin}/j/${code.replace(/\s+/g, "")}`} />
    </div>
  );
}
