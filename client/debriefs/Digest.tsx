import {
  type ContributionKind,
  type ContributionView,
  contributionKinds,
} from "#shared/debriefs/debriefs.contract";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { toDigest } from "#shared/debriefs/digest";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Digest.module.css";
import { kindSigns } from "./kinds";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

/** What the room leaves behind, shown to everyone while it closes and ever after. */
export function Digest() {
  const words = useWords();
  const view = useView((view) => view);
  const canKeep = useCanFacilitate() && isTalkingIn(view.stage);
  const isOver = view.stage === "closed";
  const digest = toDigest(view);
  return (
    <section className={styles.digest} aria-label={words("debriefs.digest.label")}>
      <dl className={styles.tallies}>
        <Tally
          count={digest.headcount}
          label={words("debriefs.digest.people", { count: digest.headcount })}
        />
        <Tally count={digest.said} label={words("debriefs.digest.said", { count: digest.said })} />
        <Tally
          count={digest.answered}
          label={words("debriefs.digest.answered", { count: digest.answered })}
        />
      </dl>
      <Part
        title={words("debriefs.digest.takeaways")}
        none={words(isOver ? "debriefs.digest.keptNothing" : "debriefs.digest.noTakeaways")}
      >
        {digest.takeaways.map((takeaway) => (
          <Kept key={takeaway.id} contribution={takeaway} canKeep={canKeep} />
        ))}
      </Part>
      {view.segments.some(({ kind }) => kind === "commitments") && (
        <Part title={words("debriefs.digest.commitments")} none={words("debriefs.digest.noCommitments")}>
          {digest.commitments.map((commitment) => (
            <Kept key={commitment.id} contribution={commitment} canKeep={false} />
          ))}
        </Part>
      )}
      {digest.unkept.length > 0 && (
        <Part title={words("debriefs.digest.unkept")} none="">
          {digest.unkept.map((unkept) => (
            <Kept key={unkept.id} contribution={unkept} canKeep={canKeep} />
          ))}
        </Part>
      )}
      <p className={styles.kinds}>
        {contributionKinds
          .filter((kind) => digest.byKind[kind] > 0)
          .map((kind) => (
            <KindCount key={kind} kind={kind} count={digest.byKind[kind]} />
          ))}
      </p>
    </section>
  );
}

function Tally({ count, label }: { count: number; label: string }) {
  return (
    <div className={styles.tally}>
      <dd className="num">{count}</dd>
      <dt>{label}</dt>
    </div>
  );
}

function KindCount({ kind, count }: { kind: ContributionKind; count: number }) {
  const words = useWords();
  return (
    <span>
      <span aria-hidden="true">{kindSigns[kind]}</span> {words(`debriefs.kind.${kind}`)} {count}
    </span>
  );
}

function Part({ title, none, children }: { title: string; none: string; children: React.ReactNode[] }) {
  return (
    <div className={styles.part}>
      <h2>{title}</h2>
      {children.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ul className={styles.list}>{children}</ul>
      )}
    </div>
  );
}

function Kept({ contribution, canKeep }: { contribution: ContributionView; canKeep: boolean }) {
  const words = useWords();
  const { run, isBusy } = useDeed("markTakeaway");
  const { id, text, author, isTakeaway, reactions } = contribution;
  return (
    <li className={styles.kept}>
      <q>{text}</q>
      <p className={styles.by}>
        <strong>{author?.name ?? words("debriefs.unnamed.name")}</strong>
        {author?.unit && <> {author.unit}</>}
        {reactions.resonates > 0 && (
          <> · {words("debriefs.digest.resonated", { count: reactions.resonates })}</>
        )}
      </p>
      {canKeep && (
        <Button
          size="small"
          isBusy={isBusy}
          aria-pressed={isTakeaway}
          onClick={() => void run({ contributionId: id, isTakeaway: !isTakeaway })}
        >
          {words(isTakeaway ? "debriefs.digest.unkeep" : "debriefs.digest.keep")}
        </Button>
      )}
    </li>
  );
}
