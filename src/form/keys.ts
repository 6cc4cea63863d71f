import type { FormAct } from './messages.ts';

/** A key binding as package.json has it: `mac` is the one on macOS, where Option types characters. */
interface FormKey {
  readonly key: string;
  readonly mac: string;
}

/** The acts of the form that have a key of their own; a test holds them together with package.json. */
export const formKeys = {
  toggleCall: { key: 'shift+alt+k', mac: 'ctrl+cmd+k' },
  setTime: { key: 'shift+alt+t', mac: 'ctrl+cmd+t' },
  setDuration: { key: 'shift+alt+d', mac: 'ctrl+cmd+l' },
  attach: { key: 'shift+alt+a', mac: 'ctrl+cmd+a' },
} as const satisfies Partial<Record<FormAct, FormKey>>;

/** How the modifiers that all of these keys have are written by people. */
const modifiers = { mac: '⌃⌘', other: 'Shift+Alt+' };

/**
 * The default key of an act as people write it: `Shift+Alt+K`, `⌃⌘K`. Whether the user has bound another one no
 * extension can know.
 */
export function keyText(act: keyof typeof formKeys, isMac: boolean): string {
  const { key, mac } = formKeys[act];
  return (isMac ? modifiers.mac : modifiers.other) + (isMac ? mac : key).slice(-1).toUpperCase();
}
