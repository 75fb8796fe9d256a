import { Reporting } from "../care/ReportPost";
import { ThreadPage } from "../forums/ThreadPage";

/** A thread in which what is wrong can be reported. */
export function CaredForThread() {
  return (
    <Reporting>
      <ThreadPage />
    </Reporting>
  );
}
