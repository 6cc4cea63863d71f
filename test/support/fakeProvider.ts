import { Failure } from '../../src/base/failure.ts';
import type { StoredNote, Target } from '../../src/model/note.ts';
import type { Capabilities } from '../../src/model/capabilities.ts';
import type { OutgoingNote, LostNote } from '../../src/providers/outgoingNote.ts';
import type { Identity, Provider, ProviderContext, ProviderKind } from '../../src/providers/provider.ts';

/** A service in memory whose every answer a test can replace. */
export interface FakeService {
  readonly kind: ProviderKind;
  /** Notes that arrived, in order, whatever was answered. */
  readonly arrived: OutgoingNote[];
  /** What was looked for, in order. */
  readonly calls: string[];
  /** Notes that were looked for after their answer was lost, in order. */
  readonly looked: LostNote[];
  /** Whose account the key opens: one with the account's own name, until a test says otherwise. */
  verify: (context: ProviderContext, signal: AbortSignal) => Promise<Identity>;
  /** Answers a note that arrived. */
  answer: (outgoing: OutgoingNote, signal: AbortSignal) => Promise<StoredNote>;
  /** Finds the targets for what was typed. */
  find: (type: string, typed: string, signal: AbortSignal) => Promise<readonly Target[]>;
  /** Says whether a note is there: it is not, until a test says otherwise. */
  findDuplicate: Provider['findDuplicate'];
  list: Provider['list'];
  /** A page of the directory; a test that uses it names the types in the capabilities, too. */
  directory: NonNullable<Provider['directory']>;
  /** Knows no note, until a test says otherwise. */
  read: Provider['read'];
  /** Change and delete a note; used only where the capabilities say so. */
  edit: NonNullable<Provider['edit']>;
  remove: NonNullable<Provider['remove']>;
  /** Lists of notes, attachments and follow-ups: only where a test sets them before the account is opened. */
  findListed: Provider['findListed'] | undefined;
  attachment: Provider['attachment'] | undefined;
  tasks: Provider['tasks'] | undefined;
  stamp: Provider['stamp'];
  /** Asks for the service's time. */
  learnTime: NonNullable<Provider['learnTime']>;
}

/** The page of a customer, whose name tells in which account it was found. */
export function customer(id: string, service = 'crm'): Target {
  return { type: 'customer', id, name: `${id} of ${service}` };
}

/** The note as a service gives it back. */
export function storedAs(id: string, { note }: Pick<OutgoingNote, 'note'>): StoredNote {
  return {
    id,
    kind: note.kind,
    target: note.target,
    text: note.text.value,
    author: note.author,
    createdAt: undefined,
    durationSeconds: note.durationSeconds,
    attachment: undefined,
    url: undefined,
  };
}

/** Every target exists and every note is stored, until a test says otherwise. */
export function fakeService(id = 'crm', more: Partial<Capabilities> = {}): FakeService {
  const arrived: OutgoingNote[] = [];
  const calls: string[] = [];
  const looked: LostNote[] = [];
  const capabilities: Capabilities = {
    kinds: ['note', 'call'],
    targets: [
      { type: 'customer', label: 'customer', idLabel: 'id', placeholder: 'cus_1' },
      { type: 'order', label: 'order', idLabel: 'number', placeholder: '3056' },
    ],
    attachments: 'one',
    author: 'email',
    backDating: true,
    longestText: 5000,
    directory: [],
    edit: false,
    remove: false,
    tasks: undefined,
    ...more,
  };
  const field = {
    id: 'place',
    label: 'Place',
    description: 'Where the service is.',
    placeholder: 'here',
    fallback: 'here',
    problem: (value: string) => (value === 'bad' ? 'This is no place.' : undefined),
  };
  const service: FakeService = {
    arrived,
    calls,
    looked,
    kind: {
      id,
      title: id.toUpperCase(),
      capabilities,
      limits: { requestsPerSecond: 40, connections: 8 },
      accountFields: [field],
      keyLabel: 'API key',
      tenant: ({ fields }) => fields['place'] ?? 'here',
      origin: ({ fields }) => `https://${fields['place'] ?? 'here'}.example`,
      open: (context) => ({
        verify: (signal) => service.verify(context, signal),
        findTargets: (type, typed, signal) => {
          calls.push(`${context.account.fields['place'] ?? 'here'}:${type}:${typed}`);
          return service.find(type, typed, signal);
        },
        targetOffline: (type, typed) => (typed.includes('@') ? undefined : { type, id: typed }),
        stamp: (note) => service.stamp(note),
        learnTime: (...args) => service.learnTime(...args),
        create: (outgoing, signal) => {
          arrived.push(outgoing);
          return service.answer(outgoing, signal);
        },
        findDuplicate: (sent, signal) => {
          looked.push(sent);
          return service.findDuplicate(sent, signal);
        },
        list: (query, signal) => service.list(query, signal),
        ...(capabilities.directory.length > 0 && {
          directory: (query, signal) => service.directory(query, signal),
        }),
        read: (noteId, signal) => service.read(noteId, signal),
        ...(capabilities.edit && { edit: (...args) => service.edit(...args) }),
        ...(service.findListed && { findListed: service.findListed }),
        ...(service.attachment && { attachment: service.attachment }),
        ...(service.tasks && { tasks: service.tasks }),
        ...(capabilities.remove && { remove: (...args) => service.remove(...args) }),
      }),
    },
    verify: ({ account }) => Promise.resolve({ name: account.label, detail: undefined }),
    findListed: undefined,
    attachment: undefined,
    tasks: undefined,
    answer: (outgoing) => Promise.resolve(storedAs(`stored-${arrived.length}`, outgoing)),
    find: (_, typed) => Promise.resolve([customer(typed, id)]),
    findDuplicate: () => Promise.resolve({ result: 'absent', final: false }),
    list: () => Promise.resolve({ notes: [], cursor: undefined }),
    directory: () => Promise.resolve({ entries: [], cursor: undefined }),
    read: () => Promise.reject(new Failure('notFound', 'The note is gone.')),
    edit: () => Promise.reject(new Failure('notFound', 'The note is gone.')),
    remove: () => Promise.resolve(),
    stamp: ({ occurredAt }) => occurredAt ?? '2026-07-29T14:05:58.000Z',
    learnTime: () => Promise.resolve(),
  };
  return service;
}

/** An answer that comes when the test says so, or is `cancelled` when the signal aborts first. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return {
    resolve: (value: T) => resolve(value),
    reject: (error: unknown) => reject(error),
    until: (signal: AbortSignal): Promise<T> => {
      const cancel = () => reject(new Failure('cancelled', 'Cancelled.'));
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel);
      return promise;
    },
  };
}
