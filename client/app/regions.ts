const REGIONS = "[data-region], main :is(section, aside, form)[aria-label]";

/** Moves the focus to the next region of the page, or with Shift to the one before; round and round. */
export function moveBetweenRegions(event: { shiftKey: boolean }): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isInSight);
  if (regions.length === 0) return;
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const step = event.shiftKey ? -1 : 1;
  const from = at === -1 && event.shiftKey ? 0 : at;
  const region = regions[(from + step + regions.length) % regions.length]!;
  if (!region.hasAttribute("tabindex")) region.tabIndex = -1;
  region.focus();
}

function isInSight(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
