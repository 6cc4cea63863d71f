import { t } from './translate.ts';

// Drafts, and the form that they are written in.

export const openDraft = () => t('Open Draft');

export const whichDraft = () => t('Which draft?');

export const noOtherDraft = () => t('There is no other draft, and none was discarded lately.');

export const beingWrittenElsewhere = () =>
  t('Another window is writing this draft. Close it there, or try again in a few seconds.');

export const withoutText = () => t('(no text yet)');

/** `age`: `3 hours ago`. */
export function stateOf(draft: 'saved' | 'elsewhere' | 'discarded', age: string): string {
  return {
    saved: t('saved {0}', age),
    elsewhere: t('open in another window {0}', age),
    discarded: t('discarded {0}', age),
  }[draft];
}

export const discardDraft = () => t('Discard this draft?');

export const discardChange = () => t('Discard this change? The saved note stays as it is.');

export const keepDraft = () => t('Keep Draft');

export const keepChange = () => t('Keep Change');

export const discard = () => t('Discard');

export const openForm = () => t('Open Form');

export const editInForm = () => t('Edit in Form');

export const keptInForm = () => t('Notelog kept your text in the form.');

export const writtenElsewhere = () => t('Another window is writing this draft.');
