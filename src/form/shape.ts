import { existsWith, formFields, type FieldName } from '../model/fields.ts';
import type { Snapshot } from './messages.ts';

/**
 * Whether a field can be seen: by what the account can do, never by its provider. What the draft already holds stays
 * visible even if the account cannot take it, so that nothing is logged, or refused, unseen. Where no file can be
 * attached, its chip says why.
 */
export function isShown(field: FieldName, { values, shape, attachments, files, editing }: Snapshot): boolean {
  if (editing !== null && formFields[field].whileEditing === 'hidden') return false;
  switch (field) {
    case 'kind':
      return shape.kinds.length > 1;
    case 'attachment':
      return attachments.length > 0 || files.canAttach || files.why !== '';
    default:
      return shape.fields.includes(field) && existsWith(field, values);
  }
}

/** An account as the form shows it: with its provider, unless its label names that already. */
export function accountTitle({ label, provider }: Snapshot['accounts'][number]): string {
  const namesProvider = provider === '' || label.toLowerCase().includes(provider.toLowerCase());
  return namesProvider ? label : `${label} (${provider})`;
}
