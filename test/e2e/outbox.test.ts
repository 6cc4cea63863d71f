import { expect, test } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { beginNote, posts, sendNote, timesStored } from './northwindNotes.ts';
import { entriesIn } from './outboxEntries.ts';
import { startedService, type Service } from './stoppableService.ts';
import { withWorkbench } from './workbench.ts';

/** Longer than several tries with their pauses. */
const patiently = { interval: 250 };

async function aNoteWaitsWhileTheServiceIsDown(
  window: EditorWindow,
  service: Service,
  storage: string,
): Promise<void> {
  await beginNote(window);
  await service.down();
  await window.quick.enter('Asked for a longer trial.');
  const message = await window.messages.close('Queued.');
  expect(message).toContain('We’ll retry automatically');
  await expect.poll(() => window.badge.innerText(), patiently).toBe('1');
  // It goes out by itself, so the status bar says nothing.
  expect(await window.outboxStatus.count()).toBe(0);

  await window.openNotelog();
  const row = window.notes.row('Asked for a longer trial.');
  await row.waitFor();
  await window.form.getByRole('textbox', { name: 'Text' }).waitFor();
  await expect
    .poll(async () => (await row.locator('.label-description').innerText()).replaceAll('\u00a0', ' '))
    .toMatch(/^(Next try in \d+ (s|min)|It goes out automatically)$/);
  expect(await row.getAttribute('aria-label')).toMatch(
    /^Queued: Northwind Traders, Asked for a longer trial/,
  );
  await window.messages.notification('Saving the note in Demo').waitFor({ state: 'hidden' });
  await window.inEachTheme((theme) => window.picture(`outbox-waiting-${theme}`));

  await service.up();
  await window.notes.row(/^(now|\d+m) · Asked for a longer trial/).waitFor();
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  await window.badge.waitFor({ state: 'hidden' });
  expect(timesStored(service.now, 'Asked for a longer trial.')).toBe(1);
}

async function noRequestComesBeforeRetryAfter(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  const postsBefore = posts(sandbox);
  sandbox.faults.add({
    kind: 'answer',
    status: 429,
    method: 'POST',
    path: '/customer_notes',
    headers: { 'retry-after': '6' },
  });
  await sendNote(window, 'Wants a quote.');
  await expect.poll(() => posts(sandbox), patiently).toBe(postsBefore + 1);
  const refusedAt = Date.now();
  await window.openNotelog();
  const row = window.notes.row('Wants a quote.');
  await expect.poll(() => row.locator('.label-description').innerText()).toMatch(/Next try in \d+ s/);
  // It counts down by itself.
  await expect
    .poll(() => row.locator('.label-description').innerText(), patiently)
    .toMatch(/Next try in [1-3] s/);
  await expect.poll(() => timesStored(sandbox, 'Wants a quote.'), patiently).toBe(1);
  expect(Date.now() - refusedAt).toBeGreaterThan(5_000);
  expect(posts(sandbox)).toBe(postsBefore + 2);
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
}

async function aRefusedKeyIsAskedForOnce(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  sandbox.faults.add({
    kind: 'answer',
    status: 401,
    method: 'POST',
    path: '/customer_notes',
    times: 100,
  });
  await sendNote(window, 'First of two.');
  await window.messages.waitFor('Its notes are queued');
  await sendNote(window, 'Second of two.');
  await expect
    .poll(() => window.outboxStatus.innerText(), patiently)
    .toContain('1 note needs attention, 1 pending');
  await window.openNotelog();
  await window.notes.row('Second of two.').waitFor();
  await window.picture('outbox-key');
  expect((await window.messages.texts()).filter((text) => text.includes('key'))).toHaveLength(1);

  sandbox.faults.clear();
  await window.messages.press('Its notes are queued', 'Replace Key');
  await window.quick.enter(demoKeys.chartmogul, 'API key');
  await window.messages.waitFor('is saved');
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect([timesStored(sandbox, 'First of two.'), timesStored(sandbox, 'Second of two.')]).toEqual([1, 1]);
}

async function twoWindowsSendNothingTwice(
  window: EditorWindow,
  service: Service,
  storage: string,
  openWindow: () => Promise<EditorWindow>,
): Promise<void> {
  const other = await openWindow();
  await beginNote(window);
  await beginNote(other);
  await service.down();
  await window.page.bringToFront();
  await window.quick.enter('From the first window.');
  await window.messages.close('Queued.');
  await other.page.bringToFront();
  await other.quick.enter('From the second window.');
  await expect.poll(() => other.badge.innerText(), patiently).toBe('2');
  await expect.poll(() => window.badge.innerText(), patiently).toBe('2');
  await service.up();
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  const texts = ['From the first window.', 'From the second window.'];
  expect(texts.map((text) => timesStored(service.now, text))).toEqual([1, 1]);
  await window.badge.waitFor({ state: 'hidden' });
  await other.badge.waitFor({ state: 'hidden' });
  await other.page.close();
  await window.page.bringToFront();
}

async function waitingNotesAreSentAfterARestart(
  window: EditorWindow,
  service: Service,
  storage: string,
  restart: (between: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await beginNote(window);
  await service.down();
  await window.quick.enter('Over the night.');
  await window.messages.close('Queued.');
  await restart(() => service.up());
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect(timesStored(service.now, 'Over the night.')).toBe(1);
  expect(posts(service.now)).toBe(1);
}

async function aNoteThatACrashInterruptedIsFound(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
  killExtensionHost: () => Promise<void>,
): Promise<void> {
  const postsBefore = posts(sandbox);
  sandbox.faults.add({
    kind: 'delay',
    ms: 20_000,
    stored: true,
    method: 'POST',
    path: '/customer_notes',
  });
  await sendNote(window, 'Said just before the crash.');
  await expect.poll(() => timesStored(sandbox, 'Said just before the crash.'), patiently).toBe(1);
  expect(await entriesIn(storage)).toHaveLength(1);
  await killExtensionHost();
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect(timesStored(sandbox, 'Said just before the crash.')).toBe(1);
  expect(posts(sandbox)).toBe(postsBefore + 1);
}

test('notes wait while a service is down, rate-limited or refuses the key; they are sent once by two windows, after a restart of the editor and after a crash', async () => {
  await using service = await startedService();
  await withWorkbench(async ({ window, storage, openWindow, restart, killExtensionHost }) => {
    await addChartmogul(window, service.now);
    await aNoteWaitsWhileTheServiceIsDown(window, service, storage);
    await noRequestComesBeforeRetryAfter(window, service.now, storage);
    await aRefusedKeyIsAskedForOnce(window, service.now, storage);
    await twoWindowsSendNothingTwice(window, service, storage, openWindow);
    await waitingNotesAreSentAfterARestart(window, service, storage, restart);
    await aNoteThatACrashInterruptedIsFound(window, service.now, storage, killExtensionHost);
  });
});
