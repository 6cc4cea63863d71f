import { element, setMessage } from './elements.ts';
import { leaveDate } from './date.ts';
import { drawFields, watchFields } from './fields.ts';
import { drawFoot } from './foot.ts';
import { firstSnapshot, keep, listen, post } from './host.ts';
import { drawProblems, focusFirstProblem } from './problems.ts';
import {
  afterEdit,
  isSending,
  snapshotToKeep,
  openForm,
  afterSnapshot,
  afterSend,
  viewOf,
  type PageState,
} from './store.ts';
import { drawTarget, receiveMatches, watchTarget } from './target.ts';
import { formProtocol, type Snapshot } from '../src/form/messages.ts';
import { words } from '../src/form/words.ts';
import { formFields, type ValueField } from '../src/model/fields.ts';

// The script of the form's page: what the user does goes into the state and to the host, and every new state is
// drawn whole. Nothing here decides whether a note is right; the host does.

const form = element('form', HTMLElement);
/** Identifies this page: the same HTML, run again, has the same nonce. */
const page = document.querySelector('script')?.nonce ?? '';
let state: PageState | undefined;
let isOutdated = false;

function setState(next: PageState): void {
  const before = state;
  state = next;
  draw();
  keep(page, snapshotToKeep(next));
  // Another draft is shown from its beginning: whom it is for, and whether it changes a stored note.
  if (before !== undefined && isOther(before, next) && next.snapshot.progress.state !== 'sent')
    scrollTo(0, 0);
  if (before !== undefined && isSending(before) && !isSending(next)) settle(viewOf(next));
}

function isOther(before: PageState, next: PageState): boolean {
  return before.snapshot.draftId !== next.snapshot.draftId;
}

function draw(): void {
  if (state === undefined) return;
  const view = viewOf(state);
  drawFields(view);
  drawTarget(view);
  drawFoot(view, drawProblems(view));
  if (isOutdated) element('send', HTMLButtonElement).disabled = true;
}

/** After a send the focus goes to what is wrong, or back to the start; never away from another view. */
function settle(view: Snapshot): void {
  if (!document.hasFocus()) return;
  if (view.progress.state === 'failed' && focusFirstProblem()) return;
  const focused = document.activeElement?.id ?? '';
  if (focused === '' || focused === 'status')
    element(view.progress.state === 'sent' ? 'target' : 'send', HTMLElement).focus();
}

function edit(field: ValueField, value: string): void {
  if (state === undefined) return;
  const next = afterEdit(state, field, value);
  if (next === state) return;
  post({ type: 'edit', seq: next.seq, draftId: next.snapshot.draftId, field, value });
  setState(next);
  // The target's own field is checked when the user leaves it.
  if (formFields[field].isAddress && field !== 'target') checkTarget('none');
}

function checkTarget(...when: readonly Snapshot['check']['state'][]): void {
  if (state === undefined) return;
  const { values, check } = viewOf(state);
  if (values.target.trim() !== '' && when.includes(check.state)) post({ type: 'checkTarget' });
}

function send(): void {
  if (state === undefined || isOutdated || isSending(state)) return;
  if (leaveDate()) {
    draw();
    focusFirstProblem();
    return;
  }
  const next = afterSend(state);
  post({ type: 'send', seq: next.seq, draftId: next.snapshot.draftId });
  setState(next);
}

/** Acts on the draft that the user sees. */
function forShownDraft(act: (draftId: string) => void): void {
  if (state !== undefined) act(state.snapshot.draftId);
}

function onClick(id: string, act: () => void): void {
  element(id, HTMLButtonElement).addEventListener('click', act);
}

watchFields(edit);
watchTarget({
  typed: (value) => edit('target', value),
  // Leaving the field as it was costs no request.
  left: () => checkTarget('none'),
  enterPressed: () => checkTarget('none', 'notChecked', 'failed'),
  chooseTarget: ({ type, id }) =>
    forShownDraft((draftId) => post({ type: 'chooseTarget', draftId, targetType: type, id })),
  search: (number, text, within) => post({ type: 'search', number, text, within }),
  end: () => post({ type: 'endSearch' }),
  chooseRow: (key) => forShownDraft((draftId) => post({ type: 'chooseMatch', draftId, key })),
});
onClick('send', send);
onClick('cancel', () => post({ type: 'cancel' }));
onClick('discard', () => forShownDraft((draftId) => post({ type: 'discard', draftId })));
onClick('attach', () => forShownDraft((draftId) => post({ type: 'attach', draftId })));
onClick('detach', () => forShownDraft((draftId) => post({ type: 'detach', draftId })));
onClick('add-account', () => post({ type: 'addAccount' }));
element('occurredAt', HTMLInputElement).addEventListener('blur', () => {
  leaveDate();
  draw();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat) return;
  event.preventDefault();
  send();
});

listen({
  snapshot: (snapshot) => setState(state === undefined ? openForm(snapshot) : afterSnapshot(state, snapshot)),
  matches: receiveMatches,
  otherVersion: () => {
    isOutdated = true;
    setMessage(element('reload', HTMLElement), words.reload);
    element('send', HTMLButtonElement).disabled = true;
  },
});
const first = firstSnapshot(page, form.dataset['snapshot']);
if (first !== undefined) setState(openForm(first));
post({ type: 'ready', protocol: formProtocol });
