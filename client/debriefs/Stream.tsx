import { Fragment, type Ref, useImperativeHandle } from "react";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { Contribution } from "./Contribution";
import { PendingRemarks } from "./PendingRemarks";
import styles from "./Stream.module.css";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useMine } from "./useMine";
import { useStayAtEnd } from "./useStayAtEnd";

export interface StreamHandle {
  goToEnd(): void;
  /** Moves the focus to the next remark, or the one before. */
  step(by: 1 | -1): void;
}

/** Everything that was said, the newest at the end. */
export function Stream({ ref }: { ref?: Ref<StreamHandle> }) {
  const words = useWords();
  const count = useView(({ contributions }) => contributions.length);
  const { scroller, content, unseen, goToEnd } = useStayAtEnd(count);
  useImperativeHandle(ref, () => ({ goToEnd, step: (by) => stepFocus(scroller.current, by) }), [
    goToEnd,
    scroller,
  ]);
  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={styles.stream}
        aria-label={words("debriefs.stream.label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        tabIndex={0}
      >
        <div ref={content}>
          <Remarks />
          <PendingRemarks />
        </div>
      </section>
      {unseen > 0 && (
        <button type="button" className={styles.unseen} onClick={goToEnd}>
          {words("debriefs.stream.unseen", { count: unseen })}
        </button>
      )}
    </div>
  );
}

/** The remarks with the segments in which they were said. */
export function Remarks() {
  const words = useWords();
  const language = useLanguage();
  const contributions = useView(({ contributions }) => contributions);
  const segments = useView(({ segments }) => segments);
  const spotlight = useView(({ spotlight }) => spotlight);
  const isTalking = useView(({ stage }) => isTalkingIn(stage));
  const canFacilitate = useCanFacilitate();
  const mine = useMine(useView(({ id }) => id));
  if (contributions.length === 0) {
    return (
      <p className={styles.empty}>{words(isTalking ? "debriefs.stream.empty" : "debriefs.stream.nothing")}</p>
    );
  }
  return contributions.map((contribution, place) => {
    const { segment } = contribution;
    const isFirst = segment !== (contributions[place - 1]?.segment ?? -1);
    return (
      <Fragment key={contribution.id}>
        {isFirst && (
          <h2 className={styles.segment}>
            {segments[segment]
              ? inLanguage(segments[segment].title, language)
              : words("debriefs.stream.before")}
          </h2>
        )}
        <Contribution
          contribution={contribution}
          mine={mine}
          isLit={contribution.id === spotlight}
          isTalking={isTalking}
          canFacilitate={canFacilitate}
        />
      </Fragment>
    );
  });
}

function stepFocus(scroller: HTMLElement | null, by: 1 | -1): void {
  const remarks = [...(scroller?.querySelectorAll<HTMLElement>("[data-remark]") ?? [])];
  if (remarks.length === 0) return;
  const at = remarks.findIndex((remark) => remark.contains(document.activeElement));
  // From outside, both ways lead to the newest.
  const next = at === -1 ? remarks.length - 1 : Math.min(Math.max(at + by, 0), remarks.length - 1);
  remarks[next]?.focus();
}
