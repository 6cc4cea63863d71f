import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Task } from '../../../../src/model/task.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { openEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService, storedAs, type FakeService } from '../../../support/fakeProvider.ts';
import { fakeTasks } from '../../../support/fakeTasks.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

/** A service whose list is counted. */
function counted(): { readonly service: FakeService; readonly lists: () => number } {
  const service = fakeService();
  let lists = 0;
  service.list = () => {
    lists += 1;
    const notes = [storedAs(`n${lists}`, { note: noteOf(`Text ${lists}`) })];
    return Promise.resolve({ notes, cursor: undefined });
  };
  return { service, lists: () => lists };
}

async function rowsOf({ services }: EditorHarness): Promise<readonly string[]> {
  return (await services.tree.getChildren()).map(({ row }) => row);
}

test('the services are read when the tree is first drawn, and not each time', async () => {
  const { service, lists } = counted();
  await using harness = await openEditorHarness({ services: [service] });
  expect(await rowsOf(harness)).toEqual(['group']);
  expect(harness.editor.contexts.get('notelog.notes')).toBe('ready');
  const { location } = await harness.editor.progress.next();
  expect(location).toEqual({ viewId: 'notelog.recentNotes' });
  await rowsOf(harness);
  expect(lists()).toBe(1);
});

test('while the services are read for the first time, the view’s message says so, and no welcome text hides the list', async () => {
  const service = fakeService();
  const { list } = service;
  await using harness = await openEditorHarness({ services: [service] });
  const seen: unknown[] = [];
  service.list = (...args) => {
    seen.push(harness.view.message, harness.editor.contexts.get('notelog.notes'));
    return list(...args);
  };
  await rowsOf(harness);
  expect(seen).toEqual(['Reading recent notes…', undefined]);
  expect(harness.view.message).toBe('');
});

test('when a service cannot be read, the view’s message says why', async () => {
  const service = fakeService();
  service.list = () => Promise.reject(new Failure('offline', 'No network.'));
  await using harness = await openEditorHarness({ services: [service] });
  await rowsOf(harness);
  expect(['failed', 'ready']).toContain(harness.editor.contexts.get('notelog.notes'));
  expect(harness.view.message).toBe('No network.');
});

test('when the user comes back new notes are read, unless they were just read or the view is hidden', async () => {
  const { service, lists } = counted();
  await using harness = await openEditorHarness({ services: [service] });
  const { clock, view, services } = harness;
  services.tree.refreshOnReturn();
  await clock.advance(0);
  expect(lists()).toBe(0);
  await rowsOf(harness);
  services.tree.refreshOnReturn();
  await clock.advance(29_999);
  services.tree.refreshOnReturn();
  await clock.advance(0);
  expect(lists()).toBe(1);
  view.setVisible(false);
  await clock.advance(1);
  services.tree.refreshOnReturn();
  await clock.advance(0);
  expect(lists()).toBe(1);
  const before = harness.drawn.length;
  view.setVisible(true);
  await expect.poll(lists).toBe(2);
  await expect.poll(() => harness.drawn.length).toBeGreaterThan(before);
});

test('after many notes were sent, a service’s list is read again once, a while later', async () => {
  const { service, lists } = counted();
  await using harness = await openEditorHarness({ services: [service] });
  await rowsOf(harness);
  for (let sent = 0; sent < 5; sent++) harness.services.tree.refreshAfterSend();
  await harness.clock.advance(1_999);
  expect(lists()).toBe(1);
  await harness.clock.advance(1);
  await expect.poll(lists).toBe(2);
});

test('a change of the outbox is drawn; one that shows nothing new is not', async () => {
  await using harness = await openEditorHarness();
  const { services, clock, drawn } = harness;
  await rowsOf(harness);
  const before = drawn.length;
  services.tree.redraw();
  expect(drawn.length).toBe(before);
  await services.outbox.enqueue(entryOf('e1'));
  await clock.advance(200);
  expect(drawn.slice(before)).toEqual([undefined]);
  expect(await rowsOf(harness)).toEqual(['group']);
});

