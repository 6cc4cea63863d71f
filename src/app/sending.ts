import { attachmentsOf } from '../model/note.ts';
import type { AccountBook } from '../accounts/accountBook.ts';
import { KeyQuestions } from '../accounts/keyQuestions.ts';
import { Delivery } from '../delivery/delivery.ts';
import type { DeliveryParts } from '../delivery/deliveryParts.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { requestTimeout } from '../http/createSend.ts';
import { noLimits } from '../model/serviceLimits.ts';
import type { Entry } from '../outbox/entry.ts';
import { isOfOne } from '../outbox/furtherNotes.ts';
import { Outbox } from '../outbox/outbox.ts';
import { parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { Lease } from '../storage/lease.ts';
import type { Platform } from './platform.ts';
import { storagePaths } from './storagePaths.ts';

/** The outbox, and the way from there to the services. */
interface Sending {
  readonly outbox: Outbox;
  readonly delivery: Delivery;
}

/** What sending needs beside the platform. */
interface SendingParts {
  readonly book: AccountBook;
  readonly drafts: DraftStore;
  readonly onStored: DeliveryParts['onStored'];
  readonly askForKey: (accountId: string, why: string) => Promise<void>;
}

/** What a test may put in the place of the product's own way of sending. */
export interface SendingReplacements {
  /** Makes a lease, as the constructor of {@link Lease} does. */
  readonly createLease?: (parts: ClaimsParts, folder: string, name: string) => Lease;
  readonly delivery?: Partial<Omit<DeliveryParts, 'outbox'>>;
}

/** Reads nothing and sends nothing yet. */
export function createSending(
  platform: Platform,
  { book, drafts, onStored, askForKey }: SendingParts,
  { createLease = newLease, delivery: replaced }: SendingReplacements = {},
): Sending {
  const { files, clock, host, newId, log, random, settings } = platform;
  const paths = storagePaths(platform.storage);
  const isOnDisk = async (id: string) => {
    const folders = [paths.outboxEntries, paths.drafts, paths.proposals];
    const names = (await Promise.all(folders.map((folder) => files.names(folder)))).flat();
    const onDisk = new Set(names.map((name) => parseFileName(name)?.name ?? ''));
    return isOfOne(onDisk, id);
  };
  const outbox = new Outbox({ files, folder: paths.outbox, clock, host, log, newId, isOnDisk });
  const leaseOf = (name: string) => createLease({ files, clock, host }, paths.leases, name);
  const keyQuestions = new KeyQuestions({ leaseOf: (id) => leaseOf(`key-${id}`), ask: askForKey, clock });
  const limitsOf: DeliveryParts['limitsOf'] = (id) => {
    const limits = book.find(id)?.kind.limits ?? noLimits;
    return {
      ...limits,
      requestsPerSecond: Math.min(limits.requestsPerSecond, settings.requestsPerSecond()),
    };
  };
  const delivery = new Delivery({
    outbox,
    providerOf: (id, tenant) => {
      const open = book.find(id);
      return open?.kind.tenant(open.account) === tenant ? open.provider : undefined;
    },
    leaseOf: (id) => leaseOf(`account-${id}`),
    removeDraft: (draft) => drafts.removeVersion(draft),
    clock,
    log,
    random,
    limitsOf,
    requestTimeout: longestRequest,
    onStored,
    onKeyNeeded: (accountId, failure) => void keyQuestions.ask(accountId, failure.message),
    ...replaced,
  });
  return { outbox, delivery };
}

function newLease(parts: ClaimsParts, folder: string, name: string): Lease {
  return new Lease(parts, folder, name);
}

/** Milliseconds. A file travels as base64, four bytes for three; a note's text is small beside the base time. */
function longestRequest({ note }: Entry): number {
  const size = attachmentsOf(note).reduce((sum, each) => sum + each.size, 0);
  return requestTimeout((size * 4) / 3);
}
