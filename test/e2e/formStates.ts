import type { Snapshot } from '../../src/form/messages.ts';
import type { FormMessage } from '../../src/form/pageMessages.ts';
import { chosen, resellerSnapshot, scope, snapshot, values } from '../unit/form/snapshots.ts';

/** A form with every field, about somebody. */
export const everything = snapshot({
  accounts: [...snapshot().accounts, { id: 'notes', label: 'Notebook', provider: 'Notebook' }],
  values: values({ kind: 'call', target: 'hooli', text: 'Talked about the renewal.', duration: '25m' }),
  files: { canAttach: true, notes: 1, why: '' },
  recipient: chosen(),
});

/** A form that was to be logged, with problems at three fields. */
export const wrong = snapshot({
  values: values({ kind: 'call', duration: 'soon' }),
  problems: [
    { field: 'target', message: 'Choose a customer.' },
    { field: 'text', message: 'Write something first.' },
    { field: 'duration', message: 'How long was the call? Type it like 25m, 1h 5m or 12:30.' },
  ],
});

/** A form about a part of a reseller's customer. */
export const scoped = resellerSnapshot({ recipient: chosen({ scope, timer: 'none' }) });

/** The messages of one type. */
export function ofType<T extends FormMessage['type']>(
  messages: readonly FormMessage[],
  type: T,
): Extract<FormMessage, { type: T }>[] {
  return messages.filter((message): message is Extract<FormMessage, { type: T }> => message.type === type);
}

/** A snapshot after the one that a test began with, as the host sends it. */
export function next(before: Snapshot, changes: Partial<Snapshot>): Snapshot {
  return { ...before, seq: before.seq + 1, ...changes };
}
