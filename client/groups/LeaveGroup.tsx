import { useState } from "react";
import { useNavigate } from "react-router";
import type { GroupView } from "#shared/groups/groups.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useLeave } from "./groups.queries";

/** The way out of a group, after saying what goes with it: it cannot always be undone. */
export function LeaveGroup({ group }: { group: GroupView }) {
  const words = useWords();
  const refusal = useRefusal();
  const navigate = useNavigate();
  const leave = useLeave(group);
  const [isAsking, setIsAsking] = useState(false);
  const handleLeave = () =>
    leave.mutate(undefined, {
      onSuccess: () => {
        showToast(words("groups.leave.done", { name: group.name }));
        void navigate("/groups");
      },
    });
  const open = () => {
    leave.reset();
    setIsAsking(true);
  };
  return (
    <div>
      <Button size="small" onClick={open}>
        {words("groups.leave.do")}
      </Button>
      <Dialog
        title={words("groups.leave.title", { name: group.name })}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        actions={
          <>
            <Button weight="quiet" onClick={() => setIsAsking(false)}>
              {words("ui.close")}
            </Button>
            <Button weight="danger" isBusy={leave.isPending} onClick={handleLeave}>
              {words("groups.leave.confirm")}
            </Button>
          </>
        }
      >
        <p>{words("groups.leave.text", { joining: group.joining })}</p>
        <FormError message={leave.error && refusal(leave.error)} />
      </Dialog>
    </div>
  );
}
