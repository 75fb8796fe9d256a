import { useEffect, useState } from "react";
import { isDeciding } from "#shared/forums/proposals.policy";
import { serverNow } from "../live/clock";
import { useThreadView } from "./useThreadRoom";

/** Whether positions are taken in the open thread, by the server's clock; it is noticed when their time is over. */
export function useIsDeciding(): boolean {
  const decision = useThreadView(({ thread }) => thread.decision);
  const [isOver, setIsOver] = useState(false);
  const isNow = () => decision !== undefined && isDeciding(decision, serverNow());
  useEffect(() => {
    if (decision === undefined) return;
    const look = () => setIsOver(!isDeciding(decision, serverNow()));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [decision]);
  return !isOver && isNow();
}
