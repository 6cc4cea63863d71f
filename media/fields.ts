import { element, setField, setMessage, setOptions, setText } from './elements.ts';
import { sizeText } from './size.ts';
import { instantFromLocal, localFromInstant } from './time.ts';
import { accountTitle, rowsFor } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import type { EditableField, Snapshot } from '../src/form/messages.ts';

const language = document.documentElement.lang;
const account = element('account', HTMLSelectElement);
const targetType = element('targetType', HTMLSelectElement);
const text = element('text', HTMLTextAreaElement);
const author = element('author', HTMLInputElement);
const authors = element('authors', HTMLDataListElement);
const occurredAt = element('occurredAt', HTMLInputElement);
const duration = element('duration', HTMLInputElement);
const attach = element('attach', HTMLButtonElement);
const detach = element('detach', HTMLButtonElement);
const kinds = (['note', 'call'] as const).map((kind) => element(`kind-${kind}`, HTMLInputElement));

let leftPartly = false;
let drawnDraft = '';

/** Listens to the fields, except the target's own, which media/target.ts looks after. */
export function watchFields(onEdit: (field: EditableField, value: string) => void): void {
  const plain = [
    ['account', account],
    ['targetType', targetType],
    ['text', text],
    ['author', author],
    ['duration', duration],
  ] as const;
  for (const [field, control] of plain) control.addEventListener('input', () => onEdit(field, control.value));
  for (const radio of kinds) radio.addEventListener('input', () => onEdit('kind', radio.value));
  limitToNow();
  occurredAt.addEventListener('focus', limitToNow);
  occurredAt.addEventListener('input', () => {
    // A half-typed date reads as an empty one, which would mean "now": it is no edit until it is whole.
    if (!isPartlyTyped()) onEdit('occurredAt', instantFromLocal(occurredAt.value));
  });
}

/** To be called when the date is left, and before it counts: whether it is neither whole nor empty. */
export function leaveDate(): boolean {
  leftPartly = isPartlyTyped();
  return leftPartly;
}

/** Whether the date was left half typed, and still is. While it is being typed that is no mistake. */
export function isDateLeftPartly(): boolean {
  return leftPartly && isPartlyTyped();
}

/** The browser alone knows what stands in a date that is not whole: its value reads as empty. */
function isPartlyTyped(): boolean {
  return occurredAt.validity.badInput;
}

/** Draws every field but the target's. While a note is being sent nothing can be changed. */
export function drawFields(view: Snapshot): void {
  const { values, shape } = view;
  const busy = view.progress.state === 'sending';
  const fixed = busy || view.editing !== undefined;
  drawEditing(view);
  drawRows(view);
  drawAccount(view);
  for (const radio of kinds) {
    radio.checked = radio.value === values.kind;
    radio.disabled = fixed;
    const segment = radio.parentElement;
    if (segment !== null) segment.hidden = !shape.kinds.includes(radio.value);
  }
  setOptions(
    targetType,
    shape.targets.map(({ type, label }) => ({ value: type, label })),
    values.targetType,
  );
  // Not `type=email`: the browser would rewrite what was typed (spaces, other scripts' domains).
  author.inputMode = shape.author === 'email' ? 'email' : 'text';
  setText(element('author-hint', HTMLElement), shape.author === null ? '' : words.authorHints[shape.author]);
  drawAuthors(view.authors);
  setField(text, values.text);
  setField(author, values.author);
  setField(duration, values.duration);
  // What is half typed stays, unless it was part of a draft that is gone.
  if (view.draftId !== drawnDraft) occurredAt.value = localFromInstant(values.occurredAt);
  else if (instantFromLocal(occurredAt.value) !== values.occurredAt && !isPartlyTyped())
    setField(occurredAt, localFromInstant(values.occurredAt));
  drawnDraft = view.draftId;
  setText(element('text-format', HTMLElement), words.textFormats[view.textFormat]);
  drawCount(values.text.length, shape.longestText);
  drawAttachment(view, busy);
  for (const field of [text, author, occurredAt, duration]) field.readOnly = busy;
  for (const select of [account, targetType]) select.disabled = fixed;
}

/** Says what is being changed, with the day by this browser's clock. */
function drawEditing({ editing, values, textFormat }: Snapshot): void {
  const banner = element('editing', HTMLElement);
  if (editing === undefined) return setMessage(banner, '');
  const what = words.editing[values.kind === 'call' ? 'call' : 'note'];
  const kept = textFormat === 'markdown' ? words.editingMarkdown : words.editingFormatted;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const of = editing.createdAt === '' ? '' : words.editingOf + format.format(new Date(editing.createdAt));
  setMessage(banner, `${what}${of}.${editing.formatted ? ` ${kept}` : ''}`);
}

/** Not drawn anew while it is the same: the list may be open. */
function drawAuthors(seen: readonly string[]): void {
  const drawn = [...authors.options].map(({ value }) => value);
  if (JSON.stringify(drawn) === JSON.stringify(seen)) return;
  authors.replaceChildren(
    ...seen.map((value) => {
      const option = document.createElement('option');
      option.value = value;
      return option;
    }),
  );
}

function drawRows(view: Snapshot): void {
  const rows = rowsFor(view);
  const optional = ['kind', 'author', 'occurredAt', 'duration', 'attachment'] as const;
  for (const row of document.querySelectorAll<HTMLElement>('[data-row]')) {
    const name = optional.find((known) => known === row.dataset['row']);
    if (name !== undefined) row.hidden = !rows[name];
  }
  targetType.hidden = !rows.targetType;
  account.hidden = !rows.account;
  for (const label of account.labels) label.hidden = !rows.account;
  for (const id of ['account-heading', 'account-line']) element(id, HTMLElement).hidden = rows.account;
}

function drawAccount({ accounts, values }: Snapshot): void {
  setOptions(
    account,
    accounts.map((each) => ({ value: each.id, label: accountTitle(each) })),
    values.account,
  );
  const chosen = accounts.find(({ id }) => id === values.account);
  setText(
    element('account-name', HTMLElement),
    chosen === undefined ? words.noAccount : accountTitle(chosen),
  );
}

/** Shown when four fifths are used; before that it would only be noise. */
function drawCount(length: number, longest: number | null): void {
  const count = element('text-count', HTMLElement);
  const format = new Intl.NumberFormat(language);
  const near = longest !== null && length > longest * 0.8;
  setMessage(count, near ? `${format.format(length)} / ${format.format(longest)}` : '');
  count.classList.toggle('over', near && length > longest);
}

function drawAttachment({ attachment, shape }: Snapshot, busy: boolean): void {
  setMessage(element('attachment-name', HTMLElement), attachment?.name ?? '');
  const size = attachment === null ? '' : sizeText(attachment.size, language);
  setMessage(element('attachment-size', HTMLElement), size);
  attach.hidden = attachment !== null || !shape.attachment;
  detach.hidden = attachment === null;
  detach.setAttribute('aria-label', `${words.detach} ${attachment?.name ?? ''}`);
  attach.disabled = busy;
  detach.disabled = busy;
}

/** Not while a date is half typed: the browser clears it when its limit changes. */
function limitToNow(): void {
  if (!isPartlyTyped()) occurredAt.max = localFromInstant(new Date().toISOString());
}
