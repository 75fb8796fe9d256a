import { useQueryClient } from "@tanstack/react-query";
import { type ContributionView, type Reaction, reactions } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import styles from "./Contribution.module.css";
import { mineQuery, noteOwnReaction } from "./debriefs.queries";
import { useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";
import { useHoldingBack } from "./useHoldingBack";
import type { Mine } from "./useMine";

interface Props {
  contribution: ContributionView;
  mine: Mine;
}

/** Two quiet ways of answering without words. Pressed at once; the count follows when the room knows. */
export function Reactions({ contribution, mine }: Props) {
  return reactions.map((reaction) => (
    <ReactionButton key={reaction} contribution={contribution} mine={mine} reaction={reaction} />
  ));
}

function ReactionButton({ contribution, mine, reaction }: Props & { reaction: Reaction }) {
  const words = useWords();
  const client = useQueryClient();
  const debriefId = useView(({ id }) => id);
  const { run, isBusy } = useDeed("react");
  const { isHeldBack, holdsBack } = useHoldingBack(mine.isPaused);
  const own = { contributionId: contribution.id, reaction };
  const isOn = mine.hasReacted(contribution.id, reaction);
  const toggle = async () => {
    if (isBusy || holdsBack()) return;
    noteOwnReaction(client, debriefId, own, !isOn);
    if ((await run({ ...own, isOn: !isOn })) === null) {
      // It may or may not have arrived: the server knows.
      await client.invalidateQueries({ queryKey: mineQuery(debriefId).queryKey });
    }
  };
  const count = contribution.reactions[reaction];
  return (
    <button
      type="button"
      className={styles.pill}
      aria-pressed={isOn}
      aria-disabled={isHeldBack || undefined}
      onClick={() => void toggle()}
    >
      {words(`debriefs.reaction.${reaction}`)}
      {count > 0 && <span className="num"> {count}</span>}
    </button>
  );
}
