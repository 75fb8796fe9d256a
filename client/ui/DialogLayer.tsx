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
 * has made inert meanwhile takes no focus yet. What went with what was done gives it to what it stood in.
 */
function FocusGivenBack() {
  const [before] = useState(() => document.activeElement);
  const [around] = useState(() => before?.closest<HTMLElement>("article, section"));
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        if (before instanceof HTMLElement && before.isConnected) before.focus();
        else if (around?.isConnected) focusOn(around);
      });
    },
    [before, around],
  );
  return null;
}

/** Focuses its heading where that takes the focus, else all of it. */
function focusOn(part: HTMLElement): void {
  const heading = part.querySelector<HTMLElement>(":is(h2, h3)[tabindex]");
  if (!heading) part.tabIndex = -1;
  (heading ?? part).focus();
}
