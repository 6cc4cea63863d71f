import type { Capabilities } from './capabilities.ts';
import {
  checkAuthor,
  checkDuration,
  checkInstant,
  checkKind,
  checkText,
  noContribution,
  type FieldResult,
} from './fieldChecks.ts';
import { fieldNames, type DraftValues, type FieldName } from './fields.ts';
import type { Note, Target } from './note.ts';
import * as words from '../words/fields.ts';

/** What a check can look at. */
interface FieldContext {
  readonly values: DraftValues;
  readonly text: Note['text'];
  /** Whom the typed target stands for, once that is known. */
  readonly target: Target | undefined;
  readonly capabilities: Capabilities;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the host alone knows of a field: all that depends on the account's capabilities. */
interface FieldRule {
  /** Whether an account takes it; absent: every account does. */
  readonly isTaken?: (capabilities: Capabilities) => boolean;
  /** What its value becomes when the account changes; absent: it stays. */
  readonly fit?: (value: string, capabilities: Capabilities) => string;
  /** Called where the field exists, and the account takes it or the draft holds it all the same. */
  readonly check: (context: FieldContext) => FieldResult;
}

/** The host's side of the table in fields.ts. It is apart because the page does not load it. */
export const fieldRules: Readonly<Record<FieldName, FieldRule>> = {
  account: { check: () => noContribution },
  kind: {
    fit: (value, { kinds }) => kinds.find((kind) => kind === value) ?? kinds[0] ?? 'note',
    check: ({ values, capabilities }) => checkKind(values.kind, capabilities),
  },
  targetType: {
    fit: (value, { targets }) => (targets.find(({ type }) => type === value) ?? targets[0])?.type ?? '',
    check: () => noContribution,
  },
  target: {
    check: ({ target }) => (target ? { note: { target } } : { problem: words.chooseCustomer() }),
  },
  text: { check: ({ text, capabilities }) => checkText(text, capabilities) },
  duration: { check: ({ values, capabilities }) => checkDuration(values.duration, capabilities) },
  occurredAt: {
    isTaken: ({ backDating }) => backDating,
    check: ({ values, now }) => checkInstant(values.occurredAt, now),
  },
  author: {
    isTaken: ({ author }) => author !== undefined,
    check: ({ values, capabilities }) => checkAuthor(values.author, capabilities),
  },
  attachment: {
    isTaken: ({ attachments }) => attachments !== 'none',
    // What it contributes is read when the note is logged.
    check: ({ capabilities }) =>
      capabilities.attachments === 'none' ? { problem: words.filesNotTaken() } : noContribution,
  },
};

/** The fields that an account takes, whatever the rest of the form holds. */
export function fieldsTaken(capabilities: Capabilities): readonly FieldName[] {
  return fieldNames.filter((name) => fieldRules[name].isTaken?.(capabilities) ?? true);
}
