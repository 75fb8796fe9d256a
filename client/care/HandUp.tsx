import { useState } from "react";
import { type GivenReason, ReasonDialog } from "../forums/ReasonDialog";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { type HandedKind, useHandUp } from "./care.queries";

interface Props {
  kind: HandedKind;
  id: string;
  onHanded?: () => void;
}

/** Hands a report or an appeal to those above, with a reason that they read. */
export function HandUp({ kind, id, onHanded }: Props) {
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const handUp = useHandUp(kind, id);
  const give = async ({ reason }: GivenReason) => {
    const isDone = await handUp.mutateAsync(reason).then(
      () => true,
      () => false,
    );
    if (!isDone) return false;
    setIsAsking(false);
    onHanded?.();
    return true;
  };
  return (
    <>
      <Button size="small" weight="quiet" onClick={() => setIsAsking(true)}>
        {words("care.handUp")}
      </Button>
      <ReasonDialog
        title={words(`care.handUp.${kind}`)}
        text={words(`care.handUp.${kind}Text`)}
        confirm={words("care.handUp.confirm")}
        isOpen={isAsking}
        groupId={null}
        isBusy={handUp.isPending}
        deed={`handUp.${id}`}
        onGive={give}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
