import { existsWith, fieldNames, formFields, type FieldName } from '../model/fields.ts';
import type { Snapshot } from './messages.ts';

/**
 * Whether a field can be seen: by what the account can do, never by its provider. What the draft already holds stays
 * visible even if the account cannot take it, so that nothing is sent, or refused, unseen. If there is no choice of
 * accounts, a line of text says which one the note goes to.
 */
export function isShown(
  field: FieldName,
  { accounts, values, shape, attachment, editing }: Snapshot,
): boolean {
  const { control, whileEditing } = formFields[field];
  if (editing !== undefined && whileEditing === 'hidden') return false;
  switch (control) {
    case 'account':
      return accounts.length > 1 || accounts.some(({ id }) => id !== values.account);
    case 'segments':
      return shape.kinds.length > 1;
    case 'select':
      return shape.targets.length > 1;
    case 'file':
      return attachment !== null || shape.fields.includes(field);
    default:
      return shape.fields.includes(field) && existsWith(field, values);
  }
}

/** The fields that have a row of their own, in the form's order. */
export const rowNames: readonly FieldName[] = fieldNames.filter(
  (name) => formFields[name].rowOf === undefined,
);

/** The chosen target type as people know it; the first one while none is chosen. */
export function targetTypeFor(
  snapshot: Pick<Snapshot, 'values' | 'shape'>,
): Snapshot['shape']['targets'][number] | undefined {
  const { targets } = snapshot.shape;
  return targets.find(({ type }) => type === snapshot.values.targetType) ?? targets[0];
}

/** A label, which is in lower case for use in a sentence, as the heading of a field. */
export function asHeading(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

/** An account as the form shows it: with its provider, unless its label names that already. */
export function accountTitle({ label, provider }: Snapshot['accounts'][number]): string {
  const namesProvider = provider === '' || label.toLowerCase().includes(provider.toLowerCase());
  return namesProvider ? label : `${label} (${provider})`;
}
