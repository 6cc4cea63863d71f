import { keyText, type formKeys } from '../src/form/keys.ts';

/** The system of the user, which a remote host does not know. */
export const isMac = navigator.platform.startsWith('Mac');

/** A tooltip with the default key behind it. */
export function withKey(text: string, act: keyof typeof formKeys): string {
  return `${text} (${keyText(act, isMac)})`;
}
