import { assertNever } from '../base/failure.ts';
import { t } from './translate.ts';

// What agents, other extensions and links propose, and what is wrong with it.

/** What a proposal consists of. */
export type ProposalField =
  | 'account'
  | 'customer'
  | 'kind'
  | 'text'
  | 'callDuration'
  | 'occurredAt'
  | 'author'
  | 'clientId'
  | 'again'
  | 'ask';

export const notAnObject = () => t('A proposal must be one plain JSON object.');

export const tooLarge = () => t('A proposal must not be larger than 64 KB.');

/** `fields`: the names of those that there are. */
export const unknownField = (name: string, fields: readonly string[]) =>
  t('A proposal has no field “{0}”. Its fields are: {1}.', name, fields.join(', '));

export function fieldProblem(field: ProposalField): string {
  switch (field) {
    case 'account':
      return t('The field “account” must be the name or the id of an account, on one line.');
    case 'customer':
      return t('The field “customer” must be an object with either “id” or “query”, each on one line.');
    case 'kind':
      return t('The field “kind” must be “note” or “call”.');
    case 'text':
      return t('The field “text” must be a text of 1 to 50000 characters without control characters.');
    case 'callDuration':
      return t(
        'The field “callDuration” must be how long a call was, such as “25 min”, at most 24 hours; a note has none.',
      );
    case 'occurredAt':
      return t('The field “occurredAt” must be a time such as “2026-07-31T14:05:00Z”.');
    case 'author':
      return t('The field “author” must be a name or an e-mail address, on one line.');
    case 'clientId':
      return t('The field “clientId” must be an id of 1 to 200 characters, on one line.');
    case 'again':
      return t('The field “again” must be true or false.');
    case 'ask':
      return t('The field “ask” must be “now”.');
    default:
      return assertNever(field);
  }
}

export const otherContent = () =>
  t('The field “clientId” names an earlier proposal that said something else. Use a new one.');

export const tooManyOfSource = () =>
  t('20 proposals of this source wait for an answer already. Wait until the user has answered some of them.');

export const tooMany = () =>
  t('100 proposals wait for an answer already. Wait until the user has answered some of them.');

export const folderIsLink = () =>
  t('The folder of proposals is a link to another place, so that nothing in it is read or written.');

export const decidedElsewhere = () =>
  t('Another window is just deciding about this proposal. Nothing was logged here.');

export const alreadyLogged = () => t('This proposal is logged already, so nothing was logged again.');

export const copyOfProposal = () =>
  t(
    'This is a copy of a proposal that another window has had, too. Log it again to save it as a note of its own.',
  );
