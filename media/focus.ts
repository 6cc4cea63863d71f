import { chipsOf, isChip } from '../src/form/chipWords.ts';
import type { Snapshot } from '../src/form/messages.ts';
import { fieldNames, rowOf, type FieldName } from '../src/model/fields.ts';

/** Puts the focus on the element of that id, where there is one, and returns it. */
export function focus(id: string): HTMLElement | null {
  const element = document.getElementById(id);
  element?.focus();
  return element;
}

/** Where the user begins: the search, or the text where the customer is set. */
export function startOf({ recipient, editing }: Snapshot): string {
  return recipient.state === 'chosen' || editing !== null ? 'text' : 'target';
}

/** The first field in the form's order that is wrong and in sight. */
export function firstWrong(view: Snapshot, isRefused: boolean): FieldName | undefined {
  const wrong = new Set<FieldName>(view.problems.flatMap(({ field }) => rowOf(field) ?? []));
  if (isRefused) wrong.add('target');
  return fieldNames.find((name) => wrong.has(name) && (!isChip(name) || chipsOf(view).includes(name)));
}

/** The id of the element that takes the focus for a field which is no chip. */
export function focusedFor(field: FieldName, { values, recipient }: Snapshot): string {
  if (field === 'kind') return `kind-${values.kind}`;
  return field === 'target' && recipient.state === 'chosen' ? 'customer' : field;
}
