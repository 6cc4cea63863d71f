import { isDateLeftPartlyTyped } from './date.ts';
import { element, setMessage } from './elements.ts';
import { rowNames } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import { formFields, isFieldName, type FieldName } from '../src/model/fields.ts';
import type { Snapshot } from '../src/form/messages.ts';

/** Shows every problem beside its field. Returns those whose field is not in sight, to be shown elsewhere. */
export function drawProblems(view: Snapshot): string[] {
  const unplaced = new Set(view.problems.map(({ message }) => message));
  for (const field of rowNames) {
    const messages = view.problems
      .filter((problem) => rowOf(problem.field) === field)
      .map((problem) => problem.message);
    const isPartlyTyped = formFields[field].control === 'datetime' && isDateLeftPartlyTyped();
    setMessage(problemOf(field), isPartlyTyped ? words.occurredAtPartly : messages.join(' '));
    const isInvalid = messages.length > 0 || isPartlyTyped;
    if (isInvalid) invalidOf(field)?.setAttribute('aria-invalid', 'true');
    else invalidOf(field)?.removeAttribute('aria-invalid');
    if (controlOf(field).closest('[data-row]')?.checkVisibility() !== true) continue;
    for (const message of messages) unplaced.delete(message);
  }
  return [...unplaced];
}

/** Puts the focus on the first field that is wrong and in sight; false when there is none. */
export function focusFirstProblem(): boolean {
  for (const field of rowNames) {
    if (problemOf(field).textContent === '') continue;
    const row = problemOf(field).closest('[data-row]');
    const controls = [controlOf(field), ...(row?.querySelectorAll('button') ?? [])];
    const control = controls.find((candidate) => candidate.checkVisibility());
    if (control === undefined) continue;
    control.focus();
    return true;
  }
  return false;
}

function problemOf(field: FieldName): HTMLElement {
  return element(`${field}-problem`, HTMLElement);
}

/** Where the focus goes for a field's problem. */
function controlOf(field: FieldName): HTMLElement {
  switch (formFields[field].control) {
    case 'segments':
      return element(`${field}-note`, HTMLElement);
    case 'file':
      return element('attach', HTMLElement);
    default:
      return element(field, HTMLElement);
  }
}

/** What is marked as invalid: for a group, the whole group; a button has no such state. */
function invalidOf(field: FieldName): Element | null {
  switch (formFields[field].control) {
    case 'segments':
      return controlOf(field).closest('fieldset');
    case 'file':
      return null;
    default:
      return controlOf(field);
  }
}

function rowOf(field: string): FieldName | undefined {
  return isFieldName(field) ? (formFields[field].rowOf ?? field) : undefined;
}
