import { create } from "zustand";

export interface Toast {
  key: number;
  message: string;
  /** What takes the deed back. */
  action: { label: string; onAction: () => void } | null;
  tone: "plain" | "wrong";
}

interface ToastState {
  toasts: Toast[];
}

export const useToastStore = create<ToastState>()(() => ({ toasts: [] }));

/** Shown together at most; the oldest gives way. */
const MOST = 3;

/** Shows a line at the foot of the page, with a way to undo where there is one. Stays until dismissed or its time is up. */
export function showToast(
  message: string,
  { action = null, tone = "plain" }: Partial<Pick<Toast, "action" | "tone">> = {},
): void {
  const toast = { key: nextKey++, message, action, tone };
  useToastStore.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-MOST) }));
}

export function dismissToast(key: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
}

let nextKey = 1;
