import { useQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { commonsQuery } from "./forums.queries";

interface Props {
  debriefId: string;
  conveningId: string;
}

/** The way from a closed room to the commons of its convening, where its people carry on; nothing where there is none. */
export function CarryOn({ debriefId, conveningId }: Props) {
  const words = useWords();
  const { data: spaceId } = useQuery(commonsQuery(conveningId));
  if (!spaceId) return null;
  return (
    <p>
      <ButtonLink to={`/spaces/${spaceId}/new?from=${debriefId}`}>{words("followed.carryOn")}</ButtonLink>
    </p>
  );
}
