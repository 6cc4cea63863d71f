import { noteCount } from './counts.ts';
import type { Kind } from './rows.ts';
import { t } from './translate.ts';

// While notes are on their way to their account.

export const loggingIn = (notes: number, account: string, seconds: number) =>
  notes === 1
    ? t('Saving the note in {0} in {1} s. Cancel to undo.', account, seconds)
    : t('Saving {0} in {1} in {2} s. Cancel to undo.', noteCount(notes), account, seconds);

export const logging = (notes: number, account: string) =>
  notes === 1 ? t('Saving the note in {0}…', account) : t('Saving {0} in {1}…', noteCount(notes), account);

export const deletingIn = (kind: Kind, account: string, seconds: number) =>
  kind === 'call'
    ? t('Deleting a call in {0} in {1} s. Cancel to keep it.', account, seconds)
    : t('Deleting a note in {0} in {1} s. Cancel to keep it.', account, seconds);

export const deleting = (kind: Kind, account: string) =>
  kind === 'call' ? t('Deleting a call in {0}…', account) : t('Deleting a note in {0}…', account);
