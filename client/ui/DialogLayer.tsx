import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { Dialog as AriaDialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../language/useWords";
import { Button } from "./Button";
import { classNames } from "./classNames";
import type { DialogProps } from "./Dialog";
import styles from "./DialogLayer.module.css";

interface Props extends DialogProps {
  /** From the foot of a phone or the side of a wider screen, or in the middle. */
  shape: "dialog" | "sheet";
}

/** What a dialog and a sheet are made of. */
export function DialogLayer({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isDismissable = true,
  size,
  shape,
}: Props) {
  const words = useWords();
  return (
    <ModalOverlay
      className={classNames(styles.overlay, shape === "sheet" ? styles.foot : styles.middle)}
      isOpen={isOpen}
      isDismissable={isDismissable}
      onOpenChange={(isStillOpen) => !isStillOpen && onClose()}
    >
      <Modal className={classNames(styles.modal, styles[shape])} data-size={size}>
        <FocusGivenBack />
        <AriaDialog className={classNames(styles.content)}>
          <header className={styles.head}>
            <Heading slot="title" level={2} className={classNames(styles.title)}>
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

/**
 * Gives the focus back to where it was before. The library does so as well, and where the page is busy too early: what it
 * has made inert meanwhile takes no focus yet.
 */
function FocusGivenBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const isLost = document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
  return null;
}
