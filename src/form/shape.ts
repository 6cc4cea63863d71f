import type { Snapshot } from './messages.ts';

/** The rows of the form that are not always there. */
export interface Rows {
  /** A choice of accounts; without it a line of text says which one the note goes to. */
  readonly account: boolean;
  readonly kind: boolean;
  readonly targetType: boolean;
  readonly author: boolean;
  readonly occurredAt: boolean;
  readonly duration: boolean;
  readonly attachment: boolean;
}

/**
 * Which rows a snapshot calls for: by what the account can do, never by whose it is. What the draft already holds
 * stays in sight even where the account cannot take it, so that nothing is sent, or refused, unseen.
 */
export function rowsFor(
  snapshot: Pick<Snapshot, 'accounts' | 'values' | 'shape' | 'attachment' | 'editing'>,
): Rows {
  const { accounts, values, shape, attachment, editing } = snapshot;
  const known = accounts.some((account) => account.id === values.account);
  return {
    account: accounts.length > 1 || (accounts.length === 1 && !known),
    kind: shape.kinds.length > 1,
    targetType: shape.targets.length > 1,
    author: shape.author !== null,
    occurredAt: shape.backDating,
    duration: values.kind === 'call',
    // A stored note's file cannot be another.
    attachment: editing === undefined && (shape.attachment || attachment !== null),
  };
}

/** The chosen target type as people know it; the first one while none is chosen. */
export function targetTypeFor(
  snapshot: Pick<Snapshot, 'values' | 'shape'>,
): Snapshot['shape']['targets'][number] | undefined {
  const { targets } = snapshot.shape;
  return targets.find(({ type }) => type === snapshot.values.targetType) ?? targets[0];
}

/** A label that stands in lower case in a sentence, as the heading of a field. */
export function asHeading(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

/** An account as it stands in the form: with its provider, unless its label says that already. */
export function accountTitle({ label, provider }: Snapshot['accounts'][number]): string {
  const said = provider === '' || label.toLowerCase().includes(provider.toLowerCase());
  return said ? label : `${label} (${provider})`;
}
