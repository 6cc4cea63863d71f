import * as vscode from 'vscode';
import type { OpenAccount } from '../accounts/accountBook.ts';
import { checkTarget, type TargetCheck } from '../compose/targetCheck.ts';
import type { Target } from '../notes/note.ts';
import type { Reply } from './ask.ts';
import { verbatim } from './verbatim.ts';

/** A target, and whether the service was asked for it. */
export interface PickedTarget {
  readonly target: Target;
  /** Why the service could not be asked; undefined: it was. */
  readonly notChecked: string | undefined;
}

/** `Acme Corp · ChartMogul (Work)`: whom a note goes to, and where. */
export function recipient(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  const name = picked?.target.name ?? picked?.target.id ?? '';
  return `${name} · ${to?.account.label ?? ''}${picked?.notChecked === undefined ? '' : ' (not checked)'}`;
}

type Item = vscode.QuickPickItem &
  (
    | { readonly does: 'read'; readonly type: string; readonly typed: string }
    | { readonly does: 'take'; readonly found: PickedTarget }
    | { readonly does: 'nothing' }
  );

/**
 * Asks whom a note is about: a recent one, or an id that is typed or pasted. Either is read from the service
 * before the question is answered, so that what comes next can show the name.
 */
export function pickTarget(
  title: string,
  to: OpenAccount,
  recent: readonly Target[],
  step: number,
  chosen: (picked: PickedTarget) => void,
): Promise<Reply<PickedTarget>> {
  const { targets } = to.kind.capabilities;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = title;
  pick.placeholder = targets
    .map(({ label, idLabel }) => (targets.length === 1 ? idLabel : `${label}: ${idLabel}`))
    .join(', ');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.step = step;
  pick.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  let reading: AbortController | undefined;

  /** Whether the editor has drawn the rows as they are: it names a row by its place, also in a list of before. */
  let drawn = true;
  const offer = () => {
    const items = [...typedItems(to, pick.value), ...recentItems(recent)];
    if (items.length !== pick.items.length) drawn = false;
    pick.items = items;
  };
  offer();

  return new Promise((resolve) => {
    const answer = (reply: Reply<PickedTarget>) => {
      reading?.abort();
      if (reply.reply === 'value') chosen(reply.value);
      resolve(reply);
      pick.dispose();
    };
    const read = async (type: string, typed: string) => {
      reading?.abort();
      const abort = (reading = new AbortController());
      pick.busy = true;
      pick.items = [{ label: `$(sync~spin) Reading ${verbatim(typed)}…`, alwaysShow: true, does: 'nothing' }];
      const check = await checkTarget(to, type, typed, abort.signal).catch(
        (): TargetCheck | undefined => undefined,
      );
      if (abort.signal.aborted || !check) return;
      pick.busy = false;
      if (check.state === 'checked')
        answer({ reply: 'value', value: { target: check.target, notChecked: undefined } });
      else {
        drawn = false;
        pick.items = [...foundItems(check), ...typedItems(to, pick.value)];
      }
    };
    pick.onDidChangeValue(() => {
      reading?.abort();
      pick.busy = false;
      offer();
    });
    pick.onDidChangeActive(([active]) => {
      // The first row that can be chosen; in the list of before, nothing that can be chosen had its place.
      if (active === pick.items.find(({ does }) => does !== 'nothing')) drawn = true;
    });
    pick.onDidAccept(() => {
      // Enter can come before the row for what was typed is drawn; where it can mean one thing only, it does.
      const typed = typedItems(to, pick.value);
      const selected = drawn || typed.length === 0 ? pick.selectedItems[0] : undefined;
      const item = selected ?? (typed.length === 1 ? typed[0] : undefined);
      if (item?.does === 'take') answer({ reply: 'value', value: item.found });
      if (item?.does === 'read') void read(item.type, item.typed);
    });
    pick.onDidTriggerButton(() => answer({ reply: 'back' }));
    pick.onDidHide(() => answer({ reply: 'left' }));
    pick.show();
  });
}

/** What was typed, once for each type of target that it can be. */
function typedItems({ kind }: OpenAccount, value: string): Item[] {
  const typed = value.trim();
  if (typed === '') return [];
  return kind.capabilities.targets.map(({ type, label, idLabel }) => ({
    label: `$(search) ${label.charAt(0).toUpperCase()}${label.slice(1)} ${verbatim(typed)}`,
    description: idLabel,
    alwaysShow: true,
    does: 'read',
    type,
    typed,
  }));
}

function recentItems(recent: readonly Target[]): Item[] {
  if (recent.length === 0) return [];
  const heading: Item = { label: 'Recent', kind: vscode.QuickPickItemKind.Separator, does: 'nothing' };
  return [
    heading,
    ...recent.map((target): Item => ({
      ...targetRow(target),
      does: 'read',
      type: target.type,
      typed: target.id,
    })),
  ];
}

function foundItems(check: TargetCheck): Item[] {
  switch (check.state) {
    case 'choose':
      return check.targets.map((target) => ({
        ...targetRow(target),
        alwaysShow: true,
        does: 'take',
        found: { target, notChecked: undefined },
      }));
    case 'notChecked': {
      const { target, message } = check;
      const label = `$(warning) Go on with ${verbatim(target.name ?? target.id)}, not checked`;
      return [
        {
          label,
          detail: verbatim(message),
          alwaysShow: true,
          does: 'take',
          found: { target, notChecked: message },
        },
      ];
    }
    case 'failed':
      return [{ ...sentence(check.message), alwaysShow: true, does: 'nothing' }];
    default:
      return [];
  }
}

/** A row cuts what is too long for it; the second line holds more. */
function sentence(message: string): vscode.QuickPickItem {
  return message.length <= 72
    ? { label: `$(error) ${verbatim(message)}` }
    : { label: '$(error) This will not do', detail: verbatim(message) };
}

function targetRow({ name, type, id }: Target): vscode.QuickPickItem {
  return name === undefined || name === id
    ? { label: verbatim(id), description: verbatim(type) }
    : { label: verbatim(name), description: verbatim(`${type} ${id}`) };
}
