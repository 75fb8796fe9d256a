import { useMe } from "../accounts/accounts.queries";
import { ConnectionState } from "../live/ConnectionState";
import { Bell } from "../notifications/Bell";
import { SearchField } from "./SearchField";

/** What of the bar may come a moment after the page, and is fetched apart from it. */
export function LateBar() {
  const me = useMe();
  return (
    <>
      <SearchField />
      <ConnectionState />
      {me && <Bell personId={me.personId} />}
    </>
  );
}
