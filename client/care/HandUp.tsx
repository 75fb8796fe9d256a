import { useState } from "react";
import { type GivenReason, ReasonDialog } from "../forums/ReasonDialog";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { useHandUp } from "./care.queries";

/** Hands a report to those above, with a reason that they read. */
export function HandUp({ reportId }: { reportId: string }) {
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const handUp = useHandUp(reportId);
  const give = async ({ reason }: GivenReason) => {
    const isDone = await handUp.mutateAsync(reason).then(
      () => true,
      () => false,
    );
    if (isDone) setIsAsking(false);
    return isDone;
  };
  return (
    <>
      <Button size="small" weight="quiet" onClick={() => setIsAsking(true)}>
        {words("care.handUp")}
      </Button>
      <ReasonDialog
        title={words("care.handUp.title")}
        text={words("care.handUp.text")}
        confirm={words("care.handUp.confirm")}
        isOpen={isAsking}
        groupId={null}
        isBusy={handUp.isPending}
        deed={`handUp.${reportId}`}
        onGive={give}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
