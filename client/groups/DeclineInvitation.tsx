import type { OwnInvitationView } from "#shared/groups/groups.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FormError } from "../ui/FormError";
import { useInvited } from "./memberships.queries";

interface Props {
  invitation: OwnInvitationView;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks once more before an invitation is gone for good. */
export function DeclineInvitation({ invitation, isOpen, onClose }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const { decline } = useInvited(invitation);
  return (
    <Dialog
      title={words("groups.decline.title", { name: invitation.group.name })}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button weight="quiet" onClick={onClose}>
            {words("ui.close")}
          </Button>
          <Button
            weight="first"
            isBusy={decline.isPending}
            onClick={() => decline.mutate(undefined, { onSuccess: onClose })}
          >
            {words("groups.decline.confirm")}
          </Button>
        </>
      }
    >
      <p>{words("groups.decline.text", { name: invitation.by.name })}</p>
      <FormError message={decline.error && refusal(decline.error)} />
    </Dialog>
  );
}
