import { expect } from 'vitest';
import type { Matches } from '../../src/form/messages.ts';
import type { FormMessage } from '../../src/form/pageMessages.ts';
import { matches, matchRow } from '../unit/form/snapshots.ts';
import type { OpenForm } from './formHarness.ts';
import { ofType } from './formStates.ts';

/** Rows to answer with. */
export const acme = matchRow('customer cus_1', 'Acme Corp', {
  marks: [{ from: 0, to: 2 }],
  who: 'Acme Holding · ap@acme.example',
  whoMarks: [{ from: 15, to: 17 }],
  how: 'Active · €1,299.50 MRR · ada@notelog.example',
});
export const globex = matchRow('customer cus_2', 'Globex', { who: 'globex@example.com' });
export const initech = matchRow('customer cus_3', 'Initech');
export const lookUp = matchRow('look up', 'No match. Look up “acme ltd” in ChartMogul', { kind: 'lookUp' });

/** The messages of one type that the form has sent. */
export async function messagesOf<T extends FormMessage['type']>(
  form: OpenForm,
  type: T,
): Promise<Extract<FormMessage, { type: T }>[]> {
  return ofType(await form.messages(), type);
}

/** Waits until the form has searched for `text`, and returns the number of that search. */
export async function searchNumber(form: OpenForm, text: string): Promise<number> {
  const newest = async () => (await messagesOf(form, 'search')).at(-1);
  await expect.poll(newest, { interval: 5 }).toMatchObject({ text });
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
  await form.post(matches(await searchNumber(form, text), text, rows, changes));
}

/** The search field. */
export const field = ({ page }: OpenForm) => page.locator('#target');

/** A row of the list, by its text. */
export const option = ({ page }: OpenForm, name: string) => page.getByRole('option', { name });

/** The name of the active row; null without one. */
export const activeRow = ({ page }: OpenForm) =>
  page.evaluate(`(() => {
    const id = document.getElementById('target').getAttribute('aria-activedescendant');
    const node = id === null ? null : document.getElementById(id);
    return node?.getAttribute('aria-selected') === 'true' ? node.querySelector('.rowName').textContent : null;
  })()`);

/** Whether the list is open, according to the field's aria-expanded. */
export const expanded = (form: OpenForm) => field(form).getAttribute('aria-expanded');
