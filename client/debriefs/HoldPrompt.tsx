import { isHolding } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

/** Has what is written to the present prompt wait, or no longer. */
export function HoldPrompt({ className }: { className?: string }) {
  const words = useWords();
  const segment = useView(({ position }) => position.segment);
  const isHeld = useView(isHolding);
  const { run, isBusy } = useDeed("hold");
  return (
    <Button
      weight="quiet"
      className={className}
      aria-pressed={isHeld}
      isBusy={isBusy}
      onClick={() => void run({ segment, isHolding: !isHeld })}
    >
      {words("debriefs.bar.hold")}
    </Button>
  );
}
