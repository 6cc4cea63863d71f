import { drawAccount } from './account.ts';
import { drawAttachment } from './attachment.ts';
import { drawAuthor } from './author.ts';
import { drawDate, watchDate } from './date.ts';
import { element, language, setField, setMessage, setOptions, setText } from './elements.ts';
import { isShown, rowNames } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import { formFields, valueFields, type FieldControl, type ValueField } from '../src/model/fields.ts';
import type { Snapshot } from '../src/form/messages.ts';

type OnEdit = (field: ValueField, value: string) => void;

/** What the script does with one kind of control. */
interface Control {
  /** Calls `onEdit` with what the user makes of the field. */
  readonly watch: (field: ValueField, onEdit: OnEdit) => void;
  readonly draw: (field: ValueField, view: Snapshot) => void;
}

const kinds = (['note', 'call'] as const).map((kind) => element(`kind-${kind}`, HTMLInputElement));

const select: Control = {
  watch: (field, onEdit) => {
    const control = element(field, HTMLSelectElement);
    control.addEventListener('input', () => onEdit(field, control.value));
  },
  draw: (field, view) => {
    const control = element(field, HTMLSelectElement);
    control.hidden = !isShown(field, view);
    control.disabled = isFixed(view);
  },
};

const text: Control = {
  watch: (field, onEdit) => {
    const control = typedInto(field);
    control.addEventListener('input', () => onEdit(field, control.value));
  },
  draw: (field, view) => {
    const control = typedInto(field);
    setField(control, view.values[field]);
    control.readOnly = isSending(view);
  },
};

const elsewhere: Control = { watch: () => undefined, draw: () => undefined };

const controls: Readonly<Record<FieldControl, Control>> = {
  account: {
    watch: select.watch,
    draw: (field, view) => {
      drawAccount(view);
      select.draw(field, view);
    },
  },
  segments: {
    watch: (field, onEdit) => {
      for (const radio of kinds) radio.addEventListener('input', () => onEdit(field, radio.value));
    },
    draw: (field, view) => {
      for (const radio of kinds) {
        radio.checked = radio.value === view.values[field];
        radio.disabled = isFixed(view);
        const segment = radio.parentElement;
        if (segment !== null) segment.hidden = !view.shape.kinds.includes(radio.value);
      }
    },
  },
  select: {
    watch: select.watch,
    draw: (field, view) => {
      const options = view.shape.targets.map(({ type, label }) => ({ value: type, label }));
      setOptions(element(field, HTMLSelectElement), options, view.values[field]);
      select.draw(field, view);
    },
  },
  textarea: {
    watch: text.watch,
    draw: (field, view) => {
      text.draw(field, view);
      setText(element('text-format', HTMLElement), words.textFormats[view.textFormat]);
      drawCount(view.values[field].length, view.shape.longestText);
    },
  },
  text,
  author: {
    watch: text.watch,
    draw: (field, view) => {
      drawAuthor(view);
      text.draw(field, view);
    },
  },
  datetime: {
    watch: (field, onEdit) => watchDate((value) => onEdit(field, value)),
    draw: (field, view) => drawDate(view.draftId, view.values[field], isSending(view)),
  },
  // media/target.ts looks after the target; a file has no value as text.
  search: elsewhere,
  file: elsewhere,
};

/** Listens to the fields, except the target's own, which media/target.ts looks after. */
export function watchFields(onEdit: OnEdit): void {
  for (const field of valueFields) controls[formFields[field].control].watch(field, onEdit);
}

/** Draws every field but the target's. While a note is being sent nothing can be changed. */
export function drawFields(view: Snapshot): void {
  drawEditing(view);
  for (const row of document.querySelectorAll<HTMLElement>('[data-row]')) {
    const name = rowNames.find((known) => known === row.dataset['row']);
    // Without a choice of accounts the row says which one it is.
    if (name !== undefined && name !== 'account') row.hidden = !isShown(name, view);
  }
  for (const field of valueFields) controls[formFields[field].control].draw(field, view);
  drawAttachment(view);
}

function typedInto(field: ValueField): HTMLInputElement | HTMLTextAreaElement {
  return formFields[field].control === 'textarea'
    ? element(field, HTMLTextAreaElement)
    : element(field, HTMLInputElement);
}

function isSending(view: Snapshot): boolean {
  return view.progress.state === 'sending';
}

/** Account, kind and target of a stored note cannot be changed. */
function isFixed(view: Snapshot): boolean {
  return isSending(view) || view.editing !== undefined;
}

/** Says what is being changed, with the day by this browser's clock. */
function drawEditing({ editing, values }: Snapshot): void {
  const banner = element('editing', HTMLElement);
  if (editing === undefined) return setMessage(banner, '');
  const heading = words.editing[values.kind === 'call' ? 'call' : 'note'];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const of = editing.createdAt === '' ? '' : words.editingOf + format.format(new Date(editing.createdAt));
  setMessage(banner, `${heading}${of}.${editing.hint === '' ? '' : ` ${editing.hint}`}`);
}

/** Shown from four fifths of the limit on; before that it would only distract. */
function drawCount(length: number, longest: number | null): void {
  const count = element('text-count', HTMLElement);
  const format = new Intl.NumberFormat(language);
  const isNear = longest !== null && length > longest * 0.8;
  setMessage(count, isNear ? `${format.format(length)} / ${format.format(longest)}` : '');
  count.classList.toggle('over', isNear && length > longest);
}
