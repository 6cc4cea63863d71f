import { targetTypeFor } from '../src/form/shape.ts';
import type { Snapshot } from '../src/form/messages.ts';

/** A part of the sentence; `as` says how it is highlighted. */
interface Part {
  readonly text: string;
  readonly as?: 'name' | 'account' | 'typed';
}

/** Where the note goes, as shown beside Send. */
interface Destination {
  readonly mark: 'open' | 'checked' | 'warning';
  readonly parts: readonly Part[];
}

/** Says whom the note goes to, and through which account, in one sentence. */
export function destination(view: Snapshot): Destination {
  const { check, values } = view;
  const account = view.accounts.find(({ id }) => id === values.account);
  const via: Part = { text: accountName(view, account?.label), as: 'account' };
  const noun = targetTypeFor(view)?.label ?? 'customer';
  const typed = values.target.trim();
  if (via.text === '') return { mark: 'warning', parts: [{ text: 'Choose an account first.' }] };
  switch (check.state) {
    case 'checked':
      return { mark: 'checked', parts: [{ text: 'To ' }, ...targetParts(view), { text: ' in ' }, via] };
    case 'checking':
      return {
        mark: 'open',
        parts: [{ text: 'Checking ' }, { text: typed, as: 'typed' }, { text: ' in ' }, via, { text: '…' }],
      };
    case 'choose':
      return {
        mark: 'warning',
        parts: [{ text: `${check.targets.length} match. Choose one above. In ` }, via],
      };
    case 'notChecked':
      return {
        mark: 'warning',
        parts: [
          ...[{ text: 'Not checked: ' }, { text: typed, as: 'typed' as const }, { text: ' in ' }, via],
          { text: `. ${check.message}` },
        ],
      };
    case 'failed':
      return { mark: 'warning', parts: [{ text: `No ${noun} yet: see above. In ` }, via] };
    case 'none':
      return typed === ''
        ? { mark: 'open', parts: [{ text: `No ${noun} yet, in ` }, via] }
        : {
            mark: 'open',
            parts: [{ text: 'Not checked yet: ' }, { text: typed, as: 'typed' }, { text: ' in ' }, via],
          };
  }
}

/** What a target type is called in a sentence. */
export function targetLabel(view: Snapshot, type: string): string | undefined {
  return view.shape.targets.find((target) => target.type === type)?.label;
}

/** The check's own account where it has one: it is the one that was asked. */
function accountName({ check }: Snapshot, chosenLabel: string | undefined): string {
  return 'account' in check ? check.account : (chosenLabel ?? '');
}

/** By name where one is known; with type and id where a name alone could be several things, or there is none. */
function targetParts(view: Snapshot): Part[] {
  if (view.check.state !== 'checked') return [];
  const { name, type, id } = view.check.target;
  const noun = targetLabel(view, type) ?? type;
  if (name === undefined || name === '') return [{ text: `${noun} ${id}`, as: 'name' }];
  const hasSeveralTypes = view.shape.targets.length > 1;
  return [{ text: name, as: 'name' }, ...(hasSeveralTypes ? [{ text: ` (${noun} ${id})` }] : [])];
}
