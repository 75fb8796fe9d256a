import { useOwnParts } from "./useOwnParts";
import { usePause } from "./usePause";

/** Says, where one writes, that one is paused. */
export function OwnPause() {
  const pause = usePause();
  const parts = useOwnParts(pause !== null);
  return parts && <parts.PauseNotice pause={pause} />;
}
