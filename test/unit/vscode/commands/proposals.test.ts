import { expect, test } from 'vitest';
import { openProposal as openInComposer } from '../../../../src/compose/openProposal.ts';
import type { Source } from '../../../../src/model/source.ts';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { snapshotOf } from '../../../../src/vscode/form/snapshot.ts';
import { ProposalNotice } from '../../../../src/vscode/proposals/proposalNotice.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { openComposeHarness } from '../../../support/composeHarness.ts';
import { fakeClock } from '../../../support/fakeClock.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { proposalRow } from '../../../support/treeRows.ts';

type Harness = Awaited<ReturnType<typeof startEditorHarness>>;

const agent: Source = { via: 'mcp', name: 'An agent' };

/** The rows of what was proposed, as the tree shows them. */
async function rowsOf({ services }: Harness): Promise<readonly TreeNode[]> {
  await services.proposals.reload();
  const [first] = await services.tree.getChildren();
  return first?.row === 'needsOk' ? await services.tree.getChildren(first) : [];
}

async function propose(
  { services }: Harness,
  texts: readonly string[],
  source: Source = agent,
): Promise<void> {
  for (const text of texts) await services.proposals.propose({ customer: { query: 'Acme' }, text }, source);
}

test('a click on a row opens the proposal in the form, which says who proposed it, and logs nothing', async () => {
  await using harness = await startEditorHarness();
  await propose(harness, ['Fixed it']);
  const [row] = await rowsOf(harness);
  await runCommand(harness.services, 'notelog.openProposal', [row]);
  expect(harness.composer.draft.values).toMatchObject({ text: 'Fixed it', target: 'Acme' });
  expect(harness.editor.commands).toContainEqual(['notelog.form.focus']);
  expect(snapshotOf(harness.services, 0, 'en').notice).toEqual({
    message: 'Proposed, not typed by you (says it is “An agent”). It is saved only if you log it.',
    isError: false,
  });
  expect(harness.outbox.size).toBe(0);
});

test('a proposal for an account that is not set up here says so', async () => {
  await using harness = await startEditorHarness();
  const note = { account: 'Gone Ltd', customer: { query: 'Acme' }, text: 'Fixed it' };
  await harness.services.proposals.propose(note, agent);
  const [row] = await rowsOf(harness);
  await runCommand(harness.services, 'notelog.openProposal', [row]);
  expect((await harness.editor.messages.next()).text).toContain('“Gone Ltd”, which is not set up here');
  expect(harness.composer.recipient.target).toBeUndefined();
});

test('a row that the tree did not make does nothing, whatever it says', async () => {
  await using harness = await startEditorHarness();
  await propose(harness, ['Fixed it']);
  const [row] = await rowsOf(harness);
  const { id } = harness.proposals.pending[0]?.proposal ?? {};
  const forged = [{ ...row }, proposalRow(), id, { id }, undefined];
  for (const command of ['openProposal', 'declineProposal', 'declineProposals'] as const)
    for (const each of forged) await runCommand(harness.services, `notelog.${command}`, [each]);
  expect(harness.composer.hasContent).toBe(false);
  expect(await harness.proposals.stateOf(id ?? '')).toBe('pending');
});

test('declined, a proposal is gone, and a second click says that it was answered', async () => {
  await using harness = await startEditorHarness();
  await propose(harness, ['Fixed it']);
  const [row] = await rowsOf(harness);
  await runCommand(harness.services, 'notelog.declineProposal', [row]);
  expect(await rowsOf(harness)).toEqual([]);
  await runCommand(harness.services, 'notelog.openProposal', [row]);
  await harness.editor.answer('This proposal was answered already, or is just being in another window.');
  expect(harness.composer.hasContent).toBe(false);
});

test('all of one source are declined after a question, and those of others stay', async () => {
  await using harness = await startEditorHarness();
  await propose(harness, ['One', 'Two']);
  await propose(harness, ['Three'], { via: 'mcp', name: 'Another agent' });
  const rows = await rowsOf(harness);
  const declined = runCommand(harness.services, 'notelog.declineProposals', [rows[0]]);
  await harness.editor.answer('Decline 2 proposed notes (says it is “An agent”)?', 'Decline All');
  await declined;
  await harness.editor.answer('2 declined.');
  expect(harness.proposals.pending.map(({ proposal }) => proposal.note.text)).toEqual(['Three']);
});

