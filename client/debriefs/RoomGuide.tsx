import type { SegmentKind } from "#shared/convenings/convenings.contract";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { Line, LineNode, type NodeState } from "../ui/Line";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./RoomGuide.module.css";
import { useView } from "./useDebriefRoom";

/** The kinds that say more than a title does. */
const says: readonly SegmentKind[] = ["lastCommitments", "gleanedCards", "openDiscussion", "commitments"];

/** The guide as the line it is: what was, what is, what comes, with its minutes. */
export function RoomGuide() {
  const words = useWords();
  const language = useLanguage();
  const segments = useView(({ segments }) => segments);
  const current = useView(({ position }) => position.segment);
  const stage = useView(({ stage }) => stage);
  const stateOf = (place: number): NodeState => {
    if (place < current || (stage === "closed" && place === current)) return "done";
    return place === current && stage !== "scheduled" ? "now" : "later";
  };
  return (
    <div className={styles.guide}>
      <h2 className="label">
        {words("debriefs.guide.heading", {
          minutes: segments.reduce((sum, { minutes }) => sum + minutes, 0),
        })}
      </h2>
      <Line>
        {segments.map((segment, place) => (
          <LineNode
            key={segment.id}
            state={stateOf(place)}
            end={
              <>
                {segment.minutes}
                <VisuallyHidden> {words("debriefs.guide.minutes")}</VisuallyHidden>
              </>
            }
          >
            <span className={stateOf(place) === "now" ? styles.now : undefined}>
              {inLanguage(segment.title, language)}
            </span>
            {says.includes(segment.kind) && (
              <small className={styles.kind}>{words(`debriefs.segment.${segment.kind}`)}</small>
            )}
          </LineNode>
        ))}
      </Line>
    </div>
  );
}
