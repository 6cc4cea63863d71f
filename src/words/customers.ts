import { t } from './translate.ts';

// Customers and their lists. `label`: what a type of them is called in a sentence.

export const pinned = () => t('Pinned');

export const recent = () => t('Recent');

export const thisWorkspace = () => t('This workspace');

export const found = () => t('Found');

/** Over several of one type; with a capital letter. */
export const several = (label: string) => t('{0}s', label);

export const name = () => t('Name');

export const nameOr = (ids: string) => t('Name, {0}', ids);

export const nameOfOr = (label: string, ids: string) => t('Name of the {0}, {1}', label, ids);

/** `all`: as in `the account, a subscription or an order`. */
export const choose = (all: string) => t('Choose {0}', all);

export const the = (label: string) => t('the {0}', label);

export const one = (label: string) => (/^[aeiou]/i.test(label) ? t('an {0}', label) : t('a {0}', label));

export const or = (some: string, last: string) => t('{0} or {1}', some, last);

export const reading = (name: string) => t('Reading {0}…', name);

export const readingAll = () => t('Reading…');

export const noneFits = () => t('No match');

// How far a list has been read. `many`: as below.

export const count = (customers: number, shown: string, label: string) =>
  customers === 1 ? t('{0} {1}', shown, label) : t('{0} {1}s', shown, label);

export const readSoFar = (many: string) => t('{0} read so far', many);

export const onlySoFar = (many: string, why: string) => t('Only {0} read so far: {1}', many, why);

export const restUnread = () => t('the rest could not be read.');

export const perhapsNotAll = (many: string) => t('{0}; perhaps not all, since the list repeats itself', many);

export const someUnread = (count: number) => t('{0} more could not be read; see the log', count);

export const noList = () => t('This account has no list of customers.');

export const listUnread = () => t('The list could not be read.');
