import { expect } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { FieldName } from '../../src/model/fields.ts';
import type { Note, StoredNote, Target } from '../../src/model/note.ts';
import type { Capabilities } from '../../src/model/capabilities.ts';
import type { OutgoingNote } from '../../src/providers/outgoingNote.ts';
import type { Provider, ProviderKind } from '../../src/providers/provider.ts';
import type { Fault } from '../sandbox/faults.ts';
import type { ReceivedRequest } from '../sandbox/received.ts';

/** A provider with a service or a folder behind it, made for one test and removed after it. */
export interface ContractCase extends AsyncDisposable {
  readonly kind: ProviderKind;
  /** What this account can do. */
  readonly capabilities: Capabilities;
  readonly provider: Provider;
  /** What a person types for a target that exists, and that target. */
  readonly validTarget: { readonly type: string; readonly typed: string; readonly target: Target };
  /** What cannot be a target at all. */
  readonly invalidTarget: { readonly type: string; readonly typed: string };
  /** An author that the service takes; '' where none can be named. */
  readonly author: string;
  /** Writes a file, and gives its absolute path. */
  writeFile(bytes: Uint8Array): Promise<string>;
  /** The bytes of a note's attachment, as they were stored. */
  attachmentOf(note: StoredNote): Promise<Uint8Array | undefined>;
  /** Everything that was logged. */
  readonly lines: readonly string[];
  /** Undefined where there is no network. */
  readonly service: RemoteCase | undefined;
}

/** What the contract needs in order to make a service fail. */
export interface RemoteCase {
  readonly key: string;
  /** A key that may read and not write. */
  readonly readOnlyKey: string;
  /** The same account with another key, or none. */
  withKey(key: string | undefined): Provider;
  /** A target of the right form that the service does not have. */
  readonly missingTarget: { readonly type: string; readonly typed: string; readonly target: Target };
  /** A body of the service's own kind with status 422, and the field that it is about. */
  readonly refusal: { readonly body: string; readonly field: FieldName; readonly words: string };
  injectFault(fault: Fault): void;
  /** Stops the service: from then on nobody listens at its address. */
  stop(): Promise<void>;
  /** What the service received, oldest first. */
  readonly requests: readonly Pick<ReceivedRequest, 'method' | 'url'>[];
  /** How many notes the service holds. */
  noteCount(): number;
}

/** A provider with a service behind it. */
export type ServiceCase = ContractCase & { readonly service: RemoteCase };

/** For calls that nobody cancels. */
export const noSignal = new AbortController().signal;

/** An entry for the known target, stamped as the outbox does it. */
export async function entry(
  its: ContractCase,
  more: Partial<Note> = {},
  id = 'first',
): Promise<OutgoingNote> {
  const note: Note = {
    kind: 'note',
    target: its.validTarget.target,
    text: { format: 'typed', value: 'A note' },
    ...more,
  };
  // The stamp is compared with the service's clock, which is known once the service has answered.
  await its.provider.list({ limit: 1 }, noSignal).catch(() => undefined);
  return { id: `contract-${id}`, note, stamp: its.provider.stamp(note), attachmentPath: undefined };
}

/** Each of the provider's requests, to be made one after the other. */
export async function everyCall(
  its: ContractCase,
  provider: Provider,
  signal = noSignal,
): Promise<readonly (() => Promise<unknown>)[]> {
  const { type, typed, target } = its.validTarget;
  const outgoing = await entry(its);
  const { tasks } = provider;
  const task = { target, details: 'Call', assignee: 'ada@example.com', dueOn: '2030-01-31' };
  const change = { text: outgoing.note.text };
  const [listed] = its.capabilities.directory;
  return [
    () => provider.verify(signal),
    () => provider.findTargets(type, typed, signal),
    () => provider.create(outgoing, signal),
    () => provider.list({ limit: 5 }, signal),
    () => provider.findDuplicate({ ...outgoing, since: Date.now(), takenNoteIds: new Set() }, signal),
    () => provider.read('1', signal),
    ...(listed ? [async () => provider.directory?.({ type: listed.type }, signal)] : []),
    ...(provider.edit ? [async () => provider.edit?.('1', change, signal)] : []),
    ...(provider.remove ? [async () => provider.remove?.('1', signal)] : []),
    ...(provider.attachment ? [async () => provider.attachment?.('1', signal)] : []),
    ...(tasks
      ? [
          () => tasks.create(task, signal),
          () => tasks.open(target, signal),
          () => tasks.list({}, signal),
          () => tasks.complete('1', signal),
        ]
      : []),
  ];
}

/** The Failure that a call ends in; the test fails when it ends otherwise. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (!Failure.is(error)) expect.fail(`no Failure: ${String(error)}`);
  return error;
}

/** ISO 8601 with milliseconds. */
export function anHourAgo(): string {
  return new Date(Date.now() - 3_600_000).toISOString();
}

/** Hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
