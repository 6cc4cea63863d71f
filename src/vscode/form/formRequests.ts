import * as vscode from '../editor.ts';
import { assertNever, Failure } from '../../base/failure.ts';
import type { HostMessage } from '../../form/messages.ts';
import type { FormMessage } from '../../form/pageMessages.ts';
import { tellChanged } from '../outbox/currentEntry.ts';
import { discardDraft } from '../discardDraft.ts';
import { callBegan, stopCallTimer } from '../commands/callTimer.ts';
import { followUp } from '../commands/followUps.ts';
import { openEntry } from '../commands/openEntry.ts';
import { openStoredNote } from '../commands/openNote.ts';
import { openPage } from '../commands/recentNotes.ts';
import { resolveWaiting } from '../commands/resolveWaiting.ts';
import { lookAtRepository } from '../folders/lookAtRepository.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/form.ts';
import { FormFileRequests } from './formFileRequests.ts';
import { customerOf } from './snapshot.ts';

/** What the page says once it listens. */
export type FormRequest = Exclude<FormMessage, { type: 'ready' }>;

/** What the requests ask of the view. */
interface ViewEvents {
  /** The page's edit of this number has been seen. */
  readonly seen: (seq: number) => void;
  readonly show: () => void;
  readonly showMatches: () => void;
  readonly post: (message: HostMessage) => void;
}

/** Does what the user does in the form. */
export class FormRequests {
  readonly #services: Services;
  readonly #view: ViewEvents;
  readonly #files: FormFileRequests;

  constructor(services: Services, view: ViewEvents) {
    this.#services = services;
    this.#view = view;
    this.#files = new FormFileRequests(services, view.post);
  }

  /** The page is gone, and with it what it held. */
  pageGone(): void {
    void this.#services.formFocus.set(false);
    this.#files.pageGone();
  }

  /** Never rejects: what goes wrong is told and logged. */
  async answer(message: FormRequest): Promise<void> {
    const { composer, log } = this.#services;
    if ('seq' in message) {
      this.#view.seen(message.seq);
      this.#view.show();
    }
    // What was done to another draft than the one in the form is not done to that.
    const isForDraft = 'draftId' in message && message.type !== 'edit';
    if (isForDraft && !composer.isInForm(message.draftId)) return;
    try {
      await this.#act(message);
    } catch (error) {
      log.error(`Form: ${message.type} failed`, error);
      if (Failure.is(error)) void vscode.window.showErrorMessage(verbatim(error.message));
    }
  }

  async #act(message: FormRequest): Promise<void> {
    const { composer, recent } = this.#services;
    const { recipient } = composer;
    switch (message.type) {
      case 'edit':
        composer.edit(message.field, message.value, message.draftId);
        break;
      case 'search':
        await recent.load();
        recipient.finder.search({ number: message.number, text: message.text });
        this.#view.showMatches();
        // Whom the repository suggests comes as more of the same answer.
        if (message.text === '') void lookAtRepository(this.#services).then(() => this.#view.showMatches());
        break;
      case 'endSearch':
        // After the question that it ends.
        await recent.load();
        recipient.finder.end();
        break;
      case 'chooseMatch':
        recipient.chooseMatch(message.key);
        break;
      case 'lookUp':
        await recipient.lookUp(message.text);
        break;
      case 'chooseTarget':
        recipient.chooseFound(message.key);
        break;
      case 'clearRecipient':
        recipient.clear();
        break;
      case 'chooseScope':
        recipient.chooseScope(message.key);
        break;
      case 'pin':
        await this.#pin(message.pinned);
        break;
      case 'openCustomerPage':
        await this.#openPage();
        break;
      case 'openLastNote':
        await this.#openLastNote();
        break;
      case 'startTimer':
        await this.#startTimer();
        break;
      case 'stopTimer':
        await stopCallTimer(this.#services);
        break;
      case 'attach':
      case 'attachUris':
      case 'detach':
      case 'fileBegin':
      case 'fileChunk':
      case 'fileGone':
      case 'preview':
        await this.#files.answer(message);
        break;
      case 'log':
        await this.#log(message.then);
        break;
      case 'cancel':
        composer.cancel();
        break;
      case 'undo':
        await this.#undo(message.entryId);
        break;
      case 'openLogged':
        await openEntry(this.#services, message.entryId);
        break;
      case 'resolve':
        await this.#resolve(message.entryId);
        break;
      case 'discard':
        await discardDraft(this.#services);
        break;
      case 'addAccount':
        await vscode.commands.executeCommand('notelog.addAccount');
        break;
      case 'template':
        await vscode.commands.executeCommand('notelog.newFromTemplate');
        break;
      case 'focus':
        await this.#services.formFocus.set(message.focused);
        break;
      case 'leave':
        // First, so that no key that is pressed in the editor next is taken for one of the form.
        await this.#services.formFocus.set(false);
        await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
        break;
      default:
        assertNever(message);
    }
  }

  async #log(then: Extract<FormRequest, { type: 'log' }>['then']): Promise<void> {
    const entry = await this.#services.composer.log();
    if (entry && then === 'followUp') await followUp(this.#services, entry.accountId, entry.note.target);
  }

  async #undo(entryId: string): Promise<void> {
    if ((await this.#services.composer.undo(entryId)) === 'changed')
      void vscode.window.showInformationMessage(verbatim(words.cannotUndo()));
  }

  /** Opens what a logged note waits for: the key's box, both versions, the question whether it was saved, the form. */
  async #resolve(entryId: string): Promise<void> {
    const entry = this.#services.outbox.get(entryId);
    if (entry) await resolveWaiting(this.#services, { row: 'entry', key: entryId, entry, under: undefined });
    else tellChanged(this.#services, entryId);
  }

  async #pin(pinned: boolean): Promise<void> {
    const { composer, recent } = this.#services;
    const customer = customerOf(composer);
    const { id } = composer.account.account;
    if (customer) await (pinned ? recent.pin(id, customer) : recent.unpin(id, customer));
    this.#view.show();
  }

  async #openPage(): Promise<void> {
    const { composer } = this.#services;
    const { target } = composer.recipient;
    const { account } = composer.account;
    if (!target) return;
    await openPage(this.#services, target.url, account);
  }

  async #openLastNote(): Promise<void> {
    const { composer, lastNotes } = this.#services;
    const customer = customerOf(composer);
    const last = customer && lastNotes.of(composer.account, customer);
    if (last?.state !== 'note') return;
    const { account } = composer.account;
    await openStoredNote(this.#services, { note: last.note, account });
  }

  /** Whoever times a call is about to log one. */
  async #startTimer(): Promise<void> {
    const { composer, timer } = this.#services;
    const { target } = composer.recipient;
    const { account, kind } = composer.account;
    if (!target || !kind.capabilities.kinds.includes('call')) return;
    await timer.start(account.id, target);
    if (composer.draft.edits === undefined) await callBegan(this.#services, { account, target });
  }
}
