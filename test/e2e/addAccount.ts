import { demoKeys, demoResellers } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { EditorWindow } from './editorWindow.ts';

/** Adds the sandbox's ChartMogul account as a user would; the key may be a wrong one. */
export async function addChartmogul(window: EditorWindow, sandbox: Sandbox, label = 'Demo'): Promise<void> {
  await answerChartmogul(window, sandbox, demoKeys.chartmogul);
  await window.quick.enter(label, 'The key opens Demo Company');
  await window.messages.close(`${label} is ready`);
}

/** Answers every question of `Notelog: Add Account` for ChartMogul up to the key. */
export async function answerChartmogul(window: EditorWindow, sandbox: Sandbox, key: string): Promise<void> {
  await window.command('Notelog: Add Account');
  await window.quick.pick('ChartMogul', 'Which service?');
  await window.quick.enter(sandbox.chartmogulUrl, 'Base URL');
  await window.quick.enter('', 'Author e-mail');
  await window.quick.pick('customer_notes', 'API path');
  await window.quick.enter(key, 'API key');
}

/** Adds the sandbox's ActivePlatform account as a user would. */
export async function addActiveplatform(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.command('Notelog: Add Account');
  await window.quick.pick('ActivePlatform', 'Which service?');
  await window.quick.enter(sandbox.activeplatformUrl, 'Base URL');
  await window.quick.enter(String(demoResellers.main), 'Reseller id');
  await window.quick.pick('As documented', 'Form of attachments');
  await window.quick.enter(demoKeys.activeplatform, 'API token');
  await window.quick.enter('Platform', 'Give the account a name');
  await window.messages.close('Platform is ready');
}
