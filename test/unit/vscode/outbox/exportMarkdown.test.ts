import { expect, test } from 'vitest';
import { newProposal } from '../../../../src/proposals/proposal.ts';
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
  expect(exportMarkdown({ entries: [entry], proposals: [] }, parts)).toBe(
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
  expect(exportMarkdown({ entries: [entryOf('a', { further })], proposals: [] }, parts)).toContain(
    '- Attachment: logo.png, kept at /kept/a+2/cd34\n',
  );
});

test('every entry is in the export', () => {
  const text = exportMarkdown({ entries: [entryOf('a'), entryOf('b')], proposals: [] }, parts);
  expect(text).toContain('2 notes');
  expect(text.match(/^## Note about Acme$/gm)).toHaveLength(2);
  expect(text).toContain('```text\ntext of b\n```');
});

test('the heading says what is done with a stored note', () => {
  const base = { text: 'As it was.' };
  const entry = entryOf('a');
  const edit = { ...entry, action: { does: 'edit', noteId: '1', change: {}, base } } as const;
  const removal = { ...entry, action: { does: 'remove', noteId: '1', base } } as const;
  const exported = exportMarkdown({ entries: [edit, removal], proposals: [] }, parts);
  expect(exported).toContain('## Change of a note about Acme\n');
  expect(exported).toContain('## Deletion of a note about Acme\n');
});

test('what was proposed and waits for an answer stands after what is pending, with who proposed it', () => {
  const note = {
    account: 'CRM *one*',
    customer: { query: 'Acme' },
    kind: 'call' as const,
    text: 'Fixed `it`',
    callDuration: '25 min',
    occurredAt: '1970-01-01T00:00:05.000Z',
    author: 'ada@example.com',
  };
  const proposal = newProposal('p', { via: 'mcp', name: 'An agent' }, note, 2000);
  const other = newProposal('q', { via: 'uri', name: '' }, { kind: 'note', text: 'Two' }, 3000);
  const text = exportMarkdown({ entries: [entryOf('a')], proposals: [proposal, other] }, parts);
  expect(text).toContain('1 note, 2 proposed notes, D1000000.');
  expect(text.slice(text.indexOf('## Proposed'))).toBe(
    [
      '## Proposed call with Acme',
      '',
      '- Proposed: D2000, says it is “An agent”',
      '- Account: CRM \\*one\\*',
      '- Date: D5000',
      '- Duration: 25 min',
      '- Author: ada@example.com',
      '',
      '```text',
      'Fixed `it`',
      '```',
      '',
      '## Proposed note about nobody named',
      '',
      '- Proposed: D3000, a link',
      '',
      '```text',
      'Two',
      '```',
      '',
    ].join('\n'),
  );
});
