/** Between a box and what it belongs to, and between it and the edge of the page (CSS pixels). */
const gap = 4;

/** Lower than this a box is of no use, and rather covers what it belongs to (CSS pixels). */
const lowest = 96;

/** Puts a box below a field, as wide as it is, and as high as there is room. */
export function placeBelow(box: HTMLElement | null, field: HTMLElement | null): void {
  if (box === null || field === null) return;
  const { left, bottom, width } = field.getBoundingClientRect();
  const room = Math.max(innerHeight - bottom - gap - 2, Math.min(lowest, innerHeight - 2 * gap));
  box.style.width = `${width}px`;
  box.style.left = `${left}px`;
  box.style.top = `${Math.min(bottom + 2, innerHeight - room - gap)}px`;
  box.style.maxHeight = `${room}px`;
}

/** Puts a box above a button, within the page. */
export function placeAbove(box: HTMLElement | null, button: HTMLElement | null): void {
  if (box === null || button === null) return;
  const { left, right, top } = button.getBoundingClientRect();
  const room = Math.max(top - 2 * gap, Math.min(lowest, innerHeight - 2 * gap));
  box.style.maxHeight = `${room}px`;
  box.style.maxWidth = `${innerWidth - 2 * gap}px`;
  const { width, height } = box.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(box).direction === 'rtl';
  const start = isRightToLeft ? right - width : left;
  box.style.left = `${Math.max(gap, Math.min(start, innerWidth - width - gap))}px`;
  box.style.top = `${Math.max(gap, top - gap - height)}px`;
}

/** The button that something was opened with: in a low pane the chips are behind one. */
export function opener(id: string): HTMLElement | null {
  const button = document.getElementById(id);
  return button?.checkVisibility() === true ? button : document.getElementById('details');
}
