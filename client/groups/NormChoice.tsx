import type { GroupView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { NormSelect } from "./NormSelect";

interface Props {
  group: GroupView;
  /** The norm in its words; empty for none. */
  value: string;
  onChange: (norm: string) => void;
}

/** Which of the group's norms a reason names. */
export function NormChoice({ group, ...choice }: Props) {
  const words = useWords();
  const labels = {
    choose: words("groups.norm.choose"),
    none: words("groups.norm.none"),
    gone: words("groups.norm.gone"),
  };
  return <NormSelect texts={group.norms.texts} labels={labels} {...choice} />;
}
