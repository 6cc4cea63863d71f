import { element, setMessage } from './elements.ts';
import { words } from '../src/form/words.ts';
import type { Snapshot } from '../src/form/messages.ts';
import { isDateLeftPartly } from './fields.ts';

/** In the order of the page, which is the order in which they are put right. */
const fields = [
  'account',
  'kind',
  'target',
  'text',
  'duration',
  'occurredAt',
  'author',
  'attachment',
] as const;

/** Where the focus goes for a field's problem. */
const controls: Readonly<Record<(typeof fields)[number], string>> = {
  account: 'account',
  kind: 'kind-note',
  target: 'target',
  text: 'text',
  duration: 'duration',
  occurredAt: 'occurredAt',
  author: 'author',
  attachment: 'attach',
};

/** Puts every problem beside its field. Gives back those that have no field in sight: they must be said elsewhere. */
export function drawProblems(view: Snapshot): string[] {
  const unplaced = new Set(view.problems.map(({ message }) => message));
  for (const field of fields) {
    const message = view.problems
      .filter((problem) => placeOf(problem.field) === field)
      .map((problem) => problem.message)
      .join(' ');
    const control = element(controls[field], HTMLElement);
    const partly = field === 'occurredAt' && isDateLeftPartly();
    setMessage(element(`${field}-problem`, HTMLElement), partly ? words.occurredAtPartly : message);
    // Of a group it is the group that is wrong; a button has no such state.
    const invalid = field === 'kind' ? control.closest('fieldset') : field === 'attachment' ? null : control;
    if (message !== '' || partly) invalid?.setAttribute('aria-invalid', 'true');
    else invalid?.removeAttribute('aria-invalid');
    if (control.closest('[data-row]')?.checkVisibility() !== true) continue;
    for (const { field: of, message: said } of view.problems)
      if (placeOf(of) === field) unplaced.delete(said);
  }
  return [...unplaced];
}

/** Puts the focus on the first field that is wrong and in sight; false when there is none. */
export function focusFirstProblem(): boolean {
  for (const field of fields) {
    if (element(`${field}-problem`, HTMLElement).textContent === '') continue;
    const row = element(`${field}-problem`, HTMLElement).closest('[data-row]');
    const wanted = [element(controls[field], HTMLElement), ...(row?.querySelectorAll('button') ?? [])];
    const control = wanted.find((candidate) => candidate.checkVisibility());
    if (control === undefined) continue;
    control.focus();
    return true;
  }
  return false;
}

function placeOf(field: string): string {
  return field === 'targetType' ? 'target' : field;
}
