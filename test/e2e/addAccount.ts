import { demoKeys, demoResellers } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { EditorWindow } from './editorWindow.ts';

/** Adds the sandbox's ChartMogul account, at its own address and under a name of its own. */
export async function addChartmogul(window: EditorWindow, sandbox: Sandbox, label = 'Demo'): Promise<void> {
  await answerChartmogul(window, sandbox, demoKeys.chartmogul);
  await window.quick.enter(label, 'Connected to Demo Company');
  await window.messages.close('Connected to Demo Company');
}

/** Answers every question of `Notelog: Add Account` for ChartMogul up to the key, which may be a wrong one. */
export async function answerChartmogul(window: EditorWindow, sandbox: Sandbox, key: string): Promise<void> {
  await window.command('Notelog: Add Account');
  await window.quick.pick('ChartMogul', 'Which service?');
  await window.quick.waitFor('API key');
  await window.quick.button('Address, name and other settings');
  await window.quick.enter(sandbox.chartmogulUrl, 'Base URL');
  await window.quick.enter('', 'Author e-mail');
  await window.quick.pick('customer_notes', 'API path');
  await window.quick.enter(key, 'API key');
}

/** Adds the sandbox's ActivePlatform account under a name of its own. */
export async function addActiveplatform(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.command('Notelog: Add Account');
  await window.quick.pick('ActivePlatform', 'Which service?');
  await window.quick.enter(sandbox.activeplatformUrl, 'Base URL');
  await window.quick.enter(String(demoResellers.main), 'Reseller id');
  await window.quick.waitFor('API token');
  await window.quick.button('Address, name and other settings');
  await window.quick.press('Enter', 'Base URL');
  await window.quick.press('Enter', 'Reseller id');
  await window.quick.pick('As documented', 'Form of attachments');
  await window.quick.enter(demoKeys.activeplatform, 'API token');
  await window.quick.enter('Platform', 'Name this account');
  await window.messages.close('Connected to');
}
