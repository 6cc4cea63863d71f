import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import {
  formProtocol,
  matchesSchema,
  snapshotSchema,
  type FormMessage,
} from '../../../../src/form/messages.ts';
import { FormView } from '../../../../src/vscode/form/formView.ts';
import {
  openEditorHarness,
  type EditorHarness,
  type EditorHarnessOptions,
} from '../../../support/editorHarness.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { listingService } from '../../../support/listingService.ts';
import { settle } from '../../../support/fakeClock.ts';

/** The page's side of the form: what it got, and what it says. */
function formPage() {
  const received = new vscode.EventEmitter<unknown>();
  const visibility = new vscode.EventEmitter<void>();
  const disposed = new vscode.EventEmitter<void>();
  const posted: unknown[] = [];
  const webview: vscode.Webview = {
    options: {},
    html: '',
    cspSource: 'https://csp.example',
    onDidReceiveMessage: received.event,
    postMessage: (message) => Promise.resolve(posted.push(message) > 0),
    asWebviewUri: (uri) => uri,
  };
  const view = {
    viewType: 'notelog.form',
    webview,
    visible: true,
    onDidDispose: disposed.event,
    onDidChangeVisibility: visibility.event,
    show: () => undefined,
  };
  const snapshots = () => posted.flatMap((each) => snapshotSchema.safeParse(each).data ?? []);
  return {
    view,
    posted,
    snapshots,
    matches: () => posted.flatMap((each) => matchesSchema.safeParse(each).data ?? []),
    last: () => {
      const snapshot = snapshots().at(-1);
      if (!snapshot) throw new Error('The form has got nothing');
      return snapshot;
    },
    say: (message: FormMessage | object) => received.fire(message),
    setVisible: (visible: boolean) => {
      view.visible = visible;
      visibility.fire();
    },
    dispose: () => disposed.fire(),
  };
}

async function openForm(options: EditorHarnessOptions = {}) {
  const harness = await openEditorHarness(options);
  const page = formPage();
  const form = new FormView(harness.services);
  form.resolve(page.view);
  return Object.assign(harness, { page, form });
}

/** Types a note into the page. */
function type({ page, composer }: EditorHarness & { readonly page: ReturnType<typeof formPage> }): void {
  const draftId = composer.draft.id;
  page.say({ type: 'edit', seq: 1, draftId, field: 'account', value: 'one' });
  page.say({ type: 'edit', seq: 2, draftId, field: 'target', value: 'Acme' });
  page.say({ type: 'edit', seq: 3, draftId, field: 'text', value: 'Asked for a quote.' });
}

/** The same, and lets its target be read. */
async function typeChecked(
  form: EditorHarness & { readonly page: ReturnType<typeof formPage> },
): Promise<void> {
  type(form);
  form.page.say({ type: 'checkTarget' });
  await expect.poll(() => form.composer.check.state).toBe('checked');
}

test('the page may run its own script only, and reads nothing but the extension’s files', async () => {
  await using harness = await openForm();
  const { webview } = harness.page.view;
  expect(webview.options).toMatchObject({ enableScripts: true, enableForms: false });
  expect(webview.options.localResourceRoots?.map(({ path }) => path.endsWith('/extension/dist'))).toEqual([
    true,
  ]);
  expect(webview.html).toContain('default-src &apos;none&apos;');
  expect(webview.html).toMatch(/nonce-[A-Za-z0-9+/=]{24}/);
});

test('what is typed is in the draft, and many edits at once are one answer', async () => {
  await using harness = await openForm();
  type(harness);
  await settle();
  expect(harness.composer.draft.values).toMatchObject({ target: 'Acme', text: 'Asked for a quote.' });
  expect(harness.page.snapshots()).toHaveLength(1);
  expect(harness.page.last()).toMatchObject({ seq: 3, values: { text: 'Asked for a quote.' } });
});

test('a hidden form is sent nothing, and gets all when it is shown', async () => {
  await using harness = await openForm();
  harness.page.setVisible(false);
  type(harness);
  await settle();
  expect(harness.page.posted).toEqual([]);
  harness.page.setVisible(true);
  await settle();
  expect(harness.page.last().values.text).toBe('Asked for a quote.');
});

