import { useQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { commonsQuery } from "./forums.queries";

interface Props {
  conveningId: string;
}

/** The way from a convening to its commons; nothing where it has none that one may read. */
export function CommonsLink({ conveningId }: Props) {
  const words = useWords();
  const { data: spaceId } = useQuery(commonsQuery(conveningId));
  if (!spaceId) return null;
  return <ButtonLink to={`/spaces/${spaceId}`}>{words("followed.commons")}</ButtonLink>;
}
