import { render } from 'preact';
import { chipsOf, isChip, type ChipField } from '../src/form/chipWords.ts';
import { formProtocol, type FormAct, type HostMessage, type Snapshot } from '../src/form/messages.ts';
import type { FormMessage } from '../src/form/pageMessages.ts';
import { parseWhen } from '../src/form/whenWords.ts';
import { formFields, type ValueField } from '../src/model/fields.ts';
import { firstWrong, focus, focusedFor, startOf } from './focus.ts';
import { sendPiece, takeFiles } from './givenFiles.ts';
import { firstSnapshot, keep, listen, post } from './host.ts';
import { keepPictures, showPicture } from './pictures.ts';
import { opener } from './placing.ts';
import type { Acts, Opened, PageView } from './props.ts';
import { SearchList } from './searchList.ts';
import {
  afterChoice,
  afterClear,
  afterEdit,
  afterLog,
  afterSnapshot,
  holdsEdits,
  isLogging,
  openForm,
  releasedEdits,
  snapshotToKeep,
  viewOf,
  type PageState,
} from './store.ts';
import { Form } from './view.tsx';

// The script of the form's page: what the user does goes into the state and to the host, and every new state is
// drawn whole. Nothing here decides whether a note is right; the host does.

const form = document.getElementById('form') ?? document.body;
/** Identifies this page: the same HTML, run again, has the same nonce. */
const nonce = document.querySelector('script')?.nonce ?? '';

let state: PageState | undefined;
let page: Omit<PageView, 'isLogging'> = {
  opened: undefined,
  chip: 'duration',
  isRefused: false,
  when: undefined,
  snapshotAt: 0,
  isOutdated: false,
  dropHint: undefined,
};

const list = new SearchList({
  search: (number, text) => post({ type: 'search', number, text }),
  end: () => post({ type: 'endSearch' }),
  choose: (row) => {
    choose((seq, draftId) =>
      row.kind === 'lookUp'
        ? { type: 'lookUp', seq, draftId, text: state === undefined ? '' : viewOf(state).values.target }
        : { type: 'chooseMatch', seq, draftId, key: row.key },
    );
    if (document.activeElement?.id === 'target') focus('text');
  },
  refuse: () => setPage({ isRefused: true }),
  changed: () => draw(),
});

const acts: Acts = {
  edit,
  clearRecipient: () => {
    if (state === undefined || isLogging(state) || state.snapshot.editing !== null) return;
    const next = afterClear(state);
    if (next === state) return;
    post({ type: 'clearRecipient', seq: next.seq, draftId: next.snapshot.draftId });
    setState(next);
    const field = focus('target');
    if (field instanceof HTMLInputElement) field.select();
  },
  chooseTarget: (key) => {
    choose((seq, draftId) => ({ type: 'chooseTarget', seq, draftId, key }));
    focus('text');
  },
  chooseScope: (key) => choose((seq, draftId) => ({ type: 'chooseScope', seq, draftId, key })),
  log,
  forDraft: (type) => {
    if (state !== undefined) post({ type, draftId: state.snapshot.draftId });
  },
  post,
  typeWhen: (typed) => {
    setPage({ when: typed });
    const isNow = ['', 'now'].includes(typed.trim().toLowerCase());
    const at = isNow ? '' : parseWhen(typed, new Date())?.toISOString();
    if (at !== undefined) edit('occurredAt', at);
  },
  pickDate: (instant) => {
    page = { ...page, when: undefined };
    edit('occurredAt', instant);
  },
  open,
  close,
  goToChip: (chip) => {
    if (chip !== page.chip) setPage({ chip });
    focus(chip);
  },
  goToProblem,
};

let isDrawing = false;
let isStale = false;

/** Draws what is newest. Moving the focus while it draws may ask for more: that is drawn at once afterwards. */
function draw(): void {
  isStale = true;
  if (isDrawing) return;
  isDrawing = true;
  while (isStale && state !== undefined) {
    isStale = false;
    render(
      <Form view={viewOf(state)} page={{ ...page, isLogging: isLogging(state) }} list={list} acts={acts} />,
      form,
    );
  }
  isDrawing = false;
}

