import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import { FilterFields } from "./FilterFields";
import styles from "./SearchFilters.module.css";
import { countFilters, type Search, unfiltered } from "./useSearch";

export interface FiltersProps {
  search: Search;
  onChange: (part: Partial<Search>) => void;
}

/** What narrows the search: a quiet row, and on a phone a sheet. */
export function SearchFilters({ search, onChange }: FiltersProps) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const count = countFilters(search);
  const clear = count > 0 && (
    <Button weight="quiet" size="small" onClick={() => onChange(unfiltered)}>
      {words("search.clear")}
    </Button>
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is not laid out as a row everywhere. */}
      <div role="group" aria-label={words("search.filters")} className={styles.row}>
        <FilterFields search={search} onChange={onChange} />
        {clear}
      </div>
      <div className={styles.opener}>
        <Button size="small" onClick={() => setIsOpen(true)}>
          <SlidersHorizontal size={16} aria-hidden="true" />
          {words("search.filtersOf", { count })}
        </Button>
        {clear}
      </div>
      <Sheet
        title={words("search.filters")}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        actions={
          <Button weight="first" onClick={() => setIsOpen(false)}>
            {words("search.show")}
          </Button>
        }
      >
        <div className={styles.sheet}>
          <FilterFields search={search} onChange={onChange} />
        </div>
      </Sheet>
    </>
  );
}
