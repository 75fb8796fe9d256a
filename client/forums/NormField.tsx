import { useQuery } from "@tanstack/react-query";
import { groupQuery } from "../groups/groups.queries";
import { NormSelect } from "../groups/NormSelect";
import { useWords } from "../language/useWords";

interface Props {
  groupId: string;
  /** The norm in its words; empty for none. */
  value: string;
  onChange: (norm: string) => void;
}

/** Which norm of the group whose forum it is a reason names. Until the norms are here a reason is given without one. */
export function NormField({ groupId, ...choice }: Props) {
  const words = useWords();
  const { data: group } = useQuery(groupQuery(groupId));
  if (group === undefined) return null;
  const labels = {
    choose: words("forums.norm.choose"),
    none: words("forums.norm.none"),
    gone: words("forums.norm.gone"),
  };
  return <NormSelect texts={group.norms.texts} labels={labels} {...choice} />;
}
