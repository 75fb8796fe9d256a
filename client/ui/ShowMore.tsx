import { useWords } from "../language/useWords";
import { Button } from "./Button";

interface Props {
  /** A list that comes in pages. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  size?: "small";
  className?: string | undefined;
}

/** The way to the next page of a list; nothing at its end. */
export function ShowMore({ list, ...looks }: Props) {
  const words = useWords();
  if (!list.hasNextPage) return null;
  return (
    <Button {...looks} isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {words("ui.showMore")}
    </Button>
  );
}
