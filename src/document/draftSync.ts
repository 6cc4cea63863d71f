import type { Log } from '../base/log.ts';
import { withOneLineEnd } from './documentText.ts';
import type { DraftDocument } from './draftDocument.ts';

/** An editor that refuses a change so often refuses it for another reason than the user's typing. */
const mostTries = 5;

/** A document that is open in the editor. */
export interface EditedDocument {
  /** As it is now. */
  content(): string;
  isClosed(): boolean;
  /** Makes it say this. False: the user has changed it meanwhile, and it stays as it is. */
  change(content: string): Promise<boolean>;
}

interface DraftSyncParts {
  readonly draft: DraftDocument;
  readonly document: EditedDocument;
  readonly log: Log;
  /** The document has been read into the draft. */
  readonly onRead: () => void;
}

/**
 * Keeps a draft and its open document alike. One change of ours is under way at a time, and the document is not read
 * before that has ended: half-way, nobody can tell what of it the user wrote from what the form has replaced.
 */
export class DraftSync {
  readonly #parts: DraftSyncParts;
  #isChanging = false;
  /** Half-way through reading, the draft says what it is not known yet to have from the document. */
  #isReading = false;
  /** Resolves when the last change has ended. */
  #ended: Promise<void> = Promise.resolve();
  /** What the document says after the change that is under way. */
  #coming: string | undefined;
  /** Whether something was written while a note was being logged: it is read afterwards. */
  #isBehind = false;

  constructor(parts: DraftSyncParts) {
    this.#parts = parts;
  }

  /** The document has been opened. */
  opened(): void {
    this.#read('opened');
    this.follow();
  }

  /** The user has changed the document: what the draft says otherwise then goes into it. */
  read(): void {
    if (this.#isChanging || this.#isReading) return;
    this.#read();
    this.follow();
  }

  /** The draft has changed: what it says otherwise goes into the document. */
  follow(): void {
    if (this.#isChanging || this.#isReading) return;
    if (this.#isBehind) this.#read();
    // What could not be read is not written over.
    if (this.#isBehind) return;
    this.#isChanging = true;
    this.#ended = this.#changeDocument();
  }

  /** Resolves when no change is under way, and the draft has all that the document says, unless a note is being logged. */
  async settled(): Promise<void> {
    await this.ended();
    this.read();
  }

  /** Resolves when no change of the document is under way. */
  async ended(): Promise<void> {
    while (this.#isChanging) await this.#ended;
  }

  /** Whether the draft has all of this content, which the document has or had. */
  isKept(content: string): boolean {
    return this.#parts.draft.isKept(content) || withOneLineEnd(content) === this.#coming;
  }

  #read(what: 'opened' | 'changed' = 'changed'): void {
    const { draft, document, onRead } = this.#parts;
    const content = document.content();
    this.#isBehind = false;
    this.#isReading = true;
    try {
      this.#isBehind = !(what === 'opened' ? draft.readOpened(content) : draft.read(content));
    } finally {
      this.#isReading = false;
    }
    onRead();
  }

  async #changeDocument(): Promise<void> {
    const { draft, document, log } = this.#parts;
    try {
      for (let tries = 0; tries < mostTries && !this.#isBehind && !document.isClosed(); tries += 1) {
        const change = draft.next(document.content());
        if (change === undefined) return;
        this.#coming = change.content;
        if (await document.change(change.content)) {
          draft.followed(change);
          tries = 0;
        }
        this.#coming = undefined;
        // What the user typed meanwhile.
        this.#read();
      }
    } catch (error) {
      log.error('A draft’s document cannot be changed', error);
    } finally {
      this.#coming = undefined;
      this.#isChanging = false;
    }
  }
}
