import { element, setField, setText, textElement } from './elements.ts';
import { targetLabel } from './destination.ts';
import { TargetList, type ListEvents } from './targetList.ts';
import { asHeading, targetTypeFor } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import type { Matches, Snapshot } from '../src/form/messages.ts';

type Target = Extract<Snapshot['check'], { state: 'choose' }>['targets'][number];

/** What the target's field asks the page for. */
interface TargetEvents extends ListEvents {
  /** The user left the field. */
  readonly left: () => void;
  readonly chooseTarget: (target: Target) => void;
}

const field = element('target', HTMLInputElement);
const choices = element('choices', HTMLElement);
const choiceList = element('choices-list', HTMLUListElement);

let list: TargetList | undefined;
/** The account, type and draft that the list's rows belong to. */
let context = '';

/** Listens to the target field, the list under it and the choice between several. */
export function watchTarget(events: TargetEvents): void {
  const opened = (list = new TargetList(events));
  const showEmpty = () => {
    if (field.value === '' && !field.readOnly && !opened.isOpen) opened.show();
  };
  field.addEventListener('input', () => {
    events.typed(field.value);
    opened.typed();
  });
  field.addEventListener('focus', showEmpty);
  field.addEventListener('click', showEmpty);
  field.addEventListener('blur', () => {
    opened.close();
    events.left();
  });
  field.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing || field.readOnly) return;
    if (opened.key(event)) event.preventDefault();
  });
  choiceList.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const target = button === null ? undefined : targetOf.get(button);
    if (target === undefined) return;
    field.focus();
    events.chooseTarget(target);
  });
}

/** Hands an answer of the host to the list. */
export function receiveMatches(matches: Matches): void {
  list?.receive(matches);
}

/** Draws the field, and the choice between several targets that a typed id may mean. */
export function drawTarget(view: Snapshot): void {
  const isSending = view.progress.state === 'sending';
  const type = targetTypeFor(view);
  setText(element('target-label', HTMLElement), asHeading(type?.label ?? words.labels.target));
  setText(element('target-hint', HTMLElement), knownName(view) ?? type?.idLabel ?? '');
  field.placeholder = type?.placeholder ?? '';
  field.readOnly = isSending || view.editing !== undefined;
  setField(field, view.values.target);
  const candidates = view.check.state === 'choose' ? view.check.targets : [];
  drawButtons(choiceList, candidates, view);
  choices.hidden = candidates.length === 0 || isSending;
  drawList(view);
}

/** The name of the target whose id is in the field. The foot shows it too, but may be out of sight in a low view. */
function knownName({ check, values }: Snapshot): string | undefined {
  const name = check.state === 'checked' ? check.target.name : undefined;
  return name === values.target.trim() ? undefined : name;
}

/** Each account, type and draft has a list of its own. The list would cover a choice between several targets. */
function drawList({ values, draftId, shape, check }: Snapshot): void {
  if (list === undefined) return;
  const { account, targetType } = values;
  list.isListed = shape.targets.find(({ type }) => type === targetType)?.listed === true;
  const next = JSON.stringify([account, targetType, draftId]);
  const isOther = next !== context;
  context = next;
  if (isOther || field.readOnly || check.state === 'choose') list.close();
  if (isOther && field.value === '' && !field.readOnly && document.activeElement === field) list.show();
}

const targetOf = new WeakMap<HTMLButtonElement, Target>();
const drawnKeys = new WeakMap<HTMLElement, string>();

/** Rebuilt only when they change, so that the focus stays where it is. */
function drawButtons(list: HTMLElement, targets: readonly Target[], view: Snapshot): void {
  const key = JSON.stringify([targets, view.shape.targets]);
  if (drawnKeys.get(list) === key) return;
  drawnKeys.set(list, key);
  list.replaceChildren(
    ...targets.map((target) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'choice';
      const noun = view.shape.targets.length > 1 ? `${targetLabel(view, target.type) ?? target.type} ` : '';
      const name = textElement('span', target.name ?? target.id, 'choice-name');
      name.dir = 'auto';
      button.append(name);
      const detail = target.name === undefined ? noun.trim() : `${noun}${target.id}`;
      if (detail !== '') button.append(textElement('span', detail, 'hint'));
      targetOf.set(button, target);
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}
