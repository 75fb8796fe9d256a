import { OwnHeldRemarks } from "./OwnHeldRemarks";
import { PauseNotice } from "./PauseNotice";

/** What of one's own no peer is told and few ever have, fetched together. */
export const ownParts = { OwnHeldRemarks, PauseNotice };
