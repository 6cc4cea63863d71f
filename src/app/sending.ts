import { join } from 'node:path';
import type { AccountBook } from '../accounts/accountBook.ts';
import { KeyQuestions } from '../accounts/keyQuestions.ts';
import { Lease } from '../storage/lease.ts';
import { requestTimeout } from '../http/createSend.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { Delivery, type DeliveryParts } from '../delivery/delivery.ts';
import type { Entry } from '../outbox/entry.ts';
import { Outbox } from '../outbox/outbox.ts';
import { KeyPrompt } from '../vscode/keyPrompt.ts';
import { requestsPerSecond } from '../vscode/settings.ts';
import type { Platform } from '../vscode/platform.ts';

/** The outbox, and the way from there to the services. */
export interface Sending {
  readonly outbox: Outbox;
  /** Absolute path. */
  readonly outboxFolder: string;
  readonly delivery: Delivery;
  readonly keyPrompt: KeyPrompt;
}

/** Reads nothing and sends nothing yet. */
export function openSending(
  ground: Platform,
  book: AccountBook,
  drafts: DraftStore,
  onStored: DeliveryParts['onStored'],
): Sending {
  const { files, clock, host, newId, log } = ground;
  const outboxFolder = join(ground.storage, 'outbox');
  const outbox = new Outbox({ files, folder: outboxFolder, clock, host, log, newId });
  const leaseOf = (name: string) => new Lease({ files, clock, host }, join(outboxFolder, 'leases'), name);
  const keyPrompt = new KeyPrompt(book);
  const keyQuestions = new KeyQuestions({
    leaseOf: (id) => leaseOf(`key-${id}`),
    ask: (id, why) => keyPrompt.ask(id, why),
    clock,
  });
  const delivery = new Delivery({
    outbox,
    providerOf: (id, place) => {
      const open = book.find(id);
      return open?.kind.tenant(open.account) === place ? open.provider : undefined;
    },
    leaseOf: (id) => leaseOf(`account-${id}`),
    forgetDraft: (id) => drafts.remove(id),
    clock,
    log,
    random: Math.random,
    rate: requestsPerSecond,
    requestTimeout: longestRequest,
    onStored,
    onKeyNeeded: (accountId, failure) => void keyQuestions.ask(accountId, failure.message),
  });
  return { outbox, outboxFolder, delivery, keyPrompt };
}

/** Milliseconds. A file travels as base64, four bytes for three; the text of a note is small beside the base time. */
function longestRequest({ note }: Entry): number {
  return requestTimeout(((note.attachment?.size ?? 0) * 4) / 3);
}
