import { element, setField, setText, textElement } from './elements.ts';
import { targetLabel } from './destination.ts';
import { asHeading, targetTypeFor } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import type { Snapshot } from '../src/form/messages.ts';

type Target = Snapshot['recentTargets'][number];

/** What the target's part of the form asks for. */
export interface TargetEvents {
  readonly typed: (value: string) => void;
  /** The field was left: what is not known yet is asked. */
  readonly left: () => void;
  /** Enter was pressed in it: asked again, even where the last answer was none. */
  readonly entered: () => void;
  readonly choose: (target: Target) => void;
}

const field = element('target', HTMLInputElement);
const box = element('target-box', HTMLElement);
const popup = element('recent', HTMLElement);
const recent = element('recent-list', HTMLUListElement);
const choices = element('choices', HTMLElement);
const choiceList = element('choices-list', HTMLUListElement);

/** The popup was closed on purpose, and stays so until the field is entered again. */
let dismissed = false;

/** Listens to the target field, the recent targets under it and the choice between several. */
export function watchTarget(events: TargetEvents): void {
  field.addEventListener('input', () => {
    dismissed = false;
    events.typed(field.value);
    togglePopup();
  });
  field.addEventListener('blur', events.left);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    events.entered();
  });
  box.addEventListener('focusin', togglePopup);
  box.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && box.contains(event.relatedTarget)) return;
    dismissed = false;
    popup.hidden = true;
  });
  box.addEventListener('keydown', moveInPopup);
  for (const list of [recent, choiceList]) {
    list.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const target = button === null ? undefined : targetOf.get(button);
      if (target === undefined) return;
      dismissed = true;
      field.focus();
      popup.hidden = true;
      events.choose(target);
    });
  }
}

/** Draws the field, its recent targets, and the choice where a typed id stands for several. */
export function drawTarget(view: Snapshot): void {
  const busy = view.progress.state === 'sending';
  const type = targetTypeFor(view);
  setText(element('target-label', HTMLElement), asHeading(type?.label ?? words.target));
  setText(element('target-hint', HTMLElement), type?.idLabel ?? '');
  field.placeholder = type?.placeholder ?? '';
  field.readOnly = busy || view.editing !== undefined;
  setField(field, view.values.target);
  drawButtons(recent, view.recentTargets, view);
  const several = view.check.state === 'choose' ? view.check.targets : [];
  drawButtons(choiceList, several, view);
  choices.hidden = several.length === 0 || busy;
  togglePopup();
}

const targetOf = new WeakMap<HTMLButtonElement, Target>();
const drawn = new WeakMap<HTMLElement, string>();

/** Rebuilt only when they change, so that the focus stays where it is. */
function drawButtons(list: HTMLElement, targets: readonly Target[], view: Snapshot): void {
  const key = JSON.stringify([targets, view.shape.targets]);
  if (drawn.get(list) === key) return;
  drawn.set(list, key);
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

function togglePopup(): void {
  const inside = box.contains(document.activeElement) && document.activeElement?.tagName !== 'SELECT';
  const wanted = inside && field.value === '' && !field.readOnly && !dismissed && recent.children.length > 0;
  popup.hidden = !wanted;
}

/** The arrows walk from the field through the recent targets; Escape closes them. */
function moveInPopup(event: KeyboardEvent): void {
  if (popup.hidden) return;
  if (event.key === 'Escape') {
    dismissed = true;
    field.focus();
    popup.hidden = true;
    return;
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops: readonly HTMLElement[] = [field, ...recent.querySelectorAll('button')];
  const now = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.min(Math.max(now + step, 0), stops.length - 1)]?.focus();
  event.preventDefault();
}
