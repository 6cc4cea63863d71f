import { t } from './translate.ts';

// What is said of follow-ups.

/** Over those that are the user's own, and over those of everybody. */
export const heading = (areOwn: boolean) => (areOwn ? t('My follow-ups') : t('Follow-ups'));

export const followUpsUnread = (account: string) => t('The follow-ups of {0} could not be read.', account);

/** Beside the heading. */
export const dueCount = (due: number) => t('{0} due', due);

export const openCount = (open: number) => t('{0} open', open);

/** `day`: a date. */
export const overdueSince = (day: string) => t('Overdue, {0}', day);

export const dueToday = () => t('Today');

export const dueTomorrow = () => t('Tomorrow');

export const noDate = () => t('No date');

export const withoutText = () => t('Follow-up without text');

/** At the check box. */
export const markAsDone = () => t('Mark as Done');

export const undoDone = () => t('Not done yet? Clear the box');

/** Above a row: the customer, and the account. */
export const aboutIn = (customer: string, account: string) => t('About {0}, in {1}', customer, account);

export const dueOn = (day: string) => t('Due: {0}', day);

/** Spoken. */
export const spokenTask = (text: string, due: string, facts: string) =>
  t('Follow-up: {0}, due: {1}, {2}', text, due, facts);

export const spokenHeading = (heading: string, count: string) => t('{0}, {1}', heading, count);

export const notRead = (account: string, why: string) => t('{0}: {1}', account, why);

export const moreThere = (account: string) => t('{0} has more than are shown here', account);

/** In the status bar. */
export const dueNow = (due: number) => (due === 1 ? t('1 follow-up due') : t('{0} follow-ups due', due));

export const showsThem = (line: string) => t('{0}. Shows Recent Notes.', line);

export const clickToSee = () => t('Click to see them in Recent Notes.');

/** One line of the box over it. */
export const dueLine = (details: string, customer: string) => t('{0} ({1})', details, customer);

export const isDone = () => t('Follow-up done');

export const notDone = (why: string) => t('{0} The follow-up is still open.', why);

// A new follow-up.

export const newFollowUp = () => t('New Follow-Up');

export const newFor = (customer: string, account: string) =>
  t('New Follow-Up for {0} · {1}', customer, account);

export const whatToDo = () => t('What needs to be done?');

export const whatExample = () => t('Send the quote');

export const whenDue = () => t('When is it due?');

export const anotherDay = () => t('Another Day…');

export const dayQuestion = () => t('Due on, as year-month-day');

export const whoDoesIt = () => t('Who will do it?');

export const somebodyElse = () => t('Somebody Else…');

export const typeWhat = () => t('Write what needs to be done.');

export const tooLong = (most: number, over: number) =>
  t('A follow-up has at most {0} characters. Shorten it by {1}.', most, over);

export const typeDay = (example: string) => t('Type the day like {0} (year, month, day).', example);

// Days that people often want.

export const inThreeDays = () => t('In three days');

export const nextMonday = () => t('Next Monday');

export const inAWeek = () => t('In a week');

export const inTwoWeeks = () => t('In two weeks');

export const inAMonth = () => t('In a month');

// How it went.

export const hasNone = (account: string) => t('{0} has no follow-ups.', account);

/** `services`: their names. */
export const noAccountHas = (services: string) =>
  t('None of your accounts has follow-ups. Services that have them: {0}.', services);

export const saving = () => t('Notelog: saving the follow-up…');

export const isDueOn = (customer: string, day: string) =>
  t('Follow-up for {0} is due on {1}.', customer, day);

export const possiblySaved = (why: string) =>
  t('{0} The follow-up may have been saved. Check the customer’s open follow-ups before you try again.', why);

export const wasNotSaved = (why: string) => t('{0} The follow-up was not saved.', why);

export const notSaved = () => t('The follow-up was not saved.');

export const checkAndTryAgain = () => t('Check and Try Again');

export const tryAgain = () => t('Try Again');

export const copyText = () => t('Copy Text');

export const statusName = () => t('Notelog: Follow-Ups');
