import { expect } from 'vitest';
import { buildCustomer } from '../sandbox/build.ts';
import { demoState } from '../sandbox/demo.ts';
import type { SandboxState } from '../sandbox/options.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { limits } from '../support/limits.ts';
import type { EditorWindow } from './editorWindow.ts';

/** Customers whose names differ in their last letters only. */
const firstNumber = 10;
const lastNumber = 60;

const uuidOf = (number: number) => `cus_7b1f4c1e-77aa-4b7b-9e5d-0000000000${number}`;

/** The demo state with customers `Umbrella 10` to `Umbrella 60`. */
export function umbrellaState(now: number): SandboxState {
  const state = demoState(now);
  const umbrellas = Array.from({ length: lastNumber - firstNumber + 1 }, (_, at) => {
    const number = firstNumber + at;
    return buildCustomer({ id: 140_000_000 + number, uuid: uuidOf(number), name: `Umbrella ${number}` });
  });
  const { chartmogul } = state;
  return { ...state, chartmogul: { ...chartmogul, customers: [...umbrellas, ...chartmogul.customers] } };
}

/** What became of a note: `stored` under this customer with this text, or why it was not sent. */
interface TypedNote {
  readonly customer: string | undefined;
  readonly text: string | undefined;
}

/**
 * Runs New Note and types customer and text in one go, with so many milliseconds between two keys, from the
 * moment the box has the focus: nothing is waited for in between. Resolves when the note is stored or the box asks.
 */
async function typeNote(
  window: EditorWindow,
  sandbox: Sandbox,
  { number, text, delay }: { readonly number: number; readonly text: string; readonly delay: number },
): Promise<TypedNote> {
  const { notes } = sandbox.state.chartmogul;
  const before = notes.length;
  const { page, quick } = window;
  await window.command('Notelog: New Note');
  const title = quick.box.locator('.quick-input-title').filter({ hasText: 'New Note' });
  await title.waitFor();
  await quick.box.locator('input:focus').waitFor();
  for (const answer of [`umbrella ${number}`, text]) {
    await page.keyboard.type(answer, { delay });
    await page.keyboard.press('Enter', { delay });
  }
  const shown = async () => ((await title.isVisible()) ? await title.innerText() : '');
  await expect
    .poll(async () => notes.length > before || (await shown()).includes('fit'), {
      timeout: limits.wait,
      interval: 50,
    })
    .toBe(true);
  const [note] = notes.slice(before);
  if (note) return { customer: note.owner.uuid, text: note.text ?? undefined };
  const why = await shown();
  await quick.cancel();
  await quick.gone();
  return { customer: undefined, text: why };
}

/** What was typed and what became of it, for so many notes, at 5, 20 and 60 milliseconds a key in turn. */
export async function typeNotes(window: EditorWindow, sandbox: Sandbox, count: number) {
  const typed: TypedNote[] = [];
  const arrived: TypedNote[] = [];
  for (let run = 0; run < count; run += 1) {
    const number = firstNumber + ((run * 23) % (lastNumber - firstNumber + 1));
    const text = `All three called, ${run} in all.`;
    const delay = [5, 20, 60][run % 3] ?? 20;
    typed.push({ customer: uuidOf(number), text });
    arrived.push(await typeNote(window, sandbox, { number, text, delay }));
  }
  return { typed, arrived };
}
