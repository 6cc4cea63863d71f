import * as vscode from './vscode/editor.ts';
import { createApp, type App } from './app/createApp.ts';
import type { Platform } from './app/platform.ts';
import { Proposer } from './agents/proposer.ts';
import type { ToolName } from './agents/toolNames.ts';
import { callTool } from './vscode/agents/callTool.ts';
import { publishAgents } from './vscode/agents/publishAgents.ts';
import { askAboutSecrets } from './vscode/askAboutSecrets.ts';
import type { StepBox } from './vscode/box/stepBox.ts';
import { CallTimerStatus } from './vscode/call/callTimerStatus.ts';
import { warnOfLongCall } from './vscode/commands/callTimer.ts';
import { warnOfGoneNode } from './vscode/commands/copyMcpConfiguration.ts';
import type { CommandId } from './vscode/commands/commandIds.ts';
import { asksNow, runCommand, runReported } from './vscode/commands/commands.ts';
import { DraftDocuments } from './vscode/document/draftDocuments.ts';
import type { DraftFileContents } from './vscode/document/draftFiles.ts';
import { ReadOnlyDocuments } from './vscode/documents/readOnlyDocuments.ts';
import type { FormOrder } from './form/messages.ts';
import { FormFocus } from './vscode/form/formFocus.ts';
import { FormView } from './vscode/form/formView.ts';
import { savedGrouping } from './vscode/grouping.ts';
import { startMaintenance, wakeDelivery } from './vscode/maintenance.ts';
import { offerLink } from './vscode/folders/offerLink.ts';
import { FollowUpStatus } from './vscode/followUps/followUpStatus.ts';
import { watchCheckBoxes } from './vscode/followUps/checkBoxes.ts';
import { OutboxStatus } from './vscode/outbox/outboxStatus.ts';
import { openLink, type Address } from './vscode/links/openLink.ts';
import { OtherProviders } from './vscode/otherProviders.ts';
import { openPlatform } from './vscode/platform.ts';
import { tellProgress } from './vscode/progressOfUser.ts';
import { ProposalNotice } from './vscode/proposals/proposalNotice.ts';
import { saveReadyAccounts } from './vscode/readyAccounts.ts';
import type { Services } from './vscode/services.ts';
import { RecentNotesTree } from './vscode/tree/recentNotesTree.ts';
import { localDay } from './vscode/times.ts';
import { logDropped, type Dropped } from './vscode/tree/droppedFiles.ts';
import type { ChangedNodes, TreeNode } from './vscode/tree/treeNode.ts';
import { tellUnreadEntries } from './vscode/unreadNotice.ts';
import { translateWith } from './words/translate.ts';

/** What the start-up bundle registered and hands over. */
export interface Surface {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly notes: vscode.TreeView<TreeNode>;
  readonly treeChanged: vscode.EventEmitter<ChangedNodes>;
  readonly newBox: () => StepBox;
}

/** What the start-up bundle uses of this one. */
export interface Main {
  /** `box`: asks the command's questions. */
  readonly run: (id: CommandId, args: readonly unknown[], box: StepBox) => Promise<unknown>;
  /** Whether a command that begins with a question asks it now, instead of saying why not. */
  readonly asksNow: (id: CommandId) => boolean;
  readonly tree: RecentNotesTree;
  /** Takes what was dropped on a row, or beside all of them. Never rejects. */
  readonly drop: (target: TreeNode | undefined, dropped: Dropped, box: StepBox) => Promise<void>;
  /** Proposes for another extension, under the name that it gives itself. */
  readonly proposer: (caller: string) => Proposer;
  /** Registers the provider of another extension. Failure `invalid`. */
  readonly registerProvider: (provider: unknown) => vscode.Disposable;
  /** Opens a link from outside. Never rejects. */
  readonly openLink: (address: Address, box: StepBox) => Promise<void>;
  /** Answers a language model, with JSON. */
  readonly callTool: (name: ToolName, input: unknown, token: vscode.CancellationToken) => Promise<string>;
  readonly form: FormView;
  readonly drafts: DraftFileContents;
}

