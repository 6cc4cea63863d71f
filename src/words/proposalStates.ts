import { t } from './translate.ts';

// What has become of a proposal, as those who propose are told.

export const pending = () =>
  t('It waits for the user’s OK in Notelog. Do not propose it again; ask for its status later.');

export const reviewing = () => t('The user has it open and has not logged it yet. Ask for its status later.');

export const onItsWay = () => t('The user logged it. It is on its way to the service.');

export const stored = () => t('The user logged it, and it is saved.');

export const declined = () =>
  t('The user does not want it. Do not propose it again unless the user asks for it.');

export const expired = () => t('The user did not answer within a week. Nothing was logged.');

export const invalid = () => t('It could not be read, so that nothing was logged.');

export const refused = () =>
  t('The user logged it, and the service did not take it. The user sees why in Notelog.');

export const uncertain = () =>
  t('The user logged it, and Notelog is finding out whether the service has it.');