function setPage(changes: Partial<typeof page>): void {
  page = { ...page, ...changes };
  draw();
}

function setState(next: PageState): void {
  state = next;
  keepPictures(next.snapshot.attachments);
  draw();
  keep(nonce, snapshotToKeep(next));
}

function edit(field: ValueField, value: string): void {
  if (state === undefined) return;
  const next = afterEdit(state, field, value);
  if (next === state) return;
  if (!holdsEdits(next)) post({ type: 'edit', seq: next.seq, draftId: next.snapshot.draftId, field, value });
  if (formFields[field].isAddress === true) page = { ...page, isRefused: false };
  if (field === 'account') list.close();
  setState(next);
}

function choose(message: (seq: number, draftId: string) => FormMessage): void {
  if (state === undefined || isLogging(state)) return;
  const next = afterChoice(state);
  post(message(next.seq, next.snapshot.draftId));
  page = { ...page, isRefused: false };
  setState(next);
}

function log(then: 'nothing' | 'followUp'): void {
  if (state === undefined || page.isOutdated || isLogging(state)) return;
  if (isWhenUnclear()) return showChip('occurredAt');
  // Whom the host still knows as chosen is not on the screen any more.
  if (viewOf(state).recipient.state === 'search' && state.snapshot.recipient.state === 'chosen') {
    setPage({ isRefused: true });
    focus('target');
    return;
  }
  page = { ...page, opened: undefined };
  list.close();
  const next = afterLog(state);
  post({ type: 'log', seq: next.seq, draftId: next.snapshot.draftId, then });
  setState(next);
}

/** Whether a time was typed that nobody understands: the note would be logged with another one. */
function isWhenUnclear(): boolean {
  const date = document.getElementById('when-date');
  if (date instanceof HTMLInputElement && date.validity.badInput) return true;
  const { when } = page;
  return when !== undefined && when.trim() !== '' && parseWhen(when, new Date()) === undefined;
}

/** Takes the host's snapshot, and moves the focus where it leads: never away from another view. */
function receive(snapshot: Snapshot): void {
  page = { ...page, snapshotAt: performance.now() };
  const before = state;
  if (before === undefined) {
    setState(openForm(snapshot));
    return;
  }
  const next = afterSnapshot(before, snapshot);
  for (const { seq, field, value } of releasedEdits(before, next))
    post({ type: 'edit', seq, draftId: snapshot.draftId, field, value });
  const isOther = before.snapshot.draftId !== snapshot.draftId;
  if (isOther) {
    page = { ...page, isRefused: false, when: undefined, opened: undefined };
    list.close();
  }
  setState(next);
  if (!document.hasFocus()) return;
  if (isOther && snapshot.logged?.entryId === before.snapshot.draftId && viewOf(next).values.text === '')
    focus(startOf(viewOf(next)));
  else if (!isOther && isLogging(before) && !isLogging(next) && snapshot.problems.length > 0) goToProblem();
  // What had the focus is gone, such as the search whose customer has been found.
  else if (document.activeElement === document.body) focus(startOf(viewOf(next)));
}

/** Opens something, or closes it where it is open. */
function open(opened: Opened): void {
  if (page.opened === opened) setPage({ opened: undefined });
  else setPage(isChip(opened) ? { opened, chip: opened } : { opened });
}

/** Opens a chip's box, where the form has that chip. */
function showChip(chip: ChipField): void {
  if (state !== undefined && chipsOf(viewOf(state)).includes(chip)) setPage({ opened: chip, chip });
}

function close(refocus: boolean): void {
  const { opened } = page;
  if (opened === undefined) return;
  const isDone = opened === 'occurredAt' && !isWhenUnclear();
  // The button has to have the focus before its box goes: else the page would lose it.
  if (refocus) opener(opened === 'menu' ? 'details' : opened)?.focus();
  setPage({ opened: undefined, ...(isDone && { when: undefined }) });
}

