import { t } from './translate.ts';

// What services answer. `service`: its name, or the host that answered. Those without a full stop are completed by the
// service's own words.

export const hadServerError = (service: string) => t('{0} had a server error', service);

export const doesNotAccept = (service: string, key: string) =>
  t('{0} does not accept this {1}', service, key);

export const couldNotCarryOut = (service: string) => t('{0} could not carry out the request', service);

export const doesNotAnswerHere = (service: string, hint: string) =>
  t('{0} does not answer at this address; {1}', service, hint);

export const waitedTooLong = (service: string) => t('{0} waited too long for the request', service);

export const takesNoneAsLarge = (service: string) => t('{0} takes no note as large as this', service);

export const isRateLimiting = (service: string) => t('{0} is rate-limiting us', service);

export const refusedThis = (service: string) => t('{0} refused this', service);

export const pointsElsewhere = (service: string) =>
  t('{0} points to another address, which is not followed', service);

export const theService = () => t('The service');

/** A sentence of these, without more. */
export const sentence = (words: string) => t('{0}.', words);
