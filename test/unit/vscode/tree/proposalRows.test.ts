import { expect, test } from 'vitest';
import { renderNode } from '../../../../src/vscode/tree/renderNode.ts';
import { proposalRow } from '../../../support/treeRows.ts';

const call = {
  account: 'Work',
  customer: { id: 'cus_1' },
  kind: 'call',
  text: '# Import\nWent **through** it [run](command:evil)',
  callDuration: '25 min',
} as const;

test('a row says whom it is about, what it says, and who says so', () => {
  const item = renderNode(proposalRow(), 0, 'en');
  expect([item.label, item.description]).toEqual(['Acme · Fixed the import', 'says it is “An agent”']);
  expect(item.command).toMatchObject({ command: 'notelog.openProposal' });
  expect(item.accessibilityInformation?.label).toBe(
    'Proposed note about Acme: Fixed the import, says it is “An agent”',
  );
});

test('a call says so with its length, and one that is a draft by now says that', () => {
  const item = renderNode(proposalRow({ note: call, source: { via: 'command', name: '' } }, true), 0, 'en');
  expect(item.label).toBe('cus_1 · Call 25 min · Import');
  expect(item.description).toBe('a command · open as a draft');
});

test('the whole text is in the tooltip, in which no link is alive', () => {
  const tooltip = String(renderNode(proposalRow({ note: call }), 0, 'en').tooltip);
  expect(tooltip).toContain('Went **through** it [run]\u2060(command:evil)');
  expect(tooltip).toContain('cus_1, Call 25 min\nWork\nProposed: says it is “An agent”');
});

test('until when it waits is in the tooltip, unless it is a draft, which waits for good', () => {
  const expiresAt = Date.UTC(2026, 4, 15, 12);
  const tooltipOf = (isDraft: boolean) =>
    String(renderNode(proposalRow({ expiresAt }, isDraft), 0, 'en').tooltip);
  expect(tooltipOf(false)).toMatch(/Waits for your answer until May 15, 2026, \d+:00/);
  expect(tooltipOf(true)).not.toContain('until');
});

test('the row over them says how many there are, and how many are not shown', () => {
  const node = { row: 'needsOk', key: 'k', children: [proposalRow(), proposalRow()], hidden: 3 } as const;
  const item = renderNode(node, 0, 'en');
  expect([item.label, item.description]).toEqual(['Needs your OK', '2 · and 3 more']);
  expect(item.accessibilityInformation?.label).toBe('Needs your OK, 2 proposed notes, and 3 more');
});
