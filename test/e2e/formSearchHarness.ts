import { expect } from 'vitest';
import type { Matches, FormMessage, Snapshot } from '../../src/form/messages.ts';
import { matches, matchRow, snapshot } from '../unit/form/snapshots.ts';
import type { OpenForm } from './formHarness.ts';

/** Rows to answer with. */
export const acme = matchRow('customer cus_1', 'Acme Corp', {
  who: 'Acme Holding · ap@acme.example',
  how: 'Active · €1,299.50 MRR · ada@notelog.example',
});
export const globex = matchRow('customer cus_2', 'Globex', { who: 'globex@example.com' });
export const initech = matchRow('customer cus_3', 'Initech');

/** The snapshot of a form whose targets can be found by name. */
export function listingForm(changes: Partial<Snapshot> = {}): Snapshot {
  const form = snapshot(changes);
  const targets = form.shape.targets.map((each) => ({ ...each, listed: true }));
  return { ...form, shape: { ...form.shape, targets } };
}

/** The messages of one type that the form has sent. */
export async function messagesOf<T extends FormMessage['type']>(
  form: OpenForm,
  type: T,
): Promise<Extract<FormMessage, { type: T }>[]> {
  const messages = await form.messages();
  return messages.filter((message): message is Extract<FormMessage, { type: T }> => message.type === type);
}

/** Waits until the form has searched for `text`, and returns the number of that search. */
export async function searchNumber(
  form: OpenForm,
  text: string,
  within: string | null = null,
): Promise<number> {
  const newest = async () => (await messagesOf(form, 'search')).at(-1);
  await expect.poll(newest, { interval: 5 }).toMatchObject({ text, within });
  return (await newest())?.number ?? 0;
}

/** Types into the field, and answers the search with these rows. */
export async function search(
  form: OpenForm,
  text: string,
  rows: Matches['groups'][number]['rows'],
  changes: Partial<Matches> = {},
): Promise<void> {
  await field(form).fill(text);
  await form.post(matches(await searchNumber(form, text), rows, changes));
}

/** The target field. */
export const field = ({ page }: OpenForm) => page.locator('#target');

/** A row of the list, by its text. */
export const option = ({ page }: OpenForm, name: string) => page.getByRole('option', { name });

/** The name of the active row, and whether it is selected; null without one. */
export const activeRow = ({ page }: OpenForm) =>
  page.evaluate(`(() => {
    const field = document.getElementById('target');
    const node = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
    return node === null ? null : node.querySelector('.choice-name').textContent + ' ' + node.getAttribute('aria-selected');
  })()`);

/** Whether the list is open, according to the field's aria-expanded. */
export const expanded = (form: OpenForm) => field(form).getAttribute('aria-expanded');
