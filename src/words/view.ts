import { t } from './translate.ts';

// How Recent Notes is grouped and filtered.

export const groupRecentNotes = () => t('Group Recent Notes');

export const groupBy = () => t('Group by');

export const byCustomer = () => t('Customer');

export const byDay = () => t('Day');

export const byKind = () => t('Kind: Notes and Calls');

export const byAccount = () => t('Account');

export const filterRecentNotes = () => t('Filter Recent Notes');

export const filterBy = () => t('Filter by');

export const showingNow = (filter: string) => t('Showing now: {0}', filter);

export const kind = () => t('Kind');

export const kindMeans = () => t('Notes or calls');

export const author = () => t('Author');

export const authorMeans = () => t('Who wrote them');

export const text = () => t('Text');

export const textMeans = () => t('Words, or a customer’s name');

export const showAll = () => t('Show All');

export const filterByKind = () => t('Filter by Kind');

export const whichNotes = () => t('Which notes?');

export const notes = () => t('Notes');

export const calls = () => t('Calls');

export const filterByAuthor = () => t('Filter by Author');

export const whoseNotes = () => t('Whose notes?');

export const noAuthors = () => t('None of the loaded notes names an author.');

export const filterByText = () => t('Filter by Text');

export const searchesLoaded = () =>
  t('Shows the loaded notes that contain this text. Load more to search further back.');

// The view itself.

export const readingNotes = () => t('Reading recent notes…');

// The filter in the view's title.

export const onlyNotes = () => t('notes');

export const onlyCalls = () => t('calls');

export const by = (name: string) => t('by {0}', name);

export const wasRefreshed = () => t('Recent Notes was being refreshed. Choose the row again.');

export const couldNotRead = (account: string) => t('The notes of {0} could not be read.', account);
