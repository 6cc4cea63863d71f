import type { Does } from './pending.ts';
import type { Kind } from './rows.ts';
import { t } from './translate.ts';

// The document that holds all pending notes. Values are Markdown already.

export const heading = () => t('Pending notes');

/** `notes`: how many; `at`: date and time. */
export const countAt = (notes: string, at: string) => t('{0}, {1}.', notes, at);

export function noteHeading(does: Does, kind: Kind, customer: string): string {
  const isCall = kind === 'call';
  return {
    create: isCall ? t('Call with {0}', customer) : t('Note about {0}', customer),
    edit: isCall ? t('Change of a call with {0}', customer) : t('Change of a note about {0}', customer),
    followUp: t('Follow-up for {0}', customer),
    remove: isCall ? t('Deletion of a call with {0}', customer) : t('Deletion of a note about {0}', customer),
  }[does];
}

export const proposalHeading = (kind: Kind, customer: string) =>
  kind === 'call' ? t('Proposed call with {0}', customer) : t('Proposed note about {0}', customer);

/** `source`: who proposed it, as a phrase. */
export const proposedFact = (at: string, source: string) => t('Proposed: {0}, {1}', at, source);

export const customerFact = (name: string, type: string, id: string) =>
  t('Customer: {0} ({1} {2})', name, type, id);

export const accountFact = (account: string) => t('Account: {0}', account);

export const queuedFact = (at: string) => t('Queued: {0}', at);

export const dateFact = (at: string) => t('Date: {0}', at);

export const durationFact = (seconds: number) => t('Duration: {0} seconds', seconds);

/** `duration`: as it was typed, such as `25 min`. */
export const typedDurationFact = (duration: string) => t('Duration: {0}', duration);

export const authorFact = (author: string) => t('Author: {0}', author);

export const attachmentFact = (name: string, path: string) => t('Attachment: {0}, kept at {1}', name, path);

/** `day`: as `2026-12-04`. */
export const followUpFact = (day: string, assignee: string, details: string) =>
  t('Follow-up, due {0}, for {1}: {2}', day, assignee, details);

export const stateFact = (state: string) => t('State: {0}', state);

export const nothingPending = () => t('No note is pending, so there is nothing to export.');
