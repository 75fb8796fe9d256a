import { X } from "lucide-react";
import { useWords } from "../language/useWords";
import { Chips } from "../ui/Chips";
import { FollowPlace } from "./FollowPlace";
import type { ThreadFilter } from "./forums.queries";
import { kindsOffered } from "./kinds";
import styles from "./ThreadFilters.module.css";

interface Props {
  filter: ThreadFilter;
  onChange: (part: Partial<ThreadFilter>) => void;
}

/** What is looked at, and in which order. */
export function ThreadFilters({ filter, onChange }: Props) {
  const words = useWords();
  const { kind, tag, order } = filter;
  return (
    <div className={styles.filters}>
      <Chips
        label={words("forums.order.label")}
        value={order}
        onChange={(chosen) => onChange({ order: chosen })}
        options={[
          { value: "active", label: words("forums.order.active") },
          { value: "new", label: words("forums.order.new") },
        ]}
      />
      <label className={styles.kind}>
        <span>{words("forums.filter.kind")}</span>
        <select
          value={kind ?? ""}
          onChange={({ target }) => onChange({ kind: kindsOffered.find((one) => one === target.value) })}
        >
          <option value="">{words("forums.filter.anyKind")}</option>
          {kindsOffered.map((one) => (
            <option key={one} value={one}>
              {words(`forums.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {tag !== undefined && (
        <>
          <button type="button" className={styles.tag} onClick={() => onChange({ tag: undefined })}>
            {words("forums.filter.tag", { tag })}
            <X size={14} aria-hidden="true" />
          </button>
          <FollowPlace key={tag} kind="tag" targetId={tag} name={tag} />
        </>
      )}
    </div>
  );
}
