import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";

/** The norm that was named and the reason that was given, where there are any. */
export function WhyGone({ norm = "", reason }: Pick<PostView, "norm" | "reason">) {
  const words = useWords();
  return (
    <>
      {norm !== "" && words("forums.norm.named", { norm })}
      {norm !== "" && reason !== "" && " "}
      {reason !== "" && words("forums.gone.reason", { reason })}
    </>
  );
}
