import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { checkForSending, type CheckedDraft } from '../../../src/compose/checkedDraft.ts';
import { deliverNotes, sendNotes, type SendOptions } from '../../../src/compose/sendNotes.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { openComposeHarness, type ComposeHarness } from '../../support/composeHarness.ts';
import { customer, fakeService } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text } };
}

function checked(harness: ComposeHarness, draft: Draft): CheckedDraft {
  const check = checkForSending(harness, draft, customer('Acme'), harness.book.default());
  if (!check.ok) throw new Error(check.problems.map(({ message }) => message).join(' '));
  return check.checked;
}

/** As the palette sends: `stop` is what the user does as soon as the notes wait. */
function options(
  { composer }: ComposeHarness,
  takeBack: SendOptions['takeBack'] = 'stopped',
  stop: (abort: AbortController) => void = () => undefined,
): SendOptions {
  return {
    takeBack,
    form: { holds: (id) => composer.holds(id), open: (draft) => composer.open(draft) },
    whileSending: (_, wait) => {
      const abort = new AbortController();
      const waited = wait(abort.signal);
      stop(abort);
      return waited;
    },
  };
}

test('notes are stored in their order, and leave nothing behind', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await harness.start();
  const drafts = [checked(harness, draftOf('a', 'One')), checked(harness, draftOf('b', 'Two'))];
  const report = await sendNotes(harness, drafts, harness.book.default(), options(harness));
  expect(report.unsent).toEqual([]);
  expect(report.delivered.map(({ entry, outcome }) => [entry.id, outcome.state])).toEqual([
    ['a', 'stored'],
    ['b', 'stored'],
  ]);
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['One', 'Two']);
  expect(harness.outbox.entries()).toEqual([]);
});

test('a note that does not reach the outbox is a draft in the form, and the others are sent', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService('crm', { attachments: 'one' });
  const harness = openComposeHarness(folder.path, { services: [service] });
  await harness.start();
  const withoutFile = {
    ...draftOf('a', 'One'),
    attachments: [{ uri: 'file:///gone.pdf', name: 'gone.pdf', size: 1 }],
  };
  const drafts = [checked(harness, withoutFile), checked(harness, draftOf('b', 'Two'))];
  const report = await sendNotes(harness, drafts, harness.book.default(), options(harness));
  expect(report.unsent).toMatchObject([{ draft: { id: 'a' }, failure: { field: 'attachment' } }]);
  expect(report.delivered).toMatchObject([{ outcome: { state: 'stored' } }]);
  expect(harness.composer.draft.id).toBe('a');
  await harness.drafts.flush();
  expect(await harness.drafts.all()).toMatchObject([{ draft: { id: 'a' } }]);
});

test('a note that the user stops before it leaves is a draft again, and is not sent', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service], undoTime: 5_000 });
  await harness.start();
  const drafts = [checked(harness, draftOf('a', 'One'))];
  const stop = (abort: AbortController) => abort.abort();
  const report = await sendNotes(harness, drafts, harness.book.default(), options(harness, 'stopped', stop));
  expect(report.delivered).toMatchObject([{ outcome: { state: 'refused' }, takenBack: 'draft' }]);
  expect(harness.composer.draft).toMatchObject({ id: 'a', values: { text: 'One' } });
  expect(harness.outbox.entries()).toEqual([]);
  expect(service.arrived).toEqual([]);
});

test('a note that was in the outbox before stays there when the user stops it', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { undoTime: 5_000 });
  await harness.start();
  const to = harness.book.default();
  const stop = (abort: AbortController) => abort.abort();
  await sendNotes(harness, [checked(harness, draftOf('a', 'One'))], to, options(harness, 'nothing', stop));
  const report = await deliverNotes(harness, harness.outbox.entries(), options(harness, 'nothing'));
  expect(report.delivered).toMatchObject([{ entry: { id: 'a' }, takenBack: undefined }]);
  expect(harness.composer.draft.id).not.toBe('a');
  expect(harness.outbox.get('a')?.status.state).toBe('refused');
});

test.each([
  ['stopped', undefined, 1],
  ['refused', 'draft', 0],
] as const)('a refused note, where %s ones are taken back', async (takeBack, takenBack, left) => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('refused', 'Too short.', { field: 'text' }));
  const harness = openComposeHarness(folder.path, { services: [service] });
  await harness.start();
  const drafts = [checked(harness, draftOf('a', 'One'))];
  const report = await sendNotes(harness, drafts, harness.book.default(), options(harness, takeBack));
  expect(report.delivered).toMatchObject([{ outcome: { state: 'refused' }, takenBack }]);
  expect(harness.outbox.entries()).toHaveLength(left);
});

test('a note that the disk does not give back stays in the outbox', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  const harness = openComposeHarness(folder.path, { services: [service], files });
  await harness.start();
  service.answer = () => {
    disk.fault = ({ name }) => (name === 'remove' ? 'EACCES' : undefined);
    return Promise.reject(new Failure('refused', 'Too short.'));
  };
  const drafts = [checked(harness, draftOf('a', 'One'))];
  const report = await sendNotes(harness, drafts, harness.book.default(), options(harness, 'refused'));
  expect(report.delivered).toMatchObject([{ takenBack: 'failed' }]);
  expect(harness.outbox.entries()).toHaveLength(1);
});

test('with nothing to send, nothing is shown', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const whileSending = () => Promise.reject(new Error('Nothing is being sent.'));
  const withProgress = { ...options(harness), whileSending };
  expect(await sendNotes(harness, [], harness.book.default(), withProgress)).toEqual({
    unsent: [],
    delivered: [],
  });
});
