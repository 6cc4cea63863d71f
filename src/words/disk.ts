import { t } from './translate.ts';

// What this machine's disk refuses.

export const noSpace = () => t('There is no space left on this disk.');

export const notAllowed = () =>
  t('This computer does not let Notelog use this file or folder. Check its permissions.');

export const readOnly = () => t('This disk is read-only.');

export const tooManyOpen = () =>
  t('Too many files are open on this computer. Close some programs and try again.');

export const inUse = () => t('Another program is using this file. Close it there and try again.');

export const notThere = () => t('A file or folder that is needed is not there any more.');

export const otherInItsPlace = () => t('Something else is in the place of a file or folder that is needed.');

export const longPath = () => t('The path of this file is too long for this disk.');

export const largeFile = () => t('This file is too large for this disk.');

export const fault = () => t('The disk reported a fault.');

export const leadsOutside = () =>
  t('This leads outside the folder that it lies in, so it is neither read nor written.');

export const unknown = () => t('This disk could not be read or written.');
