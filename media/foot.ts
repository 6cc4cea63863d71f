import { destination } from './destination.ts';
import { element, setMessage, setText, textElement } from './elements.ts';
import { words } from '../src/form/words.ts';
import { formFields, valueFields } from '../src/model/fields.ts';
import type { Snapshot } from '../src/form/messages.ts';

const send = element('send', HTMLButtonElement);
const cancel = element('cancel', HTMLButtonElement);
const discard = element('discard', HTMLButtonElement);
const status = element('status', HTMLElement);
const line = element('destination', HTMLElement);
const lineText = element('destination-text', HTMLElement);

/** Draws the foot: where the note goes, how far sending it is, and the buttons. `unplaced`: problems of hidden fields. */
export function drawFoot(view: Snapshot, unplaced: readonly string[]): void {
  const { progress } = view;
  const isSending = progress.state === 'sending';
  drawDestination(view);
  // A disabled button loses the focus: it waits on the progress, where a second Enter does nothing.
  const refocus = isSending && document.activeElement === send;
  send.disabled = isSending;
  setText(send, isSending ? words.sending : view.editing ? words.sendChange : words.send);
  setText(discard, view.editing ? words.discardChange : words.discard);
  setText(cancel, progress.state === 'sending' && progress.undo === true ? words.undo : words.cancel);
  cancel.hidden = !isSending;
  discard.hidden = isSending;
  discard.disabled = isEmpty(view);
  element('progress', HTMLElement).hidden = !isSending;
  const message = progress.state === 'sending' || progress.state === 'sent' ? progress.message : '';
  setText(status, isSending && message === '' ? words.sending : message);
  status.className = progress.state;
  setMessage(element('unsaved', HTMLElement), view.unsaved ?? '');
  const failure = progress.state === 'failed' ? progress.message : '';
  setText(
    element('alert', HTMLElement),
    [failure, ...unplaced.filter((text) => text !== failure)].join(' ').trim(),
  );
  if (refocus) status.focus();
}

function drawDestination(view: Snapshot): void {
  const { mark, parts } = destination(view);
  line.dataset['mark'] = mark;
  // A target that was read is announced; what is being typed is not, key by key.
  line.setAttribute('aria-live', mark === 'open' ? 'off' : 'polite');
  if (lineText.textContent === parts.map(({ text }) => text).join('')) return;
  lineText.replaceChildren(
    ...parts.map(({ text, as }) => {
      if (as === undefined) return text;
      const node = textElement(as === 'account' ? 'em' : as === 'name' ? 'strong' : 'span', text, as);
      node.dir = 'auto';
      return node;
    }),
  );
}

function isEmpty({ values, attachment }: Snapshot): boolean {
  const isBlank = valueFields.every((field) => formFields[field].isPreset === true || values[field] === '');
  return isBlank && attachment === null;
}
