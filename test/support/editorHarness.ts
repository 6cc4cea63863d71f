import { join } from 'node:path';
import * as vscode from 'vscode';
import { askAboutSecrets } from '../../src/vscode/askAboutSecrets.ts';
import { StepBox } from '../../src/vscode/box/stepBox.ts';
import { DraftDocuments } from '../../src/vscode/document/draftDocuments.ts';
import { ReadOnlyDocuments } from '../../src/vscode/documents/readOnlyDocuments.ts';
import { FormFocus } from '../../src/vscode/form/formFocus.ts';
import { savedGrouping } from '../../src/vscode/grouping.ts';
import { openFolders } from '../../src/vscode/folders/openFolders.ts';
import type { Services } from '../../src/vscode/services.ts';
import { RecentNotesTree } from '../../src/vscode/tree/recentNotesTree.ts';
import type { ChangedNodes } from '../../src/vscode/tree/treeNode.ts';
import { openComposeHarness, type ComposeHarnessOptions } from './composeHarness.ts';
import { openEditor } from './editor/editor.ts';
import { fakeClock } from './fakeClock.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { memorySecrets } from './testPlatform.ts';

/** What a test may choose about an {@link EditorHarness}. */
export interface EditorHarnessOptions extends ComposeHarnessOptions {
  /** Whether the accounts' keys are in the keyring; they are unless this is false. */
  readonly hasKeys?: boolean;
}

/** The key that the account of this id has in an {@link EditorHarness}. */
export function keyOf(accountId: string): string {
  return `sk-secret-of-${accountId}`;
}

/** All that commands and views work with, over a new double of the editor and a folder of its own. Not started. */
export async function openEditorHarness(options: EditorHarnessOptions = {}) {
  const editor = openEditor();
  const folder = await temporaryFolder();
  const secrets = new Map<string, string>();
  const lines = { info: () => undefined };
  const documents = new ReadOnlyDocuments({
    openAs: () => options.openNotesAs ?? 'rendered',
    clock: fakeClock(),
    log: lines,
  });
  const harness = openComposeHarness(folder.path, {
    secrets: memorySecrets(secrets),
    openFolders,
    askAboutLeaks: (...question) => askAboutSecrets(documents, ...question),
    ...options,
  });
  if (options.hasKeys !== false)
    for (const { account, kind } of harness.book.all()) {
      const origin = kind.keyLabel === undefined ? undefined : kind.origin(account);
      if (origin !== undefined) await harness.keys.save(account.id, keyOf(account.id), origin);
    }
  const context = extensionContext(folder.path);
  const view = treeView();
  const drawn: ChangedNodes[] = [];
  const changed = new vscode.EventEmitter<ChangedNodes>();
  changed.event((nodes) => drawn.push(nodes));
  const tree = new RecentNotesTree({
    recentNotes: harness.recentNotes,
    followUps: harness.followUps,
    outbox: harness.outbox,
    proposals: harness.proposals,
    clock: harness.clock,
    view,
    changed,
    grouping: () => savedGrouping(context.globalState),
  });
  const shownLogs: boolean[] = [];
  const channel = { show: () => void shownLogs.push(true) };
  const services: Services = {
    ...harness,
    context,
    channel,
    tree,
    box: new StepBox((ms) => harness.clock.wait(ms)),
    documents,
    draftDocuments: new DraftDocuments(harness),
    acts: new vscode.EventEmitter(),
    formFocus: new FormFocus(),
  };
  return {
    ...harness,
    editor,
    folder: folder.path,
    /** What lies in the keyring, by name. */
    secrets,
    services,
    context,
    view,
    /** The rows that the tree was told to redraw, in order; undefined: all of them. */
    drawn,
    /** One entry for each time that the log was opened. */
    shownLogs,
    [Symbol.asyncDispose]: async () => {
      for (const each of context.subscriptions) each.dispose();
      tree.dispose();
      await harness.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The same, started, and with the services' accounts only. */
export async function startEditorHarness(options: EditorHarnessOptions = {}): Promise<EditorHarness> {
  const harness = await openEditorHarness({ hasEmbedded: false, ...options });
  await harness.start();
  return harness;
}

/** The parts that {@link openEditorHarness} sets up. */
export type EditorHarness = Awaited<ReturnType<typeof openEditorHarness>>;

/** The context of an extension that was just installed. `storage`: absolute path of its folder. */
function extensionContext(storage: string) {
  const secretsChanged = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const state = new Map<string, unknown>();
  return {
    subscriptions: new Array<{ dispose(): unknown }>(),
    extensionUri: vscode.Uri.file(join(storage, 'extension')),
    globalStorageUri: vscode.Uri.file(storage),
    globalState: {
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
    },
    extension: { packageJSON: { version: '1.2.3' }, extensionKind: vscode.ExtensionKind.UI },
    secrets: { onDidChange: secretsChanged.event },
    secretsChanged,
  };
}

/** The view of Recent Notes, which is on the screen until {@link setVisible} hides it. */
function treeView() {
  const visibility = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
  const view = {
    visible: true,
    description: '',
    message: '',
    onDidChangeVisibility: visibility.event,
    setVisible: (visible: boolean) => {
      view.visible = visible;
      visibility.fire({ visible });
    },
  };
  return view;
}
