import { expect, test } from 'vitest';
import { spokenGroup, spokenNote, spokenTasks } from '../../../../src/vscode/tree/spoken.ts';

const target = { type: 'customer', id: 'cus_7c1f0a52', name: 'Acme Corp' };
const account = { id: 'a', provider: 'chartmogul', label: 'Work', fields: {} };

test('a group is spoken as its customer and account, or as what is in it, without ids', () => {
  expect(spokenGroup('Acme Corp', { by: 'customer', account, target }, 3)).toBe('Acme Corp, Work');
  expect(spokenGroup('Calls', { by: 'kind', kind: 'call' }, 2)).toBe('Calls, 2 calls');
  expect(spokenGroup('Today', { by: 'day', day: '2026-01-02' }, 1)).toBe('Today, 1 note');
});

test('a note is spoken with what its icon shows', () => {
  const note = { kind: 'note', text: 'Asked for a quote.\nAnd more.', attachment: undefined } as const;
  const attachment = { name: 'order.txt', size: undefined };
  expect(spokenNote(note, ['Ann', 'now'])).toBe('Note: Asked for a quote., Ann, now');
  expect(spokenNote({ ...note, kind: 'call', text: '' }, ['Ann'])).toBe('Call: without text, Ann');
  expect(spokenNote({ ...note, attachment }, [])).toBe('Note: Asked for a quote., attachment order.txt');
});

test('follow-ups are spoken with their customer', () => {
  expect(spokenTasks(target)).toBe('Open follow-ups of Acme Corp');
  expect(spokenTasks({ type: 'customer', id: 'cus_1' })).toBe('Open follow-ups of cus_1');
});
