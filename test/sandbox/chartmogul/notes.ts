import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import type { Query } from '../request.ts';
import { isoTime, requiredText, type JsonObject } from './body.ts';
import { invalidParameter, unknownResource } from './errors.ts';
import { noteFields } from './noteFields.ts';
import { existing, ownerOf } from './owner.ts';
import { cursorTime, pageOf, type Order } from './page.ts';
import type { ChartmogulKey, ChartmogulNote, ChartmogulState } from './state.ts';

/** The documented `/customer_notes`, and `/notes` that is to take its place (docs/api/chartmogul.md, section 1). */
export type Collection = 'customer_notes' | 'notes';

const newestFirst: Order<ChartmogulNote> = {
  key: (note) => `${cursorTime(note.createdAt, note.sequence)}&${note.uuid}`,
  direction: 'descending',
};

/** The requests for notes, on either path. */
export class Notes {
  private readonly context: SandboxContext;
  private readonly collection: Collection;

  constructor(context: SandboxContext, collection: Collection) {
    this.context = context;
    this.collection = collection;
  }

  create(body: JsonObject, key: ChartmogulKey): Answer {
    const owner =
      this.collection === 'notes'
        ? ownerOf(body, this.state)
        : existing('customer', requiredText(body, 'customer_uuid'), this.state);
    const type = requiredText(body, 'type');
    if (type !== 'note' && type !== 'call')
      throw invalidParameter('type', 'Parameter "type" must be "note" or "call"');
    const fields = noteFields(body, type, this.state, this.context);
    const now = this.context.clock.now();
    const note: ChartmogulNote = {
      uuid: `note_${randomUUID()}`,
      owner,
      type,
      text: fields.text ?? null,
      callDuration: fields.callDuration ?? (type === 'call' ? 60 : 0),
      author: fields.author ?? key.owner,
      createdAt: fields.createdAt ?? now,
      updatedAt: now,
      storedAt: now,
      sequence: 1 + Math.max(0, ...this.state.notes.map(({ sequence }) => sequence)),
    };
    this.state.notes.push(note);
    return { status: 201, body: this.show(note) };
  }

  list(query: Query): Answer {
    const latest = this.context.clock.now() - this.context.switches.listLag;
    const wanted = this.visible().filter(
      ({ owner, type, author, storedAt = latest }) =>
        storedAt <= latest &&
        matches(query['customer_uuid'], owner.type === 'customer' ? owner.uuid : null) &&
        matches(query['contact_uuid'], owner.type === 'contact' ? owner.uuid : null) &&
        matches(query['type'], type) &&
        matches(query['author_email'], author.email),
    );
    return { status: 200, body: pageOf(wanted, newestFirst, query, (note) => this.show(note)) };
  }

  retrieve(uuid: string): Answer {
    return { status: 200, body: this.show(this.get(uuid)) };
  }

  /** Ignores unknown members and members that cannot be changed (assumed). */
  patch(uuid: string, body: JsonObject): Answer {
    const note = this.get(uuid);
    if (Object.keys(body).length === 0 && this.collection === 'notes') return { status: 304 };
    const fields = noteFields(body, note.type, this.state, this.context);
    if (fields.text !== undefined) note.text = fields.text;
    if (fields.callDuration !== undefined) note.callDuration = fields.callDuration;
    if (fields.author !== undefined) note.author = fields.author;
    if (fields.createdAt !== undefined) note.createdAt = fields.createdAt;
    // Assumed for customer_notes: `{}` changes nothing, and its answer is like any other.
    if (Object.keys(body).length > 0) note.updatedAt = fields.updatedAt ?? this.context.clock.now();
    return { status: 200, body: this.show(note) };
  }

  remove(uuid: string): Answer {
    const note = this.get(uuid);
    this.state.notes.splice(this.state.notes.indexOf(note), 1);
    const message = note.type === 'call' ? 'Call log deleted' : 'Note deleted';
    const byPath = this.collection === 'notes' ? 'message202' : 'object200';
    const { deleteAnswer } = this.context.switches;
    switch (deleteAnswer === 'byPath' ? byPath : deleteAnswer) {
      case 'message202':
        return { status: 202, body: { message } };
      case 'object200':
        return { status: 200, body: {} };
      case 'empty204':
        return { status: 204 };
    }
  }

  private get state(): ChartmogulState {
    return this.context.state().chartmogul;
  }

  /** Assumed: the older path does not have the notes of contacts. */
  private visible(): ChartmogulNote[] {
    return this.state.notes.filter(({ owner }) => this.collection === 'notes' || owner.type === 'customer');
  }

  /** The 404 is assumed; its message is the one recorded for contacts. */
  private get(uuid: string): ChartmogulNote {
    const note = this.visible().find((one) => one.uuid === uuid);
    if (note === undefined) throw unknownResource('Note', uuid, 'note_uuid');
    return note;
  }

  private show(note: ChartmogulNote): object {
    const newerMembers = {
      associated_object: note.owner.type,
      associated_object_uuid: note.owner.uuid,
    };
    return {
      uuid: note.uuid,
      customer_uuid: note.owner.type === 'customer' ? note.owner.uuid : null,
      ...(this.collection === 'notes' ? newerMembers : {}),
      type: note.type,
      text: note.text,
      call_duration: note.callDuration,
      author: `${note.author.name} (${note.author.email})`,
      created_at: isoTime(note.createdAt),
      updated_at: isoTime(note.updatedAt),
    };
  }
}

function matches(wanted: string | undefined, value: string | null): boolean {
  return wanted === undefined || wanted === value;
}
