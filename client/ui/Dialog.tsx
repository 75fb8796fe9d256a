import { type ComponentProps, type ReactNode, useEffect, useState } from "react";
import { useWords } from "../language/useWords";
import type { DialogLayer } from "./DialogLayer";
import { showToast } from "./toastStore";

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot; the first thing to do stands last. */
  actions?: ReactNode;
  /** A click beside it closes it, as Escape does. Off where something typed would be lost. */
  isDismissable?: boolean;
  size?: "medium" | "large";
}

/** Asks or shows one thing over the page: keeps the focus inside, gives it back, closes with Escape. */
export function Dialog(props: DialogProps) {
  return <Fetched {...props} shape="dialog" />;
}

/** The same from the foot of a phone, and from the side of a wider screen. */
export function Sheet(props: DialogProps) {
  return <Fetched {...props} shape="sheet" />;
}

/** How long a page has for itself before the code of its dialogs is fetched. */
const BREATH = 1_500;

let layer: typeof DialogLayer | null = null;

async function fetchLayer(): Promise<typeof DialogLayer> {
  layer ??= (await import("./DialogLayer")).DialogLayer;
  return layer;
}

/**
 * The managing of focus weighs a tenth of the site and no page needs it at first: it is fetched once the page stands.
 * Where it cannot be fetched the page stays as it is and says so.
 */
function Fetched(props: ComponentProps<typeof DialogLayer>) {
  const words = useWords();
  const [Layer, setLayer] = useState(() => layer);
  const { isOpen, onClose } = props;

  useEffect(() => {
    const timer = setTimeout(() => {
      // Tried again when it is needed.
      fetchLayer().catch(() => undefined);
    }, BREATH);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (!isOpen || Layer) return;
    let isWanted = true;
    fetchLayer().then(
      (fetched) => isWanted && setLayer(() => fetched),
      () => {
        if (!isWanted) return;
        showToast(words("error.offline"), { tone: "wrong" });
        onClose();
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isOpen, Layer, onClose, words]);

  return Layer && <Layer {...props} />;
}
