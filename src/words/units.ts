import { t } from './translate.ts';

// How long something takes.

/** What follows the number in `1 h 5 min` or `40 s`. */
export const durationUnits = () => ({ hour: t('h'), minute: t('min'), second: t('s') });

export const inSeconds = (seconds: number) => t('{0} s', seconds);

export const inMinutes = (minutes: number) => t('{0} min', minutes);

export const inHours = (hours: number) => t('{0} h', hours);

/** `shown`: rounded, as in `2 min`. */
export const exactly = (shown: string, seconds: number) => t('{0} ({1} s)', shown, seconds);
