import { useQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { commonsQuery, groupSpaceQuery } from "./forums.queries";

interface Props {
  debriefId: string;
  /** One of the two is null. */
  conveningId: string | null;
  groupId: string | null;
}

/**
 * The way from a closed room to where its people carry on: the commons of its convening, or the forum of its group; nothing
 * where there is none.
 */
export function CarryOn({ debriefId, conveningId, groupId }: Props) {
  const words = useWords();
  const commons = useQuery({ ...commonsQuery(conveningId ?? ""), enabled: conveningId !== null });
  const forum = useQuery({ ...groupSpaceQuery(groupId ?? ""), enabled: groupId !== null });
  const spaceId = commons.data ?? forum.data;
  if (!spaceId) return null;
  return (
    <p>
      <ButtonLink to={`/spaces/${spaceId}/new?from=${debriefId}`}>
        {words(groupId === null ? "followed.carryOn" : "followed.carryOnInGroup")}
      </ButtonLink>
    </p>
  );
}
