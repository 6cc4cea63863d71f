import { randomBytes } from 'node:crypto';
import * as vscode from '../editor.ts';
import type { Composer } from '../../compose/composer.ts';
import { formMessageSchema, formProtocol, type FormMessage } from '../../form/messages.ts';
import { formPage } from '../../form/page.ts';
import { assertNever } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { reasonOf } from '../../compose/explainSend.ts';
import { fileSize } from '../../compose/fileSize.ts';
import { discardDraft } from '../discardDraft.ts';
import { fileName } from '../fileName.ts';
import { tellStoredNote } from '../offerFollowUp.ts';
import type { Services } from '../services.ts';
import { Throttle } from '../../base/throttle.ts';
import { matchesOf } from './matches.ts';
import { snapshotOf } from './snapshot.ts';
import { constant } from '../verbatim.ts';
import { nameOf } from '../label.ts';

/** A full outbox changes many times a second (milliseconds). */
const outboxDelay = 100;

/** A list that fills changes four times a second (milliseconds). */
const fillDelay = 500;

/** The host's side of the form: shows the composer's state, and passes on what the user does. */
export class FormView {
  readonly #services: Services;
  readonly #composer: Composer;
  #view: vscode.WebviewView | undefined;
  /** The last edit that was received; the page keeps what was typed since. */
  #seq = 0;
  #isPosting = false;

  constructor(services: Services) {
    this.#services = services;
    this.#composer = services.composer;
    this.#composer.onChange(() => this.#show());
    const closed = new AbortController();
    services.context.subscriptions.push(
      { dispose: () => closed.abort() },
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('notelog.textFormat')) this.#show();
      }),
    );
    const outboxChanged = new Throttle({
      clock: services.clock,
      delay: () => outboxDelay,
      act: () => this.#show(),
      closed: closed.signal,
    });
    services.outbox.onChange(() => outboxChanged.changed());
    const moreMatches = new Throttle({
      clock: services.clock,
      delay: () => fillDelay,
      act: () => this.#showMatches(),
      closed: closed.signal,
    });
    this.#composer.finder.onChange(() => moreMatches.changed());
  }

  resolve(view: vscode.WebviewView): void {
    this.#view = view;
    this.#seq = 0;
    this.#composer.finder.end();
    const dist = vscode.Uri.joinPath(this.#services.context.extensionUri, 'dist');
    const { webview } = view;
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#composer.finder.end();
    });
    view.onDidChangeVisibility(() => this.#show());
    webview.html = formPage({
      nonce: randomBytes(16).toString('base64'),
      cspSource: webview.cspSource,
      scriptUri: uri('form.js'),
      styleUri: uri('form.css'),
      snapshot: snapshotOf(this.#services, this.#seq),
      language: 'en',
    });
  }

  /** Sends one message for many changes at once. A hidden form gets none, and a new one when it is shown. */
  #show(): void {
    if (this.#isPosting) return;
    this.#isPosting = true;
    queueMicrotask(() => {
      this.#isPosting = false;
      if (this.#view?.visible) void this.#view.webview.postMessage(snapshotOf(this.#services, this.#seq));
    });
  }

  /** Sends the matches for what is typed. A hidden page asks again when it is shown. */
  #showMatches(): void {
    const { finder, account } = this.#composer;
    const result = this.#view?.visible ? finder.result : undefined;
    if (result === undefined) return;
    const matches = matchesOf(result, account, vscode.env.language);
    void this.#view?.webview.postMessage(matches);
  }

  #receive(message: unknown): void {
    const parsed = formMessageSchema.safeParse(message);
    if (!parsed.success) {
      this.#services.log.warn('Ignored a message of the form that does not match its schema');
      return;
    }
    this.#act(parsed.data).catch((error: unknown) =>
      this.#services.log.error(`Form: ${parsed.data.type} failed`, error),
    );
  }

  async #act(message: FormMessage): Promise<void> {
    const composer = this.#composer;
    switch (message.type) {
      case 'ready':
        if (message.protocol !== formProtocol)
          this.#services.log.warn(`The form uses protocol ${message.protocol}`);
        this.#seq = 0;
        this.#show();
        break;
      case 'edit':
        this.#seq = message.seq;
        composer.edit(message.field, message.value, message.draftId);
        break;
      case 'checkTarget':
        await composer.readTarget();
        break;
      case 'chooseTarget':
        if (composer.isInForm(message.draftId)) composer.chooseTarget(message.targetType, message.id);
        break;
      case 'search':
        await this.#services.recent.load();
        composer.finder.search({
          number: message.number,
          text: message.text,
          within: message.within ?? undefined,
        });
        this.#showMatches();
        break;
      case 'endSearch':
        // After the question that it ends.
        await this.#services.recent.load();
        composer.finder.end();
        break;
      case 'chooseMatch':
        if (composer.isInForm(message.draftId)) composer.takeMatch(message.key);
        break;
      case 'attach':
        await this.#attach(message.draftId);
        break;
      case 'detach':
        for (const { uri } of composer.draft.attachments) composer.detach(uri, message.draftId);
        break;
      case 'send':
        this.#seq = message.seq;
        this.#show();
        if (message.draftId === composer.draft.id) await this.#send();
        break;
      case 'cancel':
        composer.cancel();
        break;
      case 'discard':
        if (message.draftId === composer.draft.id) await discardDraft(this.#services);
        break;
      case 'addAccount':
        await vscode.commands.executeCommand('notelog.addAccount');
        break;
      default:
        assertNever(message);
    }
  }

  async #send(): Promise<void> {
    const accountId = this.#composer.account.account.id;
    const { kind } = this.#composer.draft.values;
    const { check } = this.#composer;
    const outcome = await this.#composer.send();
    const { progress } = this.#composer;
    if (outcome?.state === 'stored' && kind === 'call' && check.state === 'checked')
      void this.#offerFollowUp(accountId, check.target);
    const reason = outcome && reasonOf(outcome);
    if (reason && progress.state === 'failed' && progress.remedy === 'replaceKey')
      void this.#services.askForKey(accountId, reason.message);
  }

  /** The form itself has said that the call is stored. */
  async #offerFollowUp(accountId: string, target: Target): Promise<void> {
    if (this.#services.book.find(accountId)?.provider.tasks === undefined) return;
    const message = `The call with ${nameOf(target)} is logged.`;
    await tellStoredNote(this.#services, message, { kind: 'call', accountId, target });
  }

  /** The dialog may stay open for long: the file belongs to the draft that it was opened for, and to no other. */
  async #attach(draftId: string): Promise<void> {
    const [uri] =
      (await vscode.window.showOpenDialog({ title: constant`Attach a File`, openLabel: constant`Attach` })) ??
      [];
    if (!uri) return;
    const { sources, largestAttachment } = this.#services;
    const address = uri.toString();
    const { kind, size: told } = await sources.facts(address);
    const size = kind === 'file' ? await fileSize(sources, address, told, largestAttachment()) : told;
    this.#composer.attach({ uri: address, name: fileName(uri), size }, draftId);
  }
}
