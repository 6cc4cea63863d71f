import { type FormMessage, type Snapshot } from '../../src/form/messages.ts';
import { fieldNames } from '../../src/model/fields.ts';
import { resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';

/** A customer. */
export const acme = { type: 'customer', id: 'cus_1', name: 'Acme Corp' };
/** That customer as the checked target. */
export const checked: Snapshot['check'] = { state: 'checked', account: 'ChartMogul (Work)', target: acme };
/** A form with every field. */
export const everything = snapshot({
  accounts: [...snapshot().accounts, { id: 'notes', label: 'Notebook', provider: 'Notebook' }],
  values: values({ kind: 'call', target: 'acme', text: 'Talked about the renewal.', duration: '25m' }),
  shape: { ...snapshot().shape, fields: [...fieldNames] },
  check: checked,
});
/** A form after a failed send, with problems at three fields. */
export const wrong = snapshot({
  ...resellerSnapshot(),
  check: { state: 'failed' },
  problems: [
    { field: 'target', message: 'No subscription has the number 99999.' },
    { field: 'text', message: 'Write something first.' },
    { field: 'attachment', message: 'The file is empty.' },
  ],
  progress: { state: 'failed', message: 'The note was not sent.' },
});

/** The messages of one type. */
export function ofType<T extends FormMessage['type']>(
  messages: readonly FormMessage[],
  type: T,
): Extract<FormMessage, { type: T }>[] {
  return messages.filter((message): message is Extract<FormMessage, { type: T }> => message.type === type);
}
