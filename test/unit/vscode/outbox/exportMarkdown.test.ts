import { expect, test } from 'vitest';
import { exportMarkdown } from '../../../../src/vscode/outbox/exportMarkdown.ts';
import { entryOf } from '../../../support/entries.ts';

const parts = {
  now: 1_000_000,
  time: (at: number) => `T${at}`,
  date: (at: number) => `D${at}`,
  blobPath: (entryId: string, sha256: string) => `/kept/${entryId}/${sha256.slice(0, 4)}`,
};

test('each note stands with its facts, and its text as it was typed', () => {
  const entry = entryOf('a', {
    note: {
      ...entryOf('a').note,
      kind: 'call',
      target: { type: 'customer', id: 'cus_1', name: 'Acme *Corp*' },
      text: { format: 'typed', value: '# Not a heading\n```js\ncode\n```\n' },
      durationSeconds: 90,
      author: 'ada@example.com',
      occurredAt: '1970-01-01T00:00:05.000Z',
      attachment: { name: 'a_b.pdf', mime: 'application/pdf', size: 3, sha256: 'ab12'.repeat(16) },
    },
  });
  expect(exportMarkdown([entry], parts)).toBe(
    [
      '# Pending notes',
      '',
      '1 note, D1000000.',
      '',
      '## Call with Acme \\*Corp\\*',
      '',
      '- Customer: Acme \\*Corp\\* (customer cus\\_1)',
      '- Account: Account one',
      '- Queued: D1000',
      '- Date: D5000',
      '- Duration: 90 seconds',
      '- Author: ada@example.com',
      '- Attachment: a\\_b.pdf, kept at /kept/a/ab12',
      '- State: Queued · It goes out automatically',
      '',
      '````text',
      '# Not a heading\n```js\ncode\n```\n',
      '````',
      '',
    ].join('\n'),
  );
});

test('the files of further notes are named with the places where they are kept', () => {
  const attachment = { name: 'logo.png', mime: 'image/png', size: 3, sha256: 'cd34'.repeat(16) };
  const further = [{ id: 'a+2', note: { ...entryOf('a').note, attachment } }];
  expect(exportMarkdown([entryOf('a', { further })], parts)).toContain(
    '- Attachment: logo.png, kept at /kept/a+2/cd34\n',
  );
});

test('every entry is in the export', () => {
  const text = exportMarkdown([entryOf('a'), entryOf('b')], parts);
  expect(text).toContain('2 notes');
  expect(text.match(/^## Note about Acme$/gm)).toHaveLength(2);
  expect(text).toContain('```text\ntext of b\n```');
});

test('the heading says what is done with a stored note', () => {
  const base = { text: 'As it was.' };
  const entry = entryOf('a');
  const edit = { ...entry, action: { does: 'edit', noteId: '1', change: {}, base } } as const;
  const removal = { ...entry, action: { does: 'remove', noteId: '1', base } } as const;
  const exported = exportMarkdown([edit, removal], parts);
  expect(exported).toContain('## Change of a note about Acme\n');
  expect(exported).toContain('## Deletion of a note about Acme\n');
});
