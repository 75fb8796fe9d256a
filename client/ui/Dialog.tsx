import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../language/useWords";
import { Button } from "./Button";
import { classNames } from "./classNames";
import styles from "./Dialog.module.css";

interface Props {
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
export function Dialog(props: Props) {
  return <Layer {...props} shape={styles.dialog} frame={styles.middle} />;
}

/** The same from the foot of a phone, and from the side of a wider screen. */
export function Sheet(props: Props) {
  return <Layer {...props} shape={styles.sheet} frame={styles.foot} />;
}

interface LayerProps extends Props {
  shape: string | undefined;
  frame: string | undefined;
}

function Layer({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isDismissable = true,
  size,
  shape,
  frame,
}: LayerProps) {
  const words = useWords();
  return (
    <ModalOverlay
      className={classNames(styles.overlay, frame)}
      isOpen={isOpen}
      isDismissable={isDismissable}
      onOpenChange={(isStillOpen) => !isStillOpen && onClose()}
    >
      <Modal className={classNames(styles.modal, shape)} data-size={size}>
        <AriaDialog className={styles.content}>
          <header className={styles.head}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            <Button weight="quiet" size="small" aria-label={words("ui.close")} onClick={onClose}>
              <X size={18} aria-hidden="true" />
            </Button>
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
