import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../../base/failure.ts';
import { listedTypes } from '../../customers/directoryTypes.ts';
import { targetKey } from '../../customers/targetKey.ts';
import { targetFacts } from '../../customers/targetText.ts';
import { callPage, openItems, type CallPageFacts } from '../../history/callPage.ts';
import type { Target } from '../../model/note.ts';
import * as words from '../../words/callPage.ts';
import { documentParts } from '../documents/documentParts.ts';
import { followUp } from '../commands/followUps.ts';
import { nameOf } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** As many notes as are read in the first minute of a call. */
const mostNotes = 5;

/** Milliseconds: a follow-up that was read within this time is shown as it was. */
const followUpAge = 60_000;

const key = 'call';

/**
 * Opens the note of a call that has begun as a document, and the customer's page beside it. The page is there at once;
 * what the service knows comes when it has answered. Never rejects.
 */
export async function openCallPage(services: Services, open: OpenAccount, target: Target): Promise<void> {
  const { composer, documents, draftDocuments, log, settings } = services;
  // The spacing of a file's text matters, which a document may change.
  if (!settings.openCallPage() || composer.draft.fileName !== undefined) return;
  try {
    await draftDocuments.open(composer.draft.id);
    const facts = await knownFacts(services, open, target);
    await documents.show(key, words.callWith(), await pageOf(services, facts), undefined, 'beside');
    const read = { ...facts, ...(await readFacts(services, open, target)) };
    documents.update(key, words.callWith(), await pageOf(services, read));
  } catch (error) {
    log.error('The page of a call cannot be shown', error);
  }
}

/** Offers the unchecked items of a call's text as follow-ups, where the service keeps them. */
export async function offerOpenItems(services: Services): Promise<void> {
  const { composer } = services;
  const { account, provider } = composer.account;
  const { target } = composer.recipient;
  const items = openItems(composer.draft.values.text);
  if (!target || !provider.tasks || items.length === 0) return;
  const add = words.addFollowUps();
  const choice = await vscode.window.showInformationMessage(
    verbatim(words.offerFollowUps(items.length)),
    add,
  );
  if (choice !== add) return;
  for (const details of items) await followUp(services, account.id, target, details);
}

function pageOf(services: Services, facts: CallPageFacts): Promise<string> {
  return callPage(facts, documentParts(services));
}

/** What is known without asking the service. */
async function knownFacts(
  { directories }: Services,
  open: OpenAccount,
  target: Target,
): Promise<CallPageFacts> {
  const index = listedTypes(open).includes(target.type) ? directories.of(open, target.type) : undefined;
  await index?.load();
  const entry = index?.get(targetKey(target));
  return {
    name: nameOf(target),
    account: open.account.label,
    facts: entry ? targetFacts(entry, vscode.env.language) : [],
    notes: words.reading(),
    followUps: open.provider.tasks && words.reading(),
  };
}

async function readFacts(
  { followUps, log }: Services,
  open: OpenAccount,
  target: Target,
): Promise<Pick<CallPageFacts, 'notes' | 'followUps'>> {
  const { signal } = new AbortController();
  const notes = open.provider.list({ target, limit: mostNotes }, signal).then(
    (page) => page.notes.slice(0, mostNotes),
    (error: unknown) => {
      log.warn(`Last notes of a call: ${Failure.is(error) ? error.reason : String(error)}`);
      return words.notRead(Failure.is(error) ? error.message : '');
    },
  );
  if (!open.provider.tasks) return { notes: await notes, followUps: undefined };
  await followUps.refresh(signal, followUpAge);
  const { failure } = followUps.accounts().find((each) => each.open === open) ?? {};
  return {
    notes: await notes,
    followUps: followUps.of(open.account.id, target) ?? words.notRead(failure?.message ?? ''),
  };
}
