import { element, language, setMessage } from './elements.ts';
import { sizeText } from './size.ts';
import { words } from '../src/form/words.ts';
import type { Snapshot } from '../src/form/messages.ts';

const attach = element('attach', HTMLButtonElement);
const detach = element('detach', HTMLButtonElement);

/** Draws the attached file, or the button that asks for one. */
export function drawAttachment({ attachment, shape, progress }: Snapshot): void {
  const isSending = progress.state === 'sending';
  setMessage(element('attachment-name', HTMLElement), attachment?.name ?? '');
  const size = attachment === null ? '' : sizeText(attachment.size, language);
  setMessage(element('attachment-size', HTMLElement), size);
  attach.hidden = attachment !== null || !shape.fields.includes('attachment');
  detach.hidden = attachment === null;
  detach.setAttribute('aria-label', `${words.detach} ${attachment?.name ?? ''}`);
  attach.disabled = isSending;
  detach.disabled = isSending;
}
