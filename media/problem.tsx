import type { Snapshot } from '../src/form/messages.ts';
import { rowOf, type FieldName } from '../src/model/fields.ts';
import { Icon } from './icon.tsx';

/** What is wrong with a field, those that share its row included; '' if nothing is. */
export function problemOf({ problems }: Snapshot, field: FieldName): string {
  return problems
    .filter((problem) => rowOf(problem.field) === field)
    .map(({ message }) => message)
    .join(' ');
}

/** What is wrong, at its field. The element is there before its text, so that a screen reader says it. */
export function Problem({ field, message }: { readonly field: FieldName; readonly message: string }) {
  return (
    <p id={`${field}-problem`} class="problem" role="alert" hidden={message === ''}>
      {message !== '' && <Icon name="error" tone="bad" />}
      <span>{message}</span>
    </p>
  );
}
