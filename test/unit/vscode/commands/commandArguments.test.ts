import { expect, test } from 'vitest';
import { TabInputText, Uri } from 'vscode';
import type { Capabilities } from '../../../../src/model/capabilities.ts';
import type { CommandId } from '../../../../src/vscode/commands/commandIds.ts';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { firstQuestion } from '../../../../src/vscode/commands/firstQuestion.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { directoryEntryOf } from '../../../support/fakeDirectory.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { fakeTasks } from '../../../support/fakeTasks.ts';

const file = Uri.parse('file:///plan.txt');

/** A harness whose one account lists Acme and Beta and has follow-ups; a file is in front. */
async function startListing(more: Partial<Capabilities> = {}) {
  const assignee = { prompt: 'Who?', placeholder: 'ann@', problem: () => undefined };
  const service = fakeService('crm', {
    directory: [{ type: 'customer', within: undefined }],
    tasks: { longestDetails: 100, assignee },
    ...more,
  });
  service.tasks = fakeTasks({});
  const entries = ['Acme', 'Beta'].map((name) => directoryEntryOf(name, name));
  service.directory = () => Promise.resolve({ entries, cursor: undefined });
  const attachable = new Map([[file.toString(), new Uint8Array([65])]]);
  const harness = await startEditorHarness({ services: [service], attachable });
  const index = harness.directories.of(harness.book.default(), 'customer');
  index?.wake();
  while (index?.status.whole !== true) await harness.clock.advance(100);
  harness.editor.activeTab = { input: new TabInputText(file) };
  const run = (id: CommandId, ...args: readonly unknown[]) => runCommand(harness.services, id, args);
  return { ...harness, service, run, [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose]() };
}

const acme = { customer: { query: 'acme' } };

test('a call is timed at once with the customer who is named', async () => {
  await using harness = await startListing();
  await harness.run('notelog.startCallTimer', acme);
  expect(harness.timer.call).toMatchObject({ accountId: 'one', target: { id: 'Acme' } });
});

test('a follow-up is asked for with what is given, and nothing is saved without the answers', async () => {
  await using harness = await startListing();
  const asked = harness.run('notelog.newFollowUp', { ...acme, text: 'Send the quote' });
  const details = await harness.editor.picks.next();
  expect([details.title, details.value]).toEqual(['New Follow-Up for Acme · Account one', 'Send the quote']);
  details.escape();
  (await harness.editor.messages.next()).press(undefined);
  await asked;
  expect(harness.followUps.accounts().flatMap(({ tasks }) => tasks)).toEqual([]);
});

test('a file goes into the form with what is given, and nothing is logged', async () => {
  await using harness = await startListing();
  const args = [{ ...acme, text: 'The plan' }];
  expect(firstQuestion('notelog.attachFile', args)).toBeUndefined();
  await harness.run('notelog.attachFile', ...args);
  expect(harness.composer.draft).toMatchObject({
    target: { id: 'Acme' },
    values: { text: 'The plan' },
    attachments: [{ uri: 'file:///plan.txt', name: 'plan.txt' }],
    proposal: { source: { via: 'command' } },
  });
  expect([harness.service.arrived, harness.outbox.size, harness.editor.madePicks]).toEqual([[], 0, []]);
  // The same again is the same draft, with the file once.
  await harness.run('notelog.attachFile', ...args);
  expect(harness.composer.draft.attachments).toHaveLength(1);
});

test('where the account takes no files, the form says so', async () => {
  await using harness = await startListing({ attachments: 'none' });
  await harness.run('notelog.attachFile', { ...acme, text: 'The plan' });
  expect(harness.composer.draft.attachments).toEqual([]);
  expect(harness.composer.files.pending()).toMatchObject([{ name: 'plan.txt' }]);
});

test('without a file in front there is nothing to attach', async () => {
  await using harness = await startListing();
  harness.editor.activeTab = { input: undefined };
  await harness.run('notelog.attachFile', { ...acme, text: 'The plan' });
  await harness.editor.answer('Open or select a file first, then attach it as a note.');
  expect(harness.composer.hasContent).toBe(false);
});

test.each<[CommandId, unknown, string]>([
  ['notelog.startCallTimer', { customer: 'Acme' }, 'The field “customer” must be an object'],
  ['notelog.startCallTimer', { account: 'one' }, 'The field “customer” must be an object'],
  ['notelog.startCallTimer', { customer: { query: 'Nobody' } }, 'The field “customer” fits nobody'],
  ['notelog.startCallTimer', { ...acme, account: 'none such' }, 'The field “account” must be'],
  ['notelog.startCallTimer', { ...acme, text: 'x' }, 'no field “text”'],
  ['notelog.newFollowUp', { ...acme, text: 7 }, 'The field “text” must be'],
  ['notelog.newFollowUp', { ...acme, dueOn: '2026-07-31' }, 'no field “dueOn”'],
  ['notelog.newFollowUp', { text: 'Send the quote' }, 'The field “customer” must be an object'],
  ['notelog.attachFile', { ...acme, file: 'file:///etc/passwd' }, 'no field “file”'],
  ['notelog.attachFile', { ...acme, text: 'a\u001b[2J' }, 'The field “text” must be'],
  ['notelog.attachFile', { account: 7 }, 'The field “account” must be'],
])('%s with %j is refused in one sentence, and does nothing', async (id, argument, sentence) => {
  await using harness = await startListing();
  const ran = harness.run(id, argument);
  const message = await harness.editor.messages.next();
  expect(message.text).toContain(sentence);
  message.press(undefined);
  await ran;
  expect([harness.timer.call, harness.composer.hasContent, harness.editor.madePicks]).toEqual([
    undefined,
    false,
    [],
  ]);
});
