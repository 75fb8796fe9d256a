import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { FoundList } from "./FoundList";
import { SearchFilters } from "./SearchFilters";
import { SearchForm } from "./SearchForm";
import styles from "./SearchPage.module.css";
import { toAsked, useSearch } from "./useSearch";

/** Looks for what people said in the forums. What is looked for stands in the address bar. */
export function SearchPage() {
  const words = useWords();
  const { search, change } = useSearch();
  const asked = toAsked(search);
  return (
    <Page>
      <PageTitle title={search.q === "" ? words("search.title") : words("search.titleOf", { q: search.q })} />
      <div className={styles.head}>
        <h1>{words("search.title")}</h1>
        <SearchForm q={search.q} onSearch={(q) => change({ q })} />
        <SearchFilters search={search} onChange={change} />
      </div>
      {asked ? (
        <FoundList asked={asked} search={search} onChange={change} />
      ) : (
        <EmptyState title={words("search.begin")}>{words("search.how")}</EmptyState>
      )}
    </Page>
  );
}
