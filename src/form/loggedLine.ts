import type { IconName } from './icons.ts';
import type { Snapshot } from './messages.ts';

type Logged = NonNullable<Snapshot['logged']>;

/** The icon before what is said of a note that was logged, and the class of its colour. Only what needs the user is bad. */
export const loggedIcons: Readonly<
  Record<Logged['state'], { readonly icon: IconName; readonly tone: string }>
> = {
  undoable: { icon: 'check', tone: 'good' },
  saving: { icon: 'check', tone: 'good' },
  pending: { icon: 'info', tone: 'quiet' },
  checking: { icon: 'info', tone: 'quiet' },
  needsYou: { icon: 'error', tone: 'bad' },
};

/** What is said of a note that was logged, and of others with it. */
export function loggedText({ message, others }: Logged): string {
  return others === '' ? message : `${message}, ${others}`;
}