test('what changes while the tree is hidden is drawn when it is shown', async () => {
  await using harness = await openEditorHarness();
  const { services, clock, drawn, view } = harness;
  await rowsOf(harness);
  const before = drawn.length;
  view.setVisible(false);
  await services.outbox.enqueue(entryOf('e1'));
  await clock.advance(200);
  expect(drawn.length).toBe(before);
  view.setVisible(true);
  expect(drawn.length).toBe(before + 1);
});

test('the row of a note that waits counts down each second, while it can be seen', async () => {
  await using harness = await openEditorHarness();
  const { services, clock, drawn, view } = harness;
  const notBefore = clock.now() + 2_500;
  await services.outbox.enqueue(entryOf('e1', { status: { state: 'waiting', notBefore } }));
  await clock.advance(200);
  await rowsOf(harness);
  const rows = () => drawn.filter((each) => Array.isArray(each)).length;
  await clock.advance(1_000);
  expect(rows()).toBe(1);
  view.setVisible(false);
  view.setVisible(true);
  await clock.advance(5_000);
  expect(rows()).toBeLessThanOrEqual(4);
  const all = rows();
  await clock.advance(5_000);
  expect(rows()).toBe(all);
});

test('only a row that was drawn counts as one', async () => {
  const { service } = counted();
  await using harness = await openEditorHarness({ services: [service] });
  const { tree } = harness.services;
  const [group] = await tree.getChildren();
  expect([tree.isRow(group), tree.isRow({ ...group }), tree.isRow('group'), tree.isRow(null)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  if (!group) throw new Error('A row is expected');
  expect(tree.getTreeItem(group).label).toBe('Acme');
  const [note] = await tree.getChildren(group);
  expect([note?.row, tree.isRow(note)]).toEqual(['note', true]);
  expect(note && (await tree.getChildren(note))).toEqual([]);
});

const row: TreeNode = {
  row: 'tasks',
  key: 'k',
  account: { id: 'one', provider: 'crm', label: 'Account one', fields: {} },
  target: { type: 'customer', id: 'c1' },
  count: undefined,
};

function withTasks(open: () => Promise<readonly Task[]>): FakeService {
  const service = fakeService();
  service.tasks = fakeTasks({ open });
  return service;
}

const task: Task = {
  id: 't1',
  target: row.target,
  details: 'x',
  assignee: 'a',
  dueOn: undefined,
  completedAt: undefined,
};

test('a customer’s follow-ups are read when their row is opened', async () => {
  await using harness = await openEditorHarness({ services: [withTasks(() => Promise.resolve([task]))] });
  await rowsOf(harness);
  expect(await harness.services.tree.getChildren(row)).toMatchObject([{ row: 'task', key: 'k t1', task }]);
});

test('a row says that no follow-up is open, or why they cannot be read', async () => {
  const answers = [
    () => Promise.resolve([]),
    () => Promise.reject(new Failure('offline', 'No network.')),
    () => Promise.reject(new Error('fault')),
  ];
  await using harness = await openEditorHarness({
    services: [withTasks(() => answers.shift()?.() ?? Promise.resolve([]))],
  });
  await rowsOf(harness);
  const { tree } = harness.services;
  expect(await tree.getChildren(row)).toMatchObject([{ message: 'No open follow-ups.', problem: false }]);
  expect(await tree.getChildren(row)).toMatchObject([{ message: 'No network.', problem: true }]);
  await expect(tree.getChildren(row)).rejects.toThrow('fault');
});

test('the follow-ups of a second account are read from that one, and an account without any has none', async () => {
  const services = [fakeService('shop'), withTasks(() => Promise.resolve([task]))];
  await using harness = await openEditorHarness({ services });
  await rowsOf(harness);
  const { tree } = harness.services;
  const ofSecond = { ...row, account: { ...row.account, id: 'two' } };
  expect(await tree.getChildren(ofSecond)).toMatchObject([{ row: 'task', task }]);
  expect(await tree.getChildren(row)).toMatchObject([{ message: 'No open follow-ups.', problem: false }]);
});

test('the follow-ups of an account that was removed meanwhile are none', async () => {
  await using harness = await openEditorHarness();
  await rowsOf(harness);
  const ofRemovedAccount = { ...row, account: { ...row.account, id: 'gone' } };
  expect(await harness.services.tree.getChildren(ofRemovedAccount)).toMatchObject([
    { message: 'No open follow-ups.' },
  ]);
});
