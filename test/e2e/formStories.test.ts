import { expect, test } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { limits } from '../support/limits.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
const patiently = { interval: 250 };

const textsIn = ({ state }: Sandbox) => state.chartmogul.notes.map(({ text }) => text);
const textBox = ({ form }: EditorWindow) => form.getByRole('textbox', { name: 'Text' });

async function useAccount(window: EditorWindow, label: string): Promise<void> {
  await window.openNotelog();
  await window.form.getByLabel('Account').selectOption({ label });
}

async function write(window: EditorWindow, text: string): Promise<void> {
  await chooseCustomer(window.form, northwind.email, 'Northwind Traders');
  await textBox(window).fill(text);
}

test('the form from its keys to a key that is refused, and to a customer of another account, chosen by name and scope', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window }) => {
    await addChartmogul(window, sandbox);
    await useAccount(window, 'Demo (ChartMogul)');
    await keysOfTheForm(window);
    await aSlowLastNoteMovesNothing(window, sandbox);
    await aRefusedNoteReturnsIntoTheEmptyForm(window, sandbox);
    await aRefusedNoteWaitsWhileAnotherIsWritten(window, sandbox);
    await aRefusedKeyIsReplacedFromTheLine(window, sandbox);
    await anActivePlatformCustomer(window, sandbox);
  });
});

/** The contributed keys reach the form, and only while it has the focus. */
async function keysOfTheForm(window: EditorWindow): Promise<void> {
  const { form, page } = window;
  // The editor learns of the focus a moment later, and until then the key is none of the form's.
  await untilDone(async () => {
    await textBox(window).focus();
    await page.keyboard.press('Shift+Alt+K');
    await form.getByRole('button', { name: 'Log call' }).waitFor({ timeout: 5 * movement });
  });
  await page.keyboard.press('Shift+Alt+D');
  await form.locator('#duration-field:focus').waitFor();
  await page.keyboard.type('25m');
  await form.getByText('= 25 min').waitFor();
  await page.keyboard.press('Escape');
  await form.locator('#duration-field').waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+Alt+K');
  await form.getByRole('button', { name: 'Log note' }).waitFor();
  expect(await textBox(window).inputValue()).toBe('');
  // Where nothing is open, Escape goes back to the editor, where the key is no key of the form.
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate('document.activeElement?.tagName')).not.toBe('IFRAME');
  await page.keyboard.press('Shift+Alt+K');
  await form.getByRole('button', { name: 'Log note' }).waitFor();
}

async function aSlowLastNoteMovesNothing(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { form } = window;
  sandbox.faults.add({ kind: 'delay', method: 'GET', path: '/customer_notes?', ms: 4_000 });
  await chooseCustomer(form, northwind.email, 'Northwind Traders');
  const before = await textBox(window).boundingBox();
  await window.picture('card-reading');
  await form.locator('.lastNote button').waitFor();
  expect(await textBox(window).boundingBox()).toEqual(before);
  expect(await form.locator('.lastNote').innerText()).toMatch(/^Last: (note|call), /);
  await window.picture('card-1280', { width: 1280, height: 800 });
}

async function aRefusedNoteReturnsIntoTheEmptyForm(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { form } = window;
  sandbox.faults.add({ kind: 'answer', status: 422, method: 'POST', path: '/customer_notes' });
  await textBox(window).fill('Refused at first.');
  await window.page.keyboard.press('ControlOrMeta+Enter');
  await form.locator('#notice').waitFor();
  await expect.poll(() => textBox(window).inputValue()).toBe('Refused at first.');
  await form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  expect(textsIn(sandbox)).not.toContain('Refused at first.');
  await window.picture('form-refused');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect.poll(() => textsIn(sandbox), patiently).toContain('Refused at first.');
}

async function aRefusedNoteWaitsWhileAnotherIsWritten(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { form } = window;
  // The second one follows the first, whose answer comes when the third is being written.
  sandbox.faults.add({ kind: 'delay', method: 'POST', path: '/customer_notes', ms: limits.wait });
  sandbox.faults.add({ kind: 'answer', status: 422, method: 'POST', path: '/customer_notes' });
  await write(window, 'First one.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect.poll(() => textBox(window).inputValue()).toBe('');
  await write(window, 'Second one.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect.poll(() => textBox(window).inputValue()).toBe('');
  await textBox(window).fill('Third one, being written.');
  sandbox.faults.endDelays();
  await form.locator('#resolve', { hasText: 'Edit' }).waitFor();
  expect(await textBox(window).inputValue()).toBe('Third one, being written.');
  await form.locator('#resolve').click();
  await expect.poll(() => textBox(window).inputValue()).toMatch(/^(First|Second) one\.$/);
  await form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  await form.getByRole('button', { name: 'Log note' }).click();
  // What was being written meanwhile is in the form again.
  await expect.poll(() => textBox(window).inputValue()).toBe('Third one, being written.');
  await expect
    .poll(() => textsIn(sandbox), patiently)
    .toEqual(expect.arrayContaining(['First one.', 'Second one.']));
}

async function aRefusedKeyIsReplacedFromTheLine(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { form } = window;
  await write(window, 'Third one, with a key.');
  sandbox.faults.add({ kind: 'answer', status: 401, method: 'POST', path: '/customer_notes' });
  await form.getByRole('button', { name: 'Log note' }).click();
  await form.locator('#resolve', { hasText: 'Enter Key' }).waitFor();
  await window.picture('form-key-needed');
  await form.locator('#resolve').click();
  await window.quick.enter(demoKeys.chartmogul, 'API key');
  await expect.poll(() => textsIn(sandbox), patiently).toContain('Third one, with a key.');
  await form.locator('#about').waitFor();
}

/** It is chosen by name, and its subscription by the scope of its card. */
async function anActivePlatformCustomer(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await addActiveplatform(window, sandbox);
  await useAccount(window, 'Platform (ActivePlatform)');
  const { form } = window;
  const account = sandbox.state.activeplatform.entities.find(({ type }) => type === 'account');
  const name = String(account?.attributes['name']);
  await chooseCustomer(form, name, name);
  const scope = form.locator('#scope');
  const part = scope.locator('option', { hasText: /^Subscription/ }).first();
  // Orders may be listed before it.
  await part.waitFor({ state: 'attached' });
  await window.picture('card-scope');
  await scope.selectOption({ label: await part.innerText() });
  await textBox(window).fill('About the subscription.');
  await form.locator('#about', { hasText: 'Subscription' }).waitFor();
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect
    .poll(() => sandbox.state.activeplatform.notes.at(-1), patiently)
    .toMatchObject({ target: { type: 'subscription' } });
}
