import { randomBytes } from 'node:crypto';
import * as vscode from '../editor.ts';
import { Throttle } from '../../base/throttle.ts';
import { typedTargetKey } from '../../customers/targetKey.ts';
import { formProtocol, type FormOrder, type HostMessage } from '../../form/messages.ts';
import { formMessageSchema } from '../../form/pageMessages.ts';
import { formPage } from '../../form/page.ts';
import type { Services } from '../services.ts';
import { FormRequests } from './formRequests.ts';
import { FormSuggestion } from './formSuggestion.ts';
import { lineChangesIn } from './loggedLine.ts';
import { matchesOf } from './matches.ts';
import { customerOf, snapshotOf } from './snapshot.ts';

/** A full outbox changes many times a second (milliseconds). */
const outboxDelay = 100;

/** A list that fills changes four times a second (milliseconds). */
const fillDelay = 500;

/** The host's side of the form's page: shows the composer's state, and hands on what the page says. */
export class FormView {
  readonly #services: Services;
  readonly #requests: FormRequests;
  readonly #suggestion: FormSuggestion;
  readonly #closed = new AbortController();
  #view: vscode.WebviewView | undefined;
  /** The last edit that was received; the page keeps what was typed since. */
  #seq = 0;
  #isPosting = false;
  /** Whether the page listens. */
  #isReady = false;
  /** What the page is to do as soon as it listens. */
  #waitingAct: FormOrder | undefined;
  /** Ends the wait for the moment at which the line of what was logged says something else. */
  #lineWait: AbortController | undefined;
  /** The customer of whom the list on this machine was asked. */
  #detailed = '';

  constructor(services: Services) {
    this.#services = services;
    this.#requests = new FormRequests(services, {
      seen: (seq) => (this.#seq = seq),
      show: () => this.#show(),
      showMatches: () => this.#showMatches(),
      post: (message) => this.#post(message),
    });
    this.#suggestion = new FormSuggestion(services, () => this.#view?.visible === true);
    this.#follow();
  }

  resolve(view: vscode.WebviewView): void {
    this.#view = view;
    this.#seq = 0;
    this.#isReady = false;
    this.#requests.pageGone();
    const { finder } = this.#services.composer.recipient;
    finder.end();
    const dist = vscode.Uri.joinPath(this.#services.context.extensionUri, 'dist');
    const { webview } = view;
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#isReady = false;
      this.#requests.pageGone();
      finder.end();
    });
    view.onDidChangeVisibility(() => {
      // A page that is shown again begins anew, and says so.
      if (!view.visible) {
        this.#isReady = false;
        this.#requests.pageGone();
      }
      this.#suggestion.suggest();
      this.#show();
    });
    this.#suggestion.suggest();
    webview.html = formPage({
      nonce: randomBytes(16).toString('base64'),
      cspSource: webview.cspSource,
      scriptUri: uri('form.js'),
      styleUri: uri('form.css'),
      snapshot: this.#snapshot(),
      language: 'en',
    });
  }

  #follow(): void {
    const { composer, context, outbox, clock, timer, lastNotes, acts } = this.#services;
    const closed = this.#closed.signal;
    composer.onChange(() => this.#show());
    timer.onChange(() => this.#show());
    lastNotes.onChange(() => this.#show());
    const outboxChanged = new Throttle({ clock, delay: () => outboxDelay, act: () => this.#show(), closed });
    outbox.onChange(() => outboxChanged.changed());
    const act = () => this.#showMatches();
    const moreMatches = new Throttle({ clock, delay: () => fillDelay, act, closed });
    composer.recipient.finder.onChange(() => moreMatches.changed());
    context.subscriptions.push(
      { dispose: () => this.#closed.abort() },
      acts.event((each) => this.#act(each)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('notelog')) this.#show();
      }),
    );
  }

  /** What the accounts can do has changed. */
  redraw(): void {
    this.#show();
  }

  /** Makes the page do something: now, or as soon as it listens. */
  #act(order: FormOrder): void {
    const { act, at = null } = order;
    if (this.#isReady && this.#view?.visible === true)
      this.#post({ type: 'act', protocol: formProtocol, act, at });
    else this.#waitingAct = order;
  }

  #snapshot(): ReturnType<typeof snapshotOf> {
    return snapshotOf(this.#services, this.#seq, vscode.env.language);
  }

  /** Sends one message for many changes at once. A hidden form gets none, and a new one when it is shown. */
  #show(): void {
    if (this.#isPosting) return;
    this.#isPosting = true;
    queueMicrotask(() => {
      this.#isPosting = false;
      if (this.#view?.visible !== true) return this.#services.lastNotes.end();
      void this.#view.webview.postMessage(this.#snapshot());
      this.#followCustomer();
      this.#showLineInTime();
    });
  }

  /** What the list on this machine knows of the customer may have to be read from the disk first. */
  #followCustomer(): void {
    const { composer, directories, lastNotes } = this.#services;
    const customer = customerOf(composer);
    const key = customer ? JSON.stringify([composer.account.account.id, typedTargetKey(customer)]) : '';
    if (!customer) lastNotes.end();
    if (key === this.#detailed) return;
    this.#detailed = key;
    const index = customer && directories.of(composer.account, customer.type);
    void index?.load().then(() => {
      if (key === this.#detailed) this.#show();
    });
  }

  #showLineInTime(): void {
    this.#lineWait?.abort();
    const { clock, composer } = this.#services;
    const after = lineChangesIn(composer.logged, clock.now());
    if (after === undefined) return;
    const wait = (this.#lineWait = new AbortController());
    const signal = AbortSignal.any([wait.signal, this.#closed.signal]);
    clock.wait(after, signal).then(
      () => this.#show(),
      () => undefined,
    );
  }

  /** Sends the matches for what is typed. A hidden page asks again when it is shown. */
  #showMatches(): void {
    const { recipient, account } = this.#services.composer;
    const result = this.#view?.visible === true ? recipient.finder.result : undefined;
    if (result === undefined) return;
    void this.#view?.webview.postMessage(matchesOf(result, account, vscode.env.language));
  }

  #post(message: HostMessage): void {
    void this.#view?.webview.postMessage(message);
  }

  #receive(message: unknown): void {
    const parsed = formMessageSchema.safeParse(message);
    if (!parsed.success) {
      this.#services.log.warn('Ignored a message of the form that does not match its schema');
      return;
    }
    if (parsed.data.type === 'ready') this.#ready(parsed.data.protocol);
    else void this.#requests.answer(parsed.data);
  }

  #ready(protocol: number): void {
    if (protocol !== formProtocol) this.#services.log.warn(`The form uses protocol ${protocol}`);
    this.#seq = 0;
    this.#isReady = true;
    this.#show();
    const act = this.#waitingAct;
    this.#waitingAct = undefined;
    // After the snapshot, which it may be about.
    if (act) queueMicrotask(() => this.#act(act));
  }
}
