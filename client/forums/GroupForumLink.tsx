import { useQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { groupSpaceQuery } from "./forums.queries";

interface Props {
  groupId: string;
}

/** The way from a group to what is discussed in it; nothing where one may not read that. */
export function GroupForumLink({ groupId }: Props) {
  const words = useWords();
  const { data: spaceId } = useQuery(groupSpaceQuery(groupId));
  if (!spaceId) return null;
  return (
    <ButtonLink to={`/spaces/${spaceId}`} weight="first">
      {words("groups.discussion")}
    </ButtonLink>
  );
}
