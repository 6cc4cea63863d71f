import { demoCustomers } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { EditorWindow } from './editorWindow.ts';

// Notes from the palette about the demo's Northwind, and what the sandbox has of them.

/** Answers every question of New Note up to the text of a note for Northwind. */
export async function beginNote(window: EditorWindow): Promise<void> {
  await window.command('Notelog: New Note');
  await window.quick.choose(demoCustomers.northwind.email, 'Customer, or customer: what happened');
  await window.quick.waitFor('New Note for Northwind Traders · Demo');
}

/** Logs a note about Northwind in the account `Demo`. */
export async function sendNote(window: EditorWindow, text: string): Promise<void> {
  await beginNote(window);
  await window.quick.enter(text);
}

/** How often the service has a note with this text. */
export function timesStored(sandbox: Sandbox, text: string): number {
  return sandbox.state.chartmogul.notes.filter((note) => note.text === text).length;
}

/** How many notes were sent to the service, stored or not, since it was started. */
export function posts(sandbox: Sandbox): number {
  return sandbox.requests.filter(({ method, url }) => method === 'POST' && url.includes('/customer_notes'))
    .length;
}
