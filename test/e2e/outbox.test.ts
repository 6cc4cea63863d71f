import { expect, test } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
/** The editor's names for its themes. */
const themesShown = [
  ['Light Modern', 'light'],
  ['Dark High Contrast', 'hc'],
  ['Dark Modern', 'dark'],
] as const;
/** Longer than several tries with their pauses. */
const patiently = { interval: 250 };

/** A service that can be down for a while: it comes back on the same address with what it had stored. */
async function startedService() {
  let sandbox = await startSandbox();
  const port = Number(new URL(sandbox.url).port);
  return {
    get now() {
      return sandbox;
    },
    down: () => sandbox.stop(),
    up: async () => {
      const { state } = sandbox;
      sandbox = await startSandbox({ port, seed: () => state });
    },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}

type Service = Awaited<ReturnType<typeof startedService>>;

/** Answers every question of New Note up to the text of a note for Northwind. */
async function beginNote(window: EditorWindow): Promise<void> {
  await window.command('Notelog: New Note');
  await window.quick.choose(northwind.email, 'Customer, or customer: what happened');
  await window.quick.waitFor('New Note for Northwind Traders · Demo');
}

async function sendNote(window: EditorWindow, text: string): Promise<void> {
  await beginNote(window);
  await window.quick.enter(text);
}

function storedTexts(sandbox: Sandbox): string[] {
  return sandbox.state.chartmogul.notes.map(({ text }) => text ?? '');
}

function timesStored(sandbox: Sandbox, text: string): number {
  return storedTexts(sandbox).filter((each) => each === text).length;
}

function posts(sandbox: Sandbox): number {
  return sandbox.requests.filter(({ method, url }) => method === 'POST' && url.includes('/customer_notes'))
    .length;
}

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
  for (const [theme, name] of themesShown) {
    await window.theme(theme);
    await window.picture(`outbox-waiting-${name}`);
  }

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

test('notes wait while a service is down, rate-limited or refuses the key, and are then sent once', async () => {
  await using service = await startedService();
  await withWorkbench(async ({ window, storage }) => {
    await addChartmogul(window, service.now);
    await aNoteWaitsWhileTheServiceIsDown(window, service, storage);
    await noRequestComesBeforeRetryAfter(window, service.now, storage);
    await aRefusedKeyIsAskedForOnce(window, service.now, storage);
  });
});

test('a note from the palette is taken back into the form before it leaves', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, storage }) => {
      await addChartmogul(window, sandbox);
      await sendNote(window, 'Not what I meant.');
      const { messages } = window;
      const sending = 'Saving the note in Demo in 30 s. Cancel to undo.';
      await messages.waitFor(sending, async () => {
        // The sentence stays when the progress bar begins to move.
        await messages.movingBar.waitFor();
        await messages.notification(sending).waitFor();
        await window.picture('undo-palette');
      });
      await messages.press('Cancel to undo.', 'Cancel');
      await messages.waitFor('Undone. Nothing was logged');
      await messages.press('Undone.', 'Open Form');
      await expect
        .poll(() => window.form.getByRole('textbox', { name: 'Text' }).inputValue(), patiently)
        .toBe('Not what I meant.');
      await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
      expect(posts(sandbox)).toBe(0);
    },
    { settings: { 'notelog.undoSeconds': 30 } },
  );
});

test('a note from the form is taken back by Undo, and stored when it is logged again', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, storage }) => {
      await addChartmogul(window, sandbox);
      await window.openNotelog();
      const { form } = window;
      await form.getByLabel('Account').selectOption({ label: 'Demo (ChartMogul)' });
      await chooseCustomer(form, northwind.uuid, 'Northwind Traders');
      const text = form.getByRole('textbox', { name: 'Text' });
      await text.fill('Logged too soon.');
      await form.getByRole('button', { name: 'Log note' }).click();
      await form.getByText('Logged for Northwind Traders').waitFor();
      // The form is free for the next note while this one can be taken back.
      expect(await text.inputValue()).toBe('');
      await window.picture('undo-form');
      await form.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => text.inputValue()).toBe('Logged too soon.');
      await form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
      await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
      expect(posts(sandbox)).toBe(0);

      await text.fill('Logged in time.');
      await form.getByRole('button', { name: 'Log note' }).click();
      await expect.poll(() => timesStored(sandbox, 'Logged in time.'), patiently).toBe(1);
      // The line goes when the note is stored.
      await form.locator('#about').waitFor();
      expect(posts(sandbox)).toBe(1);
    },
    { settings: { 'notelog.undoSeconds': 4 } },
  );
});

async function waitingNotesAreSentAfterARestart(
  window: EditorWindow,
  service: Service,
  storage: string,
  restart: (between: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await beginNote(window);
  await service.down();
  await window.quick.enter('Over the night.');
  await window.messages.waitFor('Queued.');
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

test('neither a restart of the editor nor a killed extension host loses a note or sends it twice', async () => {
  await using service = await startedService();
  await withWorkbench(async ({ window, storage, restart, killExtensionHost }) => {
    await addChartmogul(window, service.now);
    await waitingNotesAreSentAfterARestart(window, service, storage, restart);
    await aNoteThatACrashInterruptedIsFound(window, service.now, storage, killExtensionHost);
  });
});

test('two windows with one outbox send nothing twice', async () => {
  await using service = await startedService();
  await withWorkbench(async ({ window, storage, openWindow }) => {
    await addChartmogul(window, service.now);
    const other = await openWindow();
    await beginNote(window);
    await beginNote(other);
    await service.down();
    await window.page.bringToFront();
    await window.quick.enter('From the first window.');
    await window.messages.waitFor('Queued.');
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
  });
});
