import * as vscode from '../editor.ts';
import { mediaTypeOf } from '../../compose/mediaType.ts';
import { formProtocol, type HostMessage } from '../../form/messages.ts';
import type { FormMessage } from '../../form/pageMessages.ts';
import { safeName } from '../../storage/safeName.ts';
import * as words from '../../words/formFiles.ts';
import { droppedAddresses } from '../droppedAddresses.ts';
import { fileName } from '../fileName.ts';
import { filesTaken } from '../filesTaken.ts';
import type { Services } from '../services.ts';
import { showForm } from '../showForm.ts';
import { verbatim } from '../verbatim.ts';
import { attachToForm, refusalInForm } from './attachToForm.ts';
import { PageFiles } from './pageFiles.ts';
import { picturesTypes } from './attachedFiles.ts';

/** What the page asks about files. */
type FileMessage = Extract<
  FormMessage,
  { type: 'attach' | 'attachUris' | 'detach' | 'fileBegin' | 'fileChunk' | 'fileGone' | 'preview' }
>;

/** Bytes of a picture that is shown: larger ones are named only. */
const largestPreview = 8_000_000;

/** Takes files into the form's draft: chosen in the host's dialog, dropped from the editor, or given as bytes. */
export class FormFileRequests {
  readonly #services: Services;
  readonly #post: (message: HostMessage) => void;
  readonly #page: PageFiles;

  constructor(services: Services, post: (message: HostMessage) => void) {
    this.#services = services;
    this.#post = post;
    this.#page = new PageFiles((key, index) =>
      post({ type: 'fileWanted', protocol: formProtocol, key, index }),
    );
  }

  /** The page that held what was pasted or dropped is gone. */
  pageGone(): void {
    this.#services.composer.files.pageGone();
  }

  async answer(message: FileMessage): Promise<void> {
    const { composer } = this.#services;
    switch (message.type) {
      case 'attach':
        await this.#attachChosen(message.draftId);
        break;
      case 'attachUris':
        await this.#attachDropped(message.draftId, message.uris);
        break;
      case 'detach':
        if (!composer.files.remove(message.key)) composer.detach(message.key, message.draftId);
        break;
      case 'fileBegin':
        composer.files.begin(
          message,
          (index) => this.#page.read(message.key, message.name, index),
          refusalInForm(this.#services, safeName(message.name, 'file')),
        );
        break;
      case 'fileChunk':
        this.#page.arrived(message.key, message.index, message.bytes);
        break;
      case 'fileGone':
        this.#page.gone(message.key);
        break;
      case 'preview':
        await this.#preview(message.draftId, message.key);
        break;
      default:
        message satisfies never;
    }
  }

  /** The dialog may stay open for long: the files belong to the draft that it was opened for, and to no other. */
  async #attachChosen(draftId: string): Promise<void> {
    const { kind } = this.#services.composer.account;
    if (!filesTaken(kind, 1).canAttach) return;
    const uris = await vscode.window.showOpenDialog({
      title: verbatim(words.attachTitle(kind.title)),
      openLabel: verbatim(words.attachButton()),
      canSelectMany: true,
    });
    await attachToForm(this.#services, draftId, uris ?? []);
    // The dialog leaves the focus to nobody.
    await showForm();
  }

  async #attachDropped(draftId: string, addresses: readonly string[]): Promise<void> {
    for (const each of droppedAddresses(addresses)) {
      if ('file' in each) await attachToForm(this.#services, draftId, [each.file]);
      else this.#refuse(draftId, fileName(each.refused), words.outsideFolders(fileName(each.refused)));
    }
  }

  #refuse(draftId: string, name: string, why: string): void {
    this.#services.composer.files.refuse(draftId, name, why);
  }

  /** Sends a picture that the user has attached to the page, which shows it. Nothing where it is none, or too large. */
  async #preview(draftId: string, key: string): Promise<void> {
    const { composer, sources } = this.#services;
    const file = composer.isInForm(draftId)
      ? composer.draft.attachments.find(({ uri }) => uri === key)
      : undefined;
    const mime = file && mediaTypeOf(file.name);
    if (mime === undefined || !picturesTypes.has(mime)) return;
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of sources.read(key)) {
      size += piece.byteLength;
      if (size > largestPreview) return;
      pieces.push(piece);
    }
    this.#post({ type: 'preview', protocol: formProtocol, draftId, key, mime, bytes: joined(pieces, size) });
  }
}

/** A message takes an array of bytes of its own, and no part of a larger one. */
function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