test('a page that starts again begins to count anew; another protocol is logged', async () => {
  await using harness = await openForm();
  type(harness);
  harness.page.say({ type: 'ready', protocol: 0 });
  await settle();
  expect(harness.page.last().seq).toBe(0);
  expect(harness.log.lines.join()).toContain('protocol 0');
  harness.page.say({ type: 'ready', protocol: formProtocol });
  await settle();
  expect(harness.log.lines.filter((line) => line.includes('protocol'))).toHaveLength(1);
});

test('a message that is not understood is ignored, and none of it is logged', async () => {
  await using harness = await openForm();
  harness.page.say({ type: 'run', command: 'sk-secret' });
  await settle();
  expect(harness.log.lines).toHaveLength(1);
  expect(harness.log.lines.join()).not.toContain('sk-secret');
});

test('the target is read when the field is left, and the form shows it', async () => {
  await using harness = await openForm();
  type(harness);
  harness.page.say({ type: 'checkTarget' });
  await expect
    .poll(() => harness.page.last().check)
    .toMatchObject({
      state: 'checked',
      target: { name: 'Acme of crm' },
      account: 'Account one',
    });
});

test('one of several targets is chosen, in the draft that the user saw and in no other', async () => {
  const service = fakeService();
  const targets = ['c1', 'c2'].map((id) => ({ type: 'customer', id }));
  service.find = (_, typed) =>
    Promise.resolve(typed === 'Acme' ? targets : targets.filter(({ id }) => id === typed));
  await using harness = await openForm({ services: [service] });
  type(harness);
  harness.page.say({ type: 'checkTarget' });
  await expect.poll(() => harness.page.last().check).toMatchObject({ state: 'choose', targets });
  const choice = { type: 'chooseTarget', targetType: 'customer', id: 'c2' } as const;
  harness.page.say({ ...choice, draftId: 'another' });
  await settle();
  expect(harness.composer.check.state).toBe('choose');
  harness.page.say({ ...choice, draftId: harness.composer.draft.id });
  await expect
    .poll(() => harness.page.last().check)
    .toMatchObject({ state: 'checked', target: { id: 'c2' } });
});

test('a target is found by name and chosen by its row', async () => {
  await using harness = await openForm({ services: [listingService()] });
  const { page, composer } = harness;
  page.say({ type: 'edit', seq: 1, draftId: composer.draft.id, field: 'account', value: 'one' });
  const rows = () =>
    page
      .matches()
      .at(-1)
      ?.groups.flatMap((group) => group.rows) ?? [];
  await expect
    .poll(() => {
      page.say({ type: 'search', number: 1, text: 'north', within: null });
      return rows().map(({ name }) => name);
    })
    .toContain('Northwind Traders');
  const key = rows().find(({ name }) => name === 'Northwind Traders')?.key ?? '';
  page.say({ type: 'chooseMatch', draftId: composer.draft.id, key });
  await expect.poll(() => composer.draft.values.target).toBe('c1');
  page.say({ type: 'endSearch' });
  await expect.poll(() => composer.finder.result).toBeUndefined();
});

test('a note is sent once, and only the draft that the user saw', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service] });
  const { page, composer } = harness;
  await typeChecked(harness);
  page.say({ type: 'send', seq: 4, draftId: 'another' });
  await settle();
  expect(service.arrived).toEqual([]);
  const draftId = composer.draft.id;
  page.say({ type: 'send', seq: 5, draftId });
  page.say({ type: 'send', seq: 6, draftId });
  await expect.poll(() => page.last().progress.state).toBe('sent');
  expect(service.arrived).toHaveLength(1);
  expect(page.last().values.text).toBe('');
});

test('while a note can be taken back the form says how long, and Cancel takes it back', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service], undoTime: 5_000 });
  const { page } = harness;
  await typeChecked(harness);
  page.say({ type: 'send', seq: 4, draftId: harness.composer.draft.id });
  await expect.poll(() => page.last().progress.state).toBe('sending');
  await expect
    .poll(async () => {
      await harness.clock.advance(100);
      return page.last().progress;
    })
    .toMatchObject({
      state: 'sending',
      undo: true,
      message: 'Sending to Account one in 5 seconds. Undo takes the note back.',
    });
  page.say({ type: 'cancel' });
  await expect.poll(() => page.last().progress.state).not.toBe('sending');
  expect([service.arrived, page.last().values.text]).toEqual([[], 'Asked for a quote.']);
});

