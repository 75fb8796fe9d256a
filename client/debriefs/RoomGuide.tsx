import { lazy, Suspense, useState } from "react";
import type { SegmentKind } from "#shared/convenings/convenings.contract";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { Line, LineNode, type NodeState } from "../ui/Line";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./RoomGuide.module.css";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

// Only who facilitates fetches it.
const GuideMarker = lazy(async () => ({ default: (await import("./GuideMarker")).GuideMarker }));

/** The kinds that say more than a title does. */
const says: readonly SegmentKind[] = ["lastCommitments", "gleanedCards", "openDiscussion", "commitments"];

/** The guide as the line it is: what was, what is, what comes, with its minutes. Who facilitates goes anywhere on it. */
export function RoomGuide() {
  const words = useWords();
  const language = useLanguage();
  const isOfGroup = useView(({ group }) => group !== null);
  const segments = useView(({ segments }) => segments);
  const current = useView(({ position }) => position.segment);
  const stage = useView(({ stage }) => stage);
  const isMovable = useCanFacilitate() && stage === "live";
  const move = useDeed("move");
  const [aim, setAim] = useState<number | null>(null);
  const goTo = (to: number) => to !== current && void move.run({ from: current, to });
  const stateOf = (place: number): NodeState => {
    if (place < current || (stage === "closed" && place === current)) return "done";
    return place === current && stage !== "scheduled" ? "now" : "later";
  };
  return (
    <div className={styles.guide}>
      <h2 className="label">
        {words(isOfGroup ? "debriefs.guide.ofGroup" : "debriefs.guide.heading", {
          minutes: segments.reduce((sum, { minutes }) => sum + minutes, 0),
        })}
      </h2>
      <Line>
        {segments.map((segment, place) => (
          <LineNode
            key={segment.id}
            state={stateOf(place)}
            isAimedAt={aim === place && place !== current}
            marker={
              isMovable &&
              place === current && (
                <Suspense fallback={null}>
                  <GuideMarker onAim={setAim} onDrop={goTo} />
                </Suspense>
              )
            }
            end={
              <>
                {segment.minutes}
                <VisuallyHidden> {words("debriefs.guide.minutes")}</VisuallyHidden>
              </>
            }
          >
            {isMovable ? (
              // The current one stays a button too, so that whoever pressed it keeps the focus when it becomes current.
              <button
                type="button"
                className={styles.go}
                aria-disabled={place === current || undefined}
                onClick={() => goTo(place)}
              >
                {inLanguage(segment.title, language)}
                {place !== current && <VisuallyHidden> {words("debriefs.guide.goTo")}</VisuallyHidden>}
              </button>
            ) : (
              <span className={stateOf(place) === "now" ? styles.now : undefined}>
                {inLanguage(segment.title, language)}
              </span>
            )}
            {!isOfGroup && says.includes(segment.kind) && (
              <small className={styles.kind}>{words(`debriefs.segment.${segment.kind}`)}</small>
            )}
          </LineNode>
        ))}
      </Line>
      {isMovable && <p className={styles.hint}>{words("debriefs.guide.hint")}</p>}
    </div>
  );
}
