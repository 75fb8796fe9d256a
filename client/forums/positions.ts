import { Check, type LucideIcon, Minus, OctagonX, X } from "lucide-react";
import type { Position } from "#shared/forums/proposals.contract";

/** The signs of the positions. A sign never stands without its word. */
export const positionSigns: Readonly<Record<Position, LucideIcon>> = {
  agree: Check,
  abstain: Minus,
  disagree: X,
  block: OctagonX,
};
