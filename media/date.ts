import { element, setField } from './elements.ts';
import { instantFromLocal, localFromInstant } from './time.ts';

const date = element('occurredAt', HTMLInputElement);

let wasLeftPartlyTyped = false;
let drawnDraft = '';

/** Calls `onEdit` with the instant that the user chose, '' for none. */
export function watchDate(onEdit: (instant: string) => void): void {
  limitToNow();
  date.addEventListener('focus', limitToNow);
  date.addEventListener('input', () => {
    // A half-typed date reads as an empty one, which would mean "now": it is no edit until it is whole.
    if (!isPartlyTyped()) onEdit(instantFromLocal(date.value));
  });
}

/** To be called when the date is left, and before it counts: whether it is neither whole nor empty. */
export function leaveDate(): boolean {
  wasLeftPartlyTyped = isPartlyTyped();
  return wasLeftPartlyTyped;
}

/** Whether the date was left half typed, and still is. While it is being typed that is no mistake. */
export function isDateLeftPartlyTyped(): boolean {
  return wasLeftPartlyTyped && isPartlyTyped();
}

/** Leaves a half-typed date alone, unless the form shows another draft now. */
export function drawDate(draftId: string, instant: string, isReadOnly: boolean): void {
  if (draftId !== drawnDraft) date.value = localFromInstant(instant);
  else if (instantFromLocal(date.value) !== instant && !isPartlyTyped())
    setField(date, localFromInstant(instant));
  drawnDraft = draftId;
  date.readOnly = isReadOnly;
}

/** Only the browser knows whether a date is half typed: its value reads as empty. */
function isPartlyTyped(): boolean {
  return date.validity.badInput;
}

/** Not while a date is half typed: the browser clears it when its limit changes. */
function limitToNow(): void {
  if (!isPartlyTyped()) date.max = localFromInstant(new Date().toISOString());
}
