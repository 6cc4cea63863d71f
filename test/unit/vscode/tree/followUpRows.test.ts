import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { watchCheckBoxes } from '../../../../src/vscode/followUps/checkBoxes.ts';
import { EventEmitter, TreeItemCheckboxState } from 'vscode';
import type { TreeCheckboxChangeEvent } from 'vscode';
import { openEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { fakeTasks, taskOf } from '../../../support/fakeTasks.ts';
import type { Tasks } from '../../../../src/providers/tasks.ts';

function serviceWith(own: Partial<Tasks>, id = 'crm') {
  const service = fakeService(id);
  service.tasks = fakeTasks({ self: () => 'ann@example.com', ...own });
  return service;
}

/** The rows at the root, once the follow-ups have come. */
async function rootOf({ services, clock }: EditorHarness): Promise<readonly TreeNode[]> {
  await services.tree.getChildren();
  await clock.advance(1_000);
  return services.tree.getChildren();
}

async function labelsOf({ services }: EditorHarness, node: TreeNode | undefined): Promise<readonly string[]> {
  const children = node ? await services.tree.getChildren(node) : [];
  return children.map((child) => {
    const { label, description } = services.tree.getTreeItem(child);
    return `${typeof label === 'string' ? label : ''} | ${String(description ?? '')}`;
  });
}

test('the user’s own follow-ups of all accounts stand first, due ones before the others', async () => {
  const one = serviceWith({
    list: () =>
      Promise.resolve({ tasks: [taskOf('a', '2026-08-05'), taskOf('b', undefined)], isWhole: true }),
  });
  const two = serviceWith(
    {
      list: () => Promise.resolve({ tasks: [taskOf('c', '2026-07-29')], isWhole: true }),
    },
    'shop',
  );
  await using harness = await openEditorHarness({ services: [one, two], hasEmbedded: false });
  const [first] = await rootOf(harness);
  const item = first && harness.services.tree.getTreeItem(first);
  expect(item).toMatchObject({ label: 'My follow-ups', description: '1 due', collapsibleState: 2 });
  expect(await labelsOf(harness, first)).toEqual([
    'Do c | Today · Acme',
    'Do a | Wed, Aug 5 · Acme',
    'Do b | No date · Acme',
  ]);
});

test('they are everybody’s where an account does not say who the user is', async () => {
  const service = serviceWith({
    self: () => undefined,
    list: () => Promise.resolve({ tasks: [taskOf('a', '2026-08-05')], isWhole: false }),
  });
  await using harness = await openEditorHarness({ services: [service], hasEmbedded: false });
  const [first] = await rootOf(harness);
  const item = first && harness.services.tree.getTreeItem(first);
  expect(item).toMatchObject({ label: 'Follow-ups', description: '1 open', collapsibleState: 1 });
  expect(await labelsOf(harness, first)).toEqual([
    'Do a | Wed, Aug 5 · Acme · ann@example.com',
    'Account one has more than are shown here | ',
  ]);
});

test('without a follow-up there is no row for them, and a failure that nothing else shows has one', async () => {
  const none = serviceWith({ list: () => Promise.resolve({ tasks: [], isWhole: true }) });
  await using empty = await openEditorHarness({ services: [none], hasEmbedded: false });
  expect(await rootOf(empty)).toEqual([]);
  for (const [reason, rows] of [
    ['offline', 0],
    ['unreadable', 1],
  ] as const) {
    const failing = serviceWith({ list: () => Promise.reject(new Failure(reason, 'It went wrong.')) });
    await using harness = await openEditorHarness({ services: [failing], hasEmbedded: false });
    const root = await rootOf(harness);
    expect(root).toHaveLength(rows);
    if (rows > 0) expect(await labelsOf(harness, root[0])).toEqual(['Account one: It went wrong. | ']);
  }
});

test('a box that is checked marks its follow-up as done; one that is cleared at once does not', async () => {
  const done: string[] = [];
  const service = serviceWith({
    list: () =>
      Promise.resolve({ tasks: [taskOf('a', '2026-07-29'), taskOf('b', '2026-07-29')], isWhole: true }),
    complete: (id) => Promise.resolve(void done.push(id)),
  });
  await using harness = await openEditorHarness({ services: [service], hasEmbedded: false, undoTime: 5_000 });
  const boxes = new EventEmitter<TreeCheckboxChangeEvent<TreeNode>>();
  watchCheckBoxes(harness.services, { onDidChangeCheckboxState: boxes.event });
  const [first] = await rootOf(harness);
  const [a, b] = first ? await harness.services.tree.getChildren(first) : [];
  if (!a || !b) throw new Error('two follow-ups');
  const { Checked, Unchecked } = TreeItemCheckboxState;
  boxes.fire({
    items: [
      [a, Checked],
      [b, Checked],
    ],
  });
  expect(await labelsOf(harness, first)).toHaveLength(2);
  boxes.fire({ items: [[b, Unchecked]] });
  await harness.clock.advance(5_000);
  await expect.poll(() => done).toEqual(['a']);
  const [again] = await rootOf(harness);
  expect(await labelsOf(harness, again)).toEqual(['Do b | Today · Acme']);
});
