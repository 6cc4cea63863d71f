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
  | 'ask'
  | 'query'
  | 'notes'
  | 'id';

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
      return t(
        'The field “text” must be a text of 1 to 50000 characters, without control characters and others that nobody sees.',
      );
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
    case 'query':
      return t(
        'The field “query” must be a name of at most 200 characters, with a word of at least 3 letters.',
      );
    case 'notes':
      return t('The field “notes” must be true or false.');
    case 'id':
      return t('The field “id” must be the id that was given when the note was proposed.');
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

export const draftUnreadable = () =>
  t('The draft of this proposal cannot be read just now. Try again in a moment.');

export const alreadyLogged = () => t('This proposal is logged already, so nothing was logged again.');

export const typedMeanwhile = () =>
  t('You went on writing this proposed note, so it was not declined. Discard it in the form.');

/** `account`: as the proposal names it. */
export const noSuchAccount = (account: string) =>
  t(
    'The proposal is for the account “{0}”, which is not set up here. Choose the account in the form before you log the note.',
    account,
  );

export const declinedMeanwhile = () =>
  t('This proposal was declined in another window. To save it all the same, copy its text into a new note.');

export const copyOfProposal = () =>
  t(
    'This is a copy of a proposal that another window has had, too. Log it again to save it as a note of its own.',
  );

/** At the top of Recent Notes. */
export const needsYourOk = () => t('Needs your OK');

/** Beside the count of those that are shown: the others. */
export const andMore = (more: number) => t('and {0} more', more);

/** Who proposes, as a phrase. `name`: what the source calls itself, which may be wrong; '' for nothing. */
export function sourceText(name: string, via: 'lm' | 'mcp' | 'api' | 'command' | 'uri'): string {
  if (name !== '') return t('says it is “{0}”', name);
  switch (via) {
    case 'lm':
    case 'mcp':
      return t('an agent');
    case 'api':
      return t('another extension');
    case 'command':
      return t('a command');
    case 'uri':
      return t('a link');
    default:
      return assertNever(via);
  }
}

/** `source`: as {@link sourceText} gives it. */
export const proposedNotice = (source: string) =>
  t('Proposed, not typed by you ({0}). It is saved only if you log it.', source);

export const proposedBy = (source: string) => t('Proposed: {0}', source);

export const isInForm = () => t('open as a draft');

export const openInForm = () => t('Open in Form');

export const spokenProposal = (customer: string, text: string, source: string) =>
  t('Proposed note about {0}: {1}, {2}', customer, text, source);

export const answeredElsewhere = () =>
  t('This proposal was answered already, or is just being in another window.');

/** `source`: as {@link sourceText} gives it. */
export const declineAll = (proposals: number, source: string) =>
  proposals === 1
    ? t('Decline 1 proposed note ({0})?', source)
    : t('Decline {0} proposed notes ({1})?', proposals, source);

export const declineMeans = () =>
  t('They are removed. What you have begun to edit can be opened again with Open Draft.');

export const keepThem = () => t('Keep Them');

export const decline = () => t('Decline All');

/** `staying`: those that were not, each as one line. */
export function declined(done: number, staying: readonly string[]): string {
  if (staying.length === 0) return t('{0} declined.', done);
  const lines = staying.join('; ');
  const why =
    staying.length === 1
      ? t('Not declined, since it is being written or logged: {0}', lines)
      : t('Not declined, since they are being written or logged: {0}', lines);
  return done === 0 ? why : `${t('{0} declined.', done)} ${why}`;
}

export const oneProposed = (customer: string) =>
  t('A note about {0} was proposed. It needs your OK.', customer);

export const someProposed = (proposals: number) =>
  t('{0} notes were proposed. They need your OK.', proposals);

export const oneExpired = (customer: string) =>
  t('Nobody answered a proposed note about {0} within a week. It is gone, and nothing was logged.', customer);

export const someExpired = (proposals: number) =>
  t('Nobody answered {0} proposed notes within a week. They are gone, and nothing was logged.', proposals);

/** `at`: date and time. */
export const waitsUntil = (at: string) => t('Waits for your answer until {0}', at);

export const show = () => t('Show');

/** In place of a customer. */
export const nobodyNamed = () => t('nobody named');

export const nobodyFits = () =>
  t('The field “customer” fits nobody, or more than one, in the lists of customers on this machine.');

/** `account`: its name. */
export const logThis = (kind: 'note' | 'call', customer: string, account: string) =>
  kind === 'call'
    ? t('Log this call about {0} in {1}?', customer, account)
    : t('Log this note about {0} in {1}?', customer, account);

export const doLog = () => t('Log');

export const lookingUpCustomer = () => t('Asking the service for the customer');
