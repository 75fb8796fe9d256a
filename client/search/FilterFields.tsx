import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { threadKinds, threadTag } from "#shared/forums/threads.contract";
import { useViewer } from "../accounts/accounts.queries";
import { spacesQuery } from "../forums/forums.queries";
import { useWords } from "../language/useWords";
import { programsQuery } from "../programs/programs.queries";
import { PersonField } from "./PersonField";
import type { FiltersProps } from "./SearchFilters";
import styles from "./SearchFilters.module.css";

/** Everything by which a search is narrowed. Each takes effect at once. */
export function FilterFields({ search, onChange }: FiltersProps) {
  const words = useWords();
  const spaces = useInfiniteQuery(spacesQuery).data?.pages.flatMap(({ items }) => items) ?? [];
  const campuses = useCampuses();
  return (
    <>
      <Choice
        label={words("search.space")}
        any={words("search.anySpace")}
        value={search.space}
        options={spaces.map(({ id, title }) => [id, title])}
        onChoose={(space) => onChange({ space })}
      />
      <PersonField personId={search.person} onChange={(person) => onChange({ person })} />
      <Choice
        label={words("search.campus")}
        any={words("search.anyCampus")}
        value={search.campus}
        options={campuses.map(({ id, name }) => [id, name])}
        onChoose={(campus) => onChange({ campus })}
      />
      <Choice
        label={words("search.kind")}
        any={words("search.anyKind")}
        value={search.kind}
        options={threadKinds.map((kind) => [kind, words(`forums.kind.${kind}`)])}
        onChoose={(kind) => onChange({ kind: threadKinds.find((one) => one === kind) })}
      />
      <TagField key={search.tag} tag={search.tag} onChange={(tag) => onChange({ tag })} />
      <Day label={words("search.since")} value={search.since} onChange={(since) => onChange({ since })} />
      <Day label={words("search.until")} value={search.until} onChange={(until) => onChange({ until })} />
    </>
  );
}

interface ChoiceProps {
  label: string;
  /** What is said where nothing is chosen. */
  any: string;
  value: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string | undefined) => void;
}

function Choice({ label, any, value, options, onChoose }: ChoiceProps) {
  const words = useWords();
  const isListed = value === undefined || options.some(([one]) => one === value);
  return (
    <Labelled label={label}>
      <select
        value={value ?? ""}
        data-given={value}
        onChange={({ target }) => onChoose(target.value || undefined)}
      >
        <option value="">{any}</option>
        {!isListed && <option value={value}>{words("search.chosen")}</option>}
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function TagField({
  tag,
  onChange,
}: {
  tag: string | undefined;
  onChange: (tag: string | undefined) => void;
}) {
  const words = useWords();
  const [written, setWritten] = useState(tag ?? "");
  const take = () => {
    const parsed = threadTag.safeParse(written);
    const given = parsed.success ? parsed.data : undefined;
    if (given !== tag) onChange(given);
    else setWritten(tag ?? "");
  };
  return (
    <Labelled label={words("search.tag")}>
      <input
        type="text"
        value={written}
        data-given={tag}
        placeholder={words("search.anyTag")}
        maxLength={30}
        onChange={({ target }) => setWritten(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === "Enter" && take()}
      />
    </Labelled>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <Labelled label={label}>
      <input
        type="date"
        value={value ?? ""}
        data-given={value}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child.
    <label className={styles.field}>
      <span>{label}</span>
      {children}
    </label>
  );
}

/** The campuses from which somebody may have spoken where the viewer reads. */
function useCampuses() {
  const { campusId, roles } = useViewer();
  const programs = useQuery(programsQuery).data?.items ?? [];
  const own = programs.filter(
    ({ id, campuses }) =>
      roles.some(({ scopeId }) => scopeId === id) || campuses.some((campus) => campus.id === campusId),
  );
  const all = new Map(own.flatMap(({ campuses }) => campuses).map((campus) => [campus.id, campus]));
  return [...all.values()].sort((one, other) => one.name.localeCompare(other.name));
}