test('a key that the service refuses is asked for', async () => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key is refused.', { status: 401 }));
  await using harness = await openForm({ services: [service] });
  await typeChecked(harness);
  harness.page.say({ type: 'send', seq: 4, draftId: harness.composer.draft.id });
  await expect.poll(() => harness.keysNeeded).toContain('one');
});

test('a file is attached to the draft for which the dialog was opened, and taken off again', async () => {
  const uri = vscode.Uri.parse('memfs:/order%20$(trash).txt');
  const attachable = new Map([[uri.toString(), Buffer.from('hello')]]);
  await using harness = await openForm({ attachable });
  const { page, composer, editor } = harness;
  const draftId = composer.draft.id;
  page.say({ type: 'attach', draftId });
  await settle();
  expect(composer.draft.attachment).toBeUndefined();
  editor.openFiles = [uri];
  page.say({ type: 'attach', draftId: 'another' });
  await settle();
  expect(composer.draft.attachment).toBeUndefined();
  page.say({ type: 'attach', draftId });
  await expect
    .poll(() => page.snapshots().at(-1)?.attachment)
    .toEqual({ name: 'order $(trash).txt', size: 5 });
  page.say({ type: 'detach', draftId });
  await expect.poll(() => page.last().attachment).toBeNull();
});

test('a file that cannot be read is logged without its name', async () => {
  await using harness = await openForm();
  harness.editor.openFiles = [vscode.Uri.parse('memfs:/secret.txt')];
  harness.page.say({ type: 'attach', draftId: harness.composer.draft.id });
  await expect.poll(() => harness.log.lines.join()).toContain('Form: attach failed');
  expect(harness.log.lines.join()).not.toContain('secret.txt');
});

test('a draft is discarded once the user has agreed', async () => {
  await using harness = await openForm();
  type(harness);
  const draftId = harness.composer.draft.id;
  harness.page.say({ type: 'discard', draftId: 'another' });
  harness.page.say({ type: 'discard', draftId });
  await harness.editor.answer('Discard this draft?', 'Discard');
  await expect.poll(() => harness.composer.hasContent).toBe(false);
  expect(harness.editor.messages.left).toEqual([]);
});

test('Add Account opens from the form', async () => {
  await using harness = await openForm();
  harness.page.say({ type: 'addAccount' });
  expect(harness.editor.commands).toEqual([['notelog.addAccount']]);
});

test('a form that was closed is sent nothing more', async () => {
  await using harness = await openForm();
  harness.page.dispose();
  type(harness);
  harness.editor.configuration.fire({ affectsConfiguration: () => true });
  await settle();
  expect(harness.page.posted).toEqual([]);
});

test('a change of the text format is shown', async () => {
  await using harness = await openForm();
  harness.editor.configuration.fire({ affectsConfiguration: (name) => name === 'notelog.textFormat' });
  await settle();
  expect(harness.page.last().textFormat).toBe('markdown');
});

test('a logged call offers a follow-up where the account takes some', async () => {
  const service = fakeService();
  const never = () => Promise.reject(new Error('Not asked for'));
  service.tasks = { open: never, create: never, complete: never };
  await using harness = await openForm({ services: [service] });
  const { page, composer, editor } = harness;
  page.say({ type: 'edit', seq: 0, draftId: composer.draft.id, field: 'kind', value: 'call' });
  type(harness);
  page.say({ type: 'edit', seq: 4, draftId: composer.draft.id, field: 'duration', value: '5' });
  page.say({ type: 'checkTarget' });
  await expect.poll(() => composer.check.state).toBe('checked');
  page.say({ type: 'send', seq: 5, draftId: composer.draft.id });
  await editor.answer('The call with Acme of crm is logged.');
  expect(service.arrived).toHaveLength(1);
});
