import { formatDuration, parseDuration } from '../model/duration.ts';
import type { IconName } from './icons.ts';
import type { Snapshot } from './messages.ts';
import { isShown } from './shape.ts';
import { words } from './words.ts';

/** The fields that are chips below the text, in their order. */
export const chipFields = ['duration', 'occurredAt', 'author', 'attachment'] as const;

/** A field that is a chip. */
export type ChipField = (typeof chipFields)[number];

/** The icon of each chip. */
export const chipIcons: Readonly<Record<ChipField, IconName>> = {
  duration: 'timer',
  occurredAt: 'clock',
  author: 'person',
  attachment: 'clip',
};

/** The chips that a form has. */
export function chipsOf(view: Snapshot): readonly ChipField[] {
  return chipFields.filter((field) => isShown(field, view));
}

/** Whether a field is edited in a chip. */
export function isChip(field: string | undefined): field is ChipField {
  return chipFields.some((chip) => chip === field);
}

/** What the chip says beside its icon; '' where its value is the usual one and the icon alone is enough. */
export function chipText(field: ChipField, view: Snapshot, dateText: (instant: string) => string): string {
  const { values, attachments } = view;
  switch (field) {
    case 'duration':
      return durationText(values.duration);
    case 'occurredAt':
      return values.occurredAt === '' ? words.now : dateText(values.occurredAt);
    case 'author':
      return values.author.trim() === '' ? words.me : values.author.trim();
    case 'attachment': {
      const attached = attachments.filter(({ state }) => state !== 'failed');
      return attached.length > 1 ? `${attached.length} ${words.manyFiles}` : (attached[0]?.name ?? '');
    }
    default:
      return field satisfies never;
  }
}

/** "25 min"; what was typed, where it is no duration. */
function durationText(typed: string): string {
  const seconds = parseDuration(typed);
  return seconds === undefined ? typed.trim() : formatDuration(seconds, words.units);
}
