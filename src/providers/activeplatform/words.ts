import { t } from '../../words/translate.ts';

// What Notelog says about ActivePlatform and no other service. Those without a full stop are completed by
// ActivePlatform's own words. `type`: the name of a target's type, as below.

/** A type of target in a sentence; that of another service as it is. */
export function typeName(type: string): string {
  switch (type) {
    case 'account':
      return t('account');
    case 'subscription':
      return t('subscription');
    case 'order':
      return t('order');
    default:
      return type;
  }
}

export const accountIdLabel = () => t('number of the account, or its e-mail address');

export const subscriptionIdLabel = () => t('number of the subscription');

export const orderIdLabel = () => t('number of the order');

export const keyLabel = () => t('API token');

export const checkAddress = () => t('check the base URL and the reseller id');

export const forbidden = () =>
  t(
    'ActivePlatform does not allow this: the manager’s role may not have access, or the reseller is not the manager’s own or one below it',
  );

export const nothingThere = () =>
  t(
    'ActivePlatform finds nothing at this address, and does not say why; check the number, the base URL and the reseller id',
  );

// The fields of an account.

export const baseUrl = () => t('The address of your installation. If you do not know it, ask its support.');

export const resellerLabel = () => t('Reseller id');

export const reseller = () => t('The number of your reseller, or of one below it.');

export const typeReseller = (example: string) => t('Type the reseller’s number, such as {0}.', example);

export const dataUrlLabel = () => t('Form of attachments');

export const dataUrl = () =>
  t('How a file is written into the request. Change it only if your installation refuses files.');

export const asDocumented = () => t('As documented');

export const withQuotes = (example: string) => t('{0}, with single quotes', example);

export const withoutQuotes = (example: string) => t('{0} without quotes', example);

export const chooseDataUrl = (one: string, other: string) => t('Choose {0} or {1}.', one, other);

export const resellerIsNoNumber = () => t('Its reseller id is not a number.');

export const unknownDataUrl = () => t('Its form of attachments is unknown.');

/** Stands in for the reseller's name. */
export const resellerNumber = (id: string) => t('Reseller {0}', id);

// Accounts, subscriptions and orders.

export const unknownTarget = (type: string, id: string) =>
  t('ActivePlatform knows no {0} {1} under this reseller', type, id);

export const unknownTargetOfName = (type: string, name: string) =>
  t('ActivePlatform knows no {0} “{1}” under this reseller', type, name);

export const unknownEmail = (email: string) =>
  t('ActivePlatform knows no account with the e-mail address “{0}”.', email);

export const otherTarget = (type: string) =>
  t('ActivePlatform answered with a different {0} from the one requested.', type);

export const onlyAbout = () => t('ActivePlatform keeps notes about accounts, subscriptions and orders.');

export const typeNumber = (type: string, example: string) =>
  t('Type the number of the {0}, such as {1}.', type, example);

export const typeNumberOrEmail = (type: string, example: string) =>
  t('Type the number of the {0}, such as {1}, or its e-mail address.', type, example);

export const accountFirst = () => t('Choose the account first.');

export const unreadableList = () => t('ActivePlatform’s list could not be read.');

// Notes.

export const onlyNotes = () => t('ActivePlatform takes notes only.');

export const emptyNote = () => t('The note is empty.');

export const longText = (length: number, most: number) =>
  t('The text has {0} characters; ActivePlatform takes {1}.', length, most);

export const emptyFile = () => t('The file is empty.');

export const fileGone = () => t('The file is no longer available.');

export const fileUnread = () => t('It may also be that it cannot read the attached file.');

export const otherNote = () => t('ActivePlatform answered with a different note from the one requested.');

export const noteGone = () => t('ActivePlatform finds no such note; it may have been deleted');

export const unreadableNote = () => t('ActivePlatform’s note could not be read.');

export const noFileAddress = () => t('ActivePlatform gives no address that the attachment can be read from.');

export const doesNotDelete = (status: number) =>
  t(
    'This installation of ActivePlatform does not delete notes: it answers with HTTP {0}, and the note is still in its list.',
    status,
  );

export const unreadableNotes = () => t('ActivePlatform’s list of notes could not be read to its end.');

export const deletionUnknown = (status: number) =>
  t(
    'ActivePlatform does not say whether the note is deleted (HTTP {0}), and its list of notes could not be read.',
    status,
  );
