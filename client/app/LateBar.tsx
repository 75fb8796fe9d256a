import { ConnectionState } from "../live/ConnectionState";
import { SearchField } from "./SearchField";

/** What of the bar may come a moment after the page, and is fetched apart from it. */
export function LateBar() {
  return (
    <>
      <SearchField />
      <ConnectionState />
    </>
  );
}
