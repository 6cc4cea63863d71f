import { t } from '../../words/translate.ts';

// What Notelog says about ChartMogul and no other service. Those without a full stop are completed by ChartMogul's own
// words. `type`: the name of a customer's or a contact's type, as below.

export const typeName = (type: 'customer' | 'contact') => (type === 'contact' ? t('contact') : t('customer'));

export const idLabel = () => t('UUID, external id or e-mail');

export const customerExample = () => t('{0} or {1}', 'cus_…', 'ann@example.com');

export const contactExample = () => t('{0} or {1}', 'con_…', 'ann@example.com');

export const keyLabel = () => t('API key');

export const checkBaseUrl = () => t('check the base URL');

export const forbidden = () =>
  t('ChartMogul does not allow this: the key may be read-only, or the trial may have ended');

// The fields of an account.

export const baseUrl = () =>
  t('The address of the API. Leave it as it is unless you test against a stand-in.');

export const authorLabel = () => t('Author e-mail');

export const author = () =>
  t(
    'The team member in whose name notes are logged. If it is empty, ChartMogul probably uses the key’s owner.',
  );

export const collectionLabel = () => t('API path');

export const collection = () => t('Which of the API’s two paths for notes is used.');

export const documentedCollection = () => t('The documented one; right for most accounts');

export const newerCollection = () => t('The newer one, which is to replace it');

export const chooseCollection = (one: string, other: string) => t('Choose {0} or {1}.', one, other);

export const notesNotServed = (chosen: string, other: string) =>
  t(
    'ChartMogul does not serve notes at the API path “{0}”; edit the account, and choose the other path ({1}) or check the base URL',
    chosen,
    other,
  );

export const unknownCollection = () => t('Its API path is unknown.');

// Customers and contacts.

export const typeId = (type: string) => t('Type a {0}’s UUID, external id or e-mail address.', type);

export const pageAddress = (type: string, prefix: string) =>
  t(
    'ChartMogul’s API cannot find a {0} by the address of a page. Paste the {0}’s UUID ({1}…), external id or e-mail address instead.',
    type,
    prefix,
  );

export const noId = (type: string) => t('This is not a {0}’s UUID, external id or e-mail address.', type);

export const idOfOther = (other: string, type: string) =>
  t('This is the UUID of a {0}, not of a {1}.', other, type);

export const noSuchList = () => t('ChartMogul has no list of these.');

export const unreadableList = (type: 'customer' | 'contact') =>
  type === 'contact'
    ? t('ChartMogul’s list of contacts could not be read.')
    : t('ChartMogul’s list of customers could not be read.');

export const onlyAbout = (hasContacts: boolean) =>
  hasContacts
    ? t('ChartMogul keeps notes about customers and contacts only.')
    : t('ChartMogul keeps notes about customers only.');

export const unknownTarget = (type: string, typed: string) => t('ChartMogul knows no {0} “{1}”', type, typed);

/** Of a customer whose name is known, and who did exist. */
export const goneTarget = (type: string, name: string) =>
  t('ChartMogul knows no {0} “{1}” any more; it may have been deleted, or merged into another', type, name);

// Notes.

export const noAttachments = () => t('ChartMogul takes no attachments.');

export const authorIsNoEmail = () => t('The author must be an e-mail address.');

export const otherNote = () => t('ChartMogul answered with a different note from the one requested.');

export const noteGone = () => t('ChartMogul does not have this note any more');

export const incompleteNotes = () => t('ChartMogul’s list of notes is incomplete.');

// Follow-ups.

export const askAssignee = () => t('E-mail address of the team member who will do it');

export const typeAssignee = () => t('Type an e-mail address of your team.');

export const followUpGone = () => t('ChartMogul does not have this follow-up any more');

export const noFollowUpsOf = () => t('ChartMogul keeps follow-ups of customers and contacts only.');

export const emptyFollowUp = () => t('The follow-up is empty.');

export const longFollowUp = (length: number, most: number) =>
  t('The follow-up has {0} characters; ChartMogul takes {1}.', length, most);

export const assigneeIsNoEmail = () => t('The assignee must be an e-mail address.');

export const dueIsNoDay = (example: string) => t('The due date must be a day, such as {0}.', example);
