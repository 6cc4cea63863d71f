import { chunkSize } from '../src/form/messages.ts';
import { post } from './host.ts';

/** What the page does with files that are given to it. */
interface Form {
  /** The draft that takes them; undefined: none does now. */
  readonly draftId: () => string | undefined;
  /** What the user has to know of dropping: shown while something is dragged over the page. */
  readonly hint: (hint: 'shift' | 'drop' | undefined) => void;
}

/** How long the hint stays when the editor tells the page nothing more of what is dragged (milliseconds). */
const hintTime = 4000;

/** Files that are taken at once: more than a note can have, so that the host says that there are too many. */
const mostAtOnce = 100;

const given = new Map<string, File>();
let count = 0;

/** Takes files that are pasted or dropped. Nothing is read before the host asks for it. */
export function takeFiles(form: Form): void {
  let timer = 0;
  const hint = (now: 'shift' | 'drop' | undefined) => {
    clearTimeout(timer);
    if (now !== undefined) timer = setTimeout(() => form.hint(undefined), hintTime);
    form.hint(now);
  };
  document.addEventListener('paste', (event) => {
    const data = event.clipboardData;
    const draftId = form.draftId();
    // Programs add a picture of the text that was copied: what is wanted then is the text.
    if (!data || draftId === undefined || data.files.length === 0 || data.types.includes('text/plain'))
      return;
    event.preventDefault();
    for (const file of Array.from(data.files).slice(0, mostAtOnce)) begin(draftId, file, false);
  });
  // Without Shift the editor keeps what is dragged to itself: no more than this event comes.
  document.addEventListener('dragenter', (event) => {
    if (holdsFiles(event) && form.draftId() !== undefined) hint(event.shiftKey ? 'drop' : 'shift');
  });
  document.addEventListener('dragover', (event) => {
    if (!holdsFiles(event) || form.draftId() === undefined) return;
    event.preventDefault();
    hint('drop');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) hint(undefined);
  });
  document.addEventListener('drop', (event) => {
    const data = event.dataTransfer;
    const draftId = form.draftId();
    if (!data || draftId === undefined || !holdsFiles(event)) return;
    event.preventDefault();
    hint(undefined);
    const items = [...data.items].filter(({ kind }) => kind === 'file').slice(0, mostAtOnce);
    for (const item of items) {
      const file = item.getAsFile();
      if (file) begin(draftId, file, item.webkitGetAsEntry()?.isDirectory === true);
    }
    const uris = data.getData('text/uri-list').split(/\r?\n/);
    if (items.length === 0)
      post({
        type: 'attachUris',
        draftId,
        uris: uris.filter((uri) => uri !== '' && !uri.startsWith('#')).slice(0, mostAtOnce),
      });
  });
}

/** The host wants a piece of a file. */
export function sendPiece({ key, index }: { readonly key: string; readonly index: number }): void {
  const file = given.get(key);
  const from = index * chunkSize;
  const gone = () => {
    given.delete(key);
    post({ type: 'fileGone', key });
  };
  if (!file) return gone();
  file
    .slice(from, from + chunkSize)
    .arrayBuffer()
    .then((bytes) => {
      if (from + chunkSize >= file.size) given.delete(key);
      post({ type: 'fileChunk', key, index, bytes: new Uint8Array(bytes) });
    }, gone);
}

function begin(draftId: string, file: File, isFolder: boolean): void {
  // No other page has the same: a failed file of an earlier one may still be shown.
  const key = `${performance.timeOrigin}-${++count}`;
  given.set(key, file);
  post({ type: 'fileBegin', draftId, key, name: file.name, size: file.size, isFolder });
}

/** Links and texts from web pages come with HTML, and are nothing to be attached. */
function holdsFiles({ dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  return types.includes('Files') || (types.includes('text/uri-list') && !types.includes('text/html'));
}
