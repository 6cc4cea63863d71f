import { expect } from 'vitest';
import * as vscode from 'vscode';
import { hostMessageSchema, matchesSchema, snapshotSchema } from '../../../../src/form/messages.ts';
import type { FormMessage } from '../../../../src/form/pageMessages.ts';
import { validate } from '../../../../src/form/schemas.ts';
import { FormView } from '../../../../src/vscode/form/formView.ts';
import { openEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';

/** The page's side of the form: what the host posted to it, and what it says to the host. */
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
  const snapshots = () => posted.filter((each) => validate(snapshotSchema, each));
  return {
    view,
    posted,
    snapshots,
    acts: () =>
      posted
        .filter((each) => validate(hostMessageSchema, each))
        .filter((each) => each.type !== 'snapshot' && each.type !== 'matches'),
    matches: () => posted.filter((each) => validate(matchesSchema, each)),
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

/** Opens the form in the editor harness, with a page that has just been shown. */
export async function openForm(options: EditorHarnessOptions = {}) {
  const harness = await openEditorHarness(options);
  const page = formPage();
  const form = new FormView(harness.services);
  form.resolve(page.view);
  return Object.assign(harness, { page, form });
}

/** A form that is open in the editor harness. */
export type OpenForm = Awaited<ReturnType<typeof openForm>>;

/** Types a note into the page. */
export function type({ page, composer }: Pick<OpenForm, 'page' | 'composer'>): void {
  const draftId = composer.draft.id;
  page.say({ type: 'edit', seq: 1, draftId, field: 'account', value: 'one' });
  page.say({ type: 'edit', seq: 2, draftId, field: 'target', value: 'Acme' });
  page.say({ type: 'edit', seq: 3, draftId, field: 'text', value: 'Asked for a quote.' });
}

/** Types a note into the page, and chooses its customer by looking it up. */
export async function typeChosen(form: Pick<OpenForm, 'page' | 'composer'>): Promise<void> {
  type(form);
  form.page.say({ type: 'lookUp', seq: 4, draftId: form.composer.draft.id, text: 'Acme' });
  await expect.poll(() => form.page.last().recipient.state).toBe('chosen');
}