/** Puts the focus on the first field that is wrong. */
function goToProblem(): void {
  if (state === undefined) return;
  const view = viewOf(state);
  const field = firstWrong(view, page.isRefused);
  if (isChip(field)) showChip(field);
  else if (field !== undefined) focus(focusedFor(field, view));
}

function said(message: HostMessage): void {
  switch (message.type) {
    case 'snapshot':
      return receive(message);
    case 'matches':
      return list.receive(message);
    case 'act':
      return act(message.act, message.at);
    case 'preview':
      showPicture(message);
      return draw();
    case 'fileWanted':
      return sendPiece(message);
    default:
      return message satisfies never;
  }
}

/** What a key or a command of the editor asks for. */
function act(name: FormAct, at: number | null): void {
  if (state === undefined) return;
  const view = viewOf(state);
  switch (name) {
    case 'focusStart':
      focus(startOf(view));
      return;
    case 'focusText': {
      const field = focus('text');
      if (at !== null && field instanceof HTMLTextAreaElement) field.setSelectionRange(at, at);
      return;
    }
    case 'toggleCall':
      return setKind(view.values.kind === 'call' ? 'note' : 'call');
    case 'setTime':
      return showChip('occurredAt');
    case 'setDuration':
      setKind('call');
      return showChip('duration');
    case 'attach':
      return view.files.canAttach ? acts.forDraft('attach') : showChip('attachment');
    case 'log':
      return log('nothing');
    default:
      return name satisfies never;
  }
}

function setKind(kind: 'note' | 'call'): void {
  if (state === undefined) return;
  const { editing, shape } = viewOf(state);
  if (editing === null && shape.kinds.includes(kind)) edit('kind', kind);
}

/** Escape closes what is open, then leads back to the editor. */
function escape(): void {
  if (page.opened !== undefined) return close(true);
  if (state?.snapshot.logging?.canCancel === true) post({ type: 'cancel' });
  else post({ type: 'leave' });
}

document.addEventListener('keydown', (event) => {
  // What is being composed of several keys is not the form's business yet.
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === 'Escape') escape();
  // Both together are keys of the editor's on macOS.
  if (event.ctrlKey === event.metaKey) return;
  if (event.key === 'Enter' && !event.repeat) {
    event.preventDefault();
    log('nothing');
  }
  // The browser selects all at once. The editor would do so again a moment later, and the next key would overwrite what
  // was typed meanwhile. With a locked Shift key it is an A.
  if (/^a$/i.test(event.key)) event.stopPropagation();
});
document.addEventListener('mousedown', ({ target }) => {
  const { opened } = page;
  if (opened === undefined || !(target instanceof Element)) return;
  if (target.closest('.popup') === null && target.closest('[aria-haspopup]') === null) close(false);
});
window.addEventListener('blur', () => post({ type: 'focus', focused: false }));
window.addEventListener('focus', () => {
  post({ type: 'focus', focused: true });
  if (state !== undefined && document.activeElement === document.body) focus(startOf(viewOf(state)));
});
window.addEventListener('resize', () => draw());
// The time of a call that is being timed goes on.
setInterval(() => {
  if (state?.snapshot.timer?.running === true) draw();
}, 1000);

takeFiles({
  draftId: () => {
    if (state === undefined || page.isOutdated || state.snapshot.editing !== null) return undefined;
    return state.snapshot.draftId;
  },
  hint: (dropHint) => {
    if (dropHint !== page.dropHint) setPage({ dropHint });
  },
});
listen({ said, otherVersion: () => setPage({ isOutdated: true }) });
const first = firstSnapshot(nonce, form.dataset['snapshot']);
if (first !== undefined) receive(first);
if (state !== undefined && document.hasFocus()) focus(startOf(viewOf(state)));
post({ type: 'ready', protocol: formProtocol });
if (document.hasFocus()) post({ type: 'focus', focused: true });