/** Joins the product and the editor. Rejects when the product cannot start; it can be called again then. */
export async function start(surface: Surface): Promise<Main> {
  translateWith(vscode.translate, vscode.translation()?.language);
  const { context, log } = surface;
  const machine = openPlatform(context, log);
  const documents = new ReadOnlyDocuments({ ...machine, openAs: machine.settings.openNotesAs });
  const platform: Platform = {
    ...machine,
    askAboutLeaks: (...question) => askAboutSecrets(documents, ...question),
  };
  await saveReadyAccounts(platform);
  const app = createApp(platform);
  const services = createServices(app, surface, documents);
  const { tree, acts } = services;
  const form = new FormView(services);
  const closed = new AbortController();
  const otherProviders = new OtherProviders(services, () => form.redraw());
  const proposers = new Map<string, Proposer>();
  tellUnreadEntries(services);
  try {
    await app.start();
  } catch (error) {
    for (const part of [tree, documents, acts]) part.dispose();
    await app.close();
    throw error;
  }
  context.subscriptions.push(
    tree,
    documents,
    acts,
    ...statusItems(services, surface),
    watchCheckBoxes(services, surface.notes),
    tellProgress(services),
    new ProposalNotice(services),
    services.draftDocuments.start(),
    ...wakeDelivery(services),
    publishAgents(app, context),
    otherProviders,
    { dispose: () => closed.abort() },
    { dispose: () => void app.close() },
    startMaintenance(services),
  );
  void warnOfGoneNode(services);
  void app.dueDay.isReached(localDay(app.clock.now())).then((isReached) => {
    if (isReached) tree.readFollowUps(0);
  });
  return {
    run: (id, args, box) => runCommand({ ...services, box }, id, args),
    asksNow: (id) => asksNow(services, id),
    tree,
    drop: (target, dropped, box) => {
      const own = { ...services, box };
      return runReported(own, 'notelog.attachFile', () => logDropped(own, target, dropped));
    },
    proposer: (caller) => {
      const existing = proposers.get(caller);
      const proposer =
        existing ?? new Proposer({ ...app, closed: closed.signal }, { via: 'api', name: caller });
      proposers.set(caller, proposer);
      return proposer;
    },
    registerProvider: (provider) => otherProviders.register(provider),
    openLink: (address, box) => {
      const own = { ...services, box };
      return runReported(own, 'notelog.openForm', () => openLink(own, address));
    },
    callTool: (...call) => callTool(app, ...call),
    form,
    drafts: services.draftDocuments,
  };
}

function createServices(
  app: App,
  { context, log: channel, notes: view, treeChanged, newBox }: Surface,
  documents: ReadOnlyDocuments,
): Services {
  const { recentNotes, followUps, outbox, proposals, clock } = app;
  const tree = new RecentNotesTree({
    recentNotes,
    followUps,
    outbox,
    proposals,
    clock,
    view,
    changed: treeChanged,
    grouping: () => savedGrouping(context.globalState),
  });
  const acts = new vscode.EventEmitter<FormOrder>();
  app.onStored(() => tree.refreshAfterSend());
  const services = {
    ...app,
    context,
    channel,
    tree,
    box: newBox(),
    documents,
    draftDocuments: new DraftDocuments(app),
    acts,
    formFocus: new FormFocus(),
  };
  app.onLogged((entry) => void runReported(services, 'notelog.linkFolder', () => offerLink(services, entry)));
  return services;
}

function statusItems(services: Services, { notes: view }: Surface): readonly { dispose(): void }[] {
  const { outbox, proposals, followUps, tree, timer, clock } = services;
  return [
    new FollowUpStatus({ followUps, clock, read: (longestAge) => tree.readFollowUps(longestAge) }),
    new OutboxStatus({ outbox, proposals, clock, view }),
    new CallTimerStatus({ timer, clock, onTooLong: (call) => void warnOfLongCall(services, call) }),
  ];
}