/** Another window on the same storage opens the oldest proposal in its form. */
async function openElsewhere({ folder, clock }: Harness) {
  // Of which this one knows that it is still there.
  const other = openComposeHarness(folder, { clock, host: { id: 'elsewhere', hasEnded: () => false } });
  await other.proposals.reload();
  const [oldest] = other.proposals.pending;
  if (!oldest) throw new Error('No proposal waits.');
  await openInComposer(other, oldest.proposal);
  return { [Symbol.asyncDispose]: () => other.close() };
}

test('a proposal that is open in another window stays and is named, and the others are declined', async () => {
  await using harness = await startEditorHarness({ host: { id: 'here', hasEnded: () => false } });
  await propose(harness, ['One']);
  await harness.clock.advance(1);
  await propose(harness, ['Two', 'Three']);
  await using _other = await openElsewhere(harness);
  const rows = await rowsOf(harness);
  const declined = runCommand(harness.services, 'notelog.declineProposals', [rows[2]]);
  await harness.editor.answer('Decline 3 proposed notes (says it is “An agent”)?', 'Decline All');
  await declined;
  await harness.editor.answer('2 declined. Not declined, since it is being written or logged: Acme · One');
  expect(harness.proposals.pending.map(({ proposal }) => proposal.note.text)).toEqual(['One']);
});

test('two clicks on a row open the form, and say nothing', async () => {
  await using harness = await startEditorHarness();
  await propose(harness, ['One']);
  const [row] = await rowsOf(harness);
  const click = () => runCommand(harness.services, 'notelog.openProposal', [row]);
  await Promise.all([click(), click()]);
  expect(harness.editor.commands.filter(([command]) => command === 'notelog.form.focus')).toHaveLength(2);
  expect(harness.composer.draft.values.text).toBe('One');
  expect(harness.editor.messages.left).toEqual([]);
});

test('the user is told once a minute at most, of all that is new, in the window in front', async () => {
  await using harness = await startEditorHarness();
  harness.editor.isFocused = false;
  const notice = new ProposalNotice(harness.services);
  await propose(harness, ['One']);
  await harness.proposals.reload();
  harness.editor.isFocused = true;
  harness.editor.windowState.fire({ focused: true });
  await harness.editor.answer('A note about Acme was proposed. It needs your OK.');
  await propose(harness, ['Two', 'Three']);
  await harness.proposals.reload();
  expect(harness.editor.sentences.filter((each) => each.includes('proposed'))).toHaveLength(1);
  await harness.clock.advance(60_000);
  await harness.editor.answer('2 notes were proposed. They need your OK.', 'Show');
  expect(harness.editor.commands).toContainEqual(['notelog.recentNotes.focus']);
  notice.dispose();
});

test('of what opens by itself, as a key or a link has asked for, the user is not told', async () => {
  await using harness = await startEditorHarness();
  const notice = new ProposalNotice(harness.services);
  for (const via of ['command', 'uri'] as const) await propose(harness, [via], { via, name: '' });
  await harness.proposals.reload();
  expect([harness.proposals.pending.length, harness.editor.messages.left]).toEqual([2, []]);
  await propose(harness, ['One']);
  await harness.proposals.reload();
  await harness.editor.answer('A note about Acme was proposed. It needs your OK.');
  notice.dispose();
});

test('the user is told once, without a warning, that nobody answered in time', async () => {
  const steady = fakeClock();
  const ahead = { ms: 0 };
  const clock = { ...steady, now: () => steady.now() + ahead.ms };
  await using harness = await startEditorHarness({ clock });
  const notice = new ProposalNotice(harness.services);
  await propose(harness, ['One']);
  await harness.proposals.reload();
  await harness.editor.answer('A note about Acme was proposed. It needs your OK.');
  ahead.ms = 7 * 24 * 3600_000;
  await harness.proposals.reload();
  await harness.clock.advance(60_000);
  const told = await harness.editor.messages.next();
  expect([told.text, told.severity, told.buttons]).toEqual([
    'Nobody answered a proposed note about Acme within a week. It is gone, and nothing was logged.',
    'information',
    [],
  ]);
  await harness.proposals.reload();
  await harness.clock.advance(120_000);
  expect(harness.editor.messages.left).toEqual([]);
  notice.dispose();
});
