import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";

interface Props {
  /** Who said it. */
  name: string;
  onShow: () => void;
}

/** Stands in the place of what somebody said whom one has blocked. */
export function FoldedWords({ name, onShow }: Props) {
  const words = useWords();
  return (
    <p className="soft">
      {words("blocks.folded", { name })}{" "}
      <Button size="small" onClick={onShow}>
        {words("blocks.show")}
      </Button>
    </p>
  );
}
