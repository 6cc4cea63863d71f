import * as z from 'zod';

/** Entries of one page; the longest page that is asked for has 200. */
const mostEntries = 2000;

/** The entries of a page, not parsed yet. A page with more was not asked for, and is not read. */
export const listedEntries = z.array(z.unknown()).max(mostEntries);
