import type { DraftStore } from '../drafts/draftStore.ts';
import type { ReceivedFiles } from '../drafts/receivedFiles.ts';
import type { ChosenFile, Draft } from '../model/draft.ts';
import type { DraftStack } from './draftStack.ts';
import type { FormState } from './formState.ts';

/** What changing the files of drafts needs from outside. */
interface DraftFilesParts {
  readonly form: FormState;
  readonly stack: DraftStack;
  readonly drafts: Pick<DraftStore, 'saveSoon' | 'flush'>;
  readonly received: Pick<ReceivedFiles, 'release'>;
  /** Whether this is the draft in the form, under any id that the form may know it by. */
  readonly isInForm: (draftId: string) => boolean;
  /** The draft in the form has changed. */
  readonly save: () => void;
}

/** Adds files to drafts and takes them out again: to the one in the form, and to those that wait. */
export class DraftFiles {
  readonly #parts: DraftFilesParts;

  constructor(parts: DraftFilesParts) {
    this.#parts = parts;
  }

  /** How many files a draft has; none where it is gone. */
  countOf(draftId: string): number {
    return this.#find(draftId)?.attachments.length ?? 0;
  }

  /** Adds a file that the user chose. False: the draft is gone, is just being logged, or takes no files. */
  attach(file: ChosenFile, to: string): boolean {
    return !this.#isBeingLogged(to) && this.add(file, to);
  }

  /** The same, also while the draft is being logged and waits for the files that are being read. */
  add(file: ChosenFile, to: string): boolean {
    return this.#change(to, (files) =>
      files.some(({ uri }) => uri === file.uri) ? files : [...files, file],
    );
  }

  /** Takes a file out again. */
  detach(uri: string, from: string): void {
    if (this.#isBeingLogged(from)) return;
    const { drafts, received } = this.#parts;
    const removed = this.#find(from)?.attachments.filter((file) => file.uri === uri) ?? [];
    this.#change(from, (files) => files.filter((file) => file.uri !== uri));
    // Once the draft on the disk does not refer to it any more.
    const release = () => received.release(removed);
    void drafts.flush().then(release, () => undefined);
  }

  /** Changes the draft that is being logged, which then is on the disk. Failure `storage`. */
  async replace(draft: Draft): Promise<void> {
    const { form, drafts, received, save } = this.#parts;
    const { attachments } = form.draft;
    form.draft = draft;
    save();
    await drafts.flush(draft.id);
    const uris = new Set(draft.attachments.map(({ uri }) => uri));
    void received.release(attachments.filter(({ uri }) => !uris.has(uri)));
  }

  #change(id: string, change: (files: readonly ChosenFile[]) => readonly ChosenFile[]): boolean {
    const { form, stack, drafts, isInForm, save } = this.#parts;
    const draft = this.#find(id);
    if (!draft || draft.edits) return false;
    // The note is what it was when it was checked.
    if (this.#isBeingLogged(id) && form.logging?.isReadingFiles !== true) return false;
    const changed = { ...draft, attachments: [...change(draft.attachments)] };
    if (isInForm(id)) {
      form.draft = changed;
      form.clearProblem('attachment');
      save();
    } else {
      stack.edit(id, () => changed);
      drafts.saveSoon(changed);
    }
    return true;
  }

  #isBeingLogged(id: string): boolean {
    const { form, isInForm } = this.#parts;
    return form.logging !== undefined && isInForm(id);
  }

  /** A draft that is being written here, or waits for the form to be free. */
  #find(id: string): Draft | undefined {
    const { form, stack, isInForm } = this.#parts;
    return isInForm(id) ? form.draft : stack.find(id);
  }
}
