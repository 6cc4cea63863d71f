import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

const textBox = ({ form }: EditorWindow) => form.getByRole('textbox', { name: 'Text' });

async function useAccount(window: EditorWindow, label: string): Promise<void> {
  await window.openNotelog();
  await window.form.getByLabel('Account').selectOption({ label });
}

test('an ActivePlatform customer is chosen by name, and its subscription by the scope of its card', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window }) => {
    await addActiveplatform(window, sandbox);
    await useAccount(window, 'Platform (ActivePlatform)');
    const { form } = window;
    const account = sandbox.state.activeplatform.entities.find(({ type }) => type === 'account');
    const name = String(account?.attributes['name']);
    await chooseCustomer(form, name, name);
    const scope = form.locator('#scope');
    await expect.poll(() => scope.locator('option').count(), patiently).toBeGreaterThan(1);
    await window.picture('card-scope');
    const parts = await scope.locator('option').allInnerTexts();
    const part = parts.findIndex((label) => label.startsWith('Subscription'));
    await scope.selectOption({ index: part });
    await textBox(window).fill('About the subscription.');
    await form.locator('#about', { hasText: 'Subscription' }).waitFor();
    await form.getByRole('button', { name: 'Log note' }).click();
    await expect
      .poll(() => sandbox.state.activeplatform.notes.at(-1), patiently)
      .toMatchObject({ target: { type: 'subscription' } });
  });
});
