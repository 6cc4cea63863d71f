import { t } from './translate.ts';

// What the host says in the form. What the page says by itself stands in src/form/words.ts.

// The search.

export const searchHint = (labels: string) => t('Name or {0}', labels);

export const nameHint = () => t('Name');

/** `service`: the account's label. */
export const lookUp = (text: string, service: string) => t('Look up “{0}” in {1}', text, service);

export const noMatchLookUp = (text: string, service: string) =>
  t('No match. Look up “{0}” in {1}', text, service);

export const newCustomer = (text: string) => t('New customer “{0}”', text);

export const lookingUp = (text: string, service: string) => t('Looking up “{0}” in {1}…', text, service);

// The card.

export const lastNote = (age: string) => t('Last: note, {0}', age);

export const lastCall = (age: string) => t('Last: call, {0}', age);

export const lastOfNoDate = () => t('Last: a note without a date');

export const noNotesYet = () => t('No notes yet');

export const lastUnknown = () => t('The last note cannot be read just now');

/** Before the id of a customer, where its type goes without saying. */
export const id = () => t('Id');

export const idLine = (noun: string, id: string) => t('{0} {1}', noun, id);

export const notVerified = (why: string) => t('Not verified. {0}', why);

// The customer.

export const goneCustomer = (service: string) =>
  t('{0} no longer has this customer. Choose another.', service);

export const unreadCustomer = () => t('The customer could not be read. See the log, and try again.');

export const nobodyBy = (service: string, text: string) =>
  t('{0} knows nobody by “{1}”. Check it and try again.', service, text);

/** `why`: why the service could not be asked. */
export const hasToLookUp = (why: string, service: string) =>
  t('{0} {1} has to look this up: paste the id itself, or try again.', why, service);

export const severalMatch = () => t('Several match. Choose one of them.');

export const calledOtherwise = () =>
  t('The customer is called otherwise than it was. See whether it is the right one, then log again.');

// Logging.

export const checking = (customer: string, account: string) => t('Checking {0} in {1}…', customer, account);

export const checkingNote = () => t('Checking…');

export const savingNote = () => t('Saving…');

export const loggingCancelled = () => t('Logging was cancelled.');

export const cancelled = () => t('Cancelled. The note was not logged.');

export const notLogged = (why: string) => t('{0} The note was not logged. Your text is still here.', why);

export const refused = (why: string) => t('{0} The note was not saved. Correct it and log it again.', why);

export const openedElsewhere = () =>
  t('This draft was opened in another window. You go on with a copy of it here.');

// What was logged.

export const logged = (customer: string) => t('Logged for {0}', customer);

export const changeLogged = (customer: string) => t('Change logged for {0}', customer);

export const saving = (customer: string) => t('Saving for {0}…', customer);

export const queued = () => t('Queued. It goes out automatically.');

export const retrying = (why: string) => t('{0} We’ll retry automatically.', why);

export const lostReply = () => t('We lost the reply. Checking whether it was saved…');

export const othersPending = (count: number) => t('and {0} more pending', count);

/** Beside the button that compares. */
export const changedByOther = () => t('Somebody else changed it');

/** Beside the button that checks. */
export const possiblySaved = (isChange: boolean) => (isChange ? t('Possibly changed') : t('Possibly saved'));

export const enterKey = () => t('Enter Key');

export const compare = () => t('Compare');

export const check = () => t('Check');

export const edit = () => t('Edit');

export const cannotUndo = () => t('It is being saved already. Find it in Recent Notes.');

// The rest.

export const nobodyYet = () => t('Nobody yet');

export const unsaved = (why: string) =>
  t(
    'What you typed is not saved yet. {0} Notelog keeps trying; until then your text is only in this window.',
    why,
  );
