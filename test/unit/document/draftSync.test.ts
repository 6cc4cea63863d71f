import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DraftDocument } from '../../../src/document/draftDocument.ts';
import { DraftSync } from '../../../src/document/draftSync.ts';
import { readDocument } from '../../../src/document/documentText.ts';
import type { Target } from '../../../src/model/note.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { customer, deferred, fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/**
 * A document in an editor whose window and extension host tell each other of changes late, but in order: what is typed in
 * the window, and what a change that the host asks for becomes, arrive one message after the other.
 */
class SlowEditor {
  #window: string;
  #windowVersion = 0;
  #host: string;
  #hostVersion = 0;
  readonly #toWindow: (() => void)[] = [];
  readonly #toHost: (() => void)[] = [];
  onChange: (() => void) | undefined;
  onSave: ((content: string) => void) | undefined;

  constructor(content: string) {
    this.#window = content;
    this.#host = content;
  }

  content(): string {
    return this.#host;
  }

  isClosed(): boolean {
    return false;
  }

  get windowText(): string {
    return readDocument(this.#window).text ?? '';
  }

  change(content: string): Promise<boolean> {
    const version = this.#hostVersion;
    return new Promise((resolve) => {
      this.#toWindow.push(() => {
        const isCurrent = version === this.#windowVersion;
        if (isCurrent) this.#set(content);
        this.#toHost.push(() => resolve(isCurrent));
      });
    });
  }

  type(characters: string, place: number): void {
    const { windowText } = this;
    const head = this.#window.slice(0, this.#window.length - windowText.length - 1);
    const at = place % (windowText.length + 1);
    this.#set(`${head}${windowText.slice(0, at)}${characters}${windowText.slice(at)}\n`);
  }

  replace(before: string, after: string): void {
    this.#set(this.#window.replace(before, after));
  }

  save(): void {
    const content = this.#window;
    this.#toHost.push(() => this.onSave?.(content));
  }

  get isQuiet(): boolean {
    return this.#toHost.length + this.#toWindow.length === 0;
  }

  /** Delivers one message. */
  async deliver(to: 'host' | 'window'): Promise<void> {
    (to === 'host' ? this.#toHost : this.#toWindow).shift()?.();
    // What waits for the message runs now.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  #set(content: string): void {
    this.#window = content;
    const version = (this.#windowVersion += 1);
    this.#toHost.push(() => {
      this.#host = content;
      this.#hostVersion = version;
      this.onChange?.();
    });
  }
}

function openSlowly(path: string, service = fakeService()) {
  const harness = openComposeHarness(path, { services: [service] });
  const { composer } = harness;
  composer.edit('text', 'Hello');
  const draft = new DraftDocument({ ...harness, named: (_account, text) => customer(text) }, composer.draft);
  const editor = new SlowEditor(draft.content);
  const sync = new DraftSync({ draft, document: editor, log: harness.log, onRead: () => undefined });
  editor.onChange = () => sync.read();
  editor.onSave = (content) => {
    sync.read();
    kept.push(sync.isKept(editor.content()) || sync.isKept(content));
  };
  const kept: boolean[] = [];
  composer.onChange(() => sync.follow());
  const flush = async () => {
    while (!editor.isQuiet) {
      await editor.deliver('host');
      await editor.deliver('window');
    }
  };
  return { composer, editor, sync, kept, flush };
}

test('what is typed in the form stays when the document is saved before it shows all of that', async () => {
  await using folder = await temporaryFolder();
  const { composer, editor, kept, flush } = openSlowly(folder.path);
  composer.edit('text', 'Hello ');
  await editor.deliver('window');
  editor.save();
  composer.edit('text', 'Hello form');
  await flush();
  expect(composer.draft.values.text).toBe('Hello form');
  expect(editor.windowText).toBe('Hello form');
  expect(kept).toEqual([true]);
});

test('a note is logged with what was typed last in either place', async () => {
  await using folder = await temporaryFolder();
  const { composer, editor, sync, flush } = openSlowly(folder.path);
  composer.edit('text', 'Hello form');
  editor.type('Oh, ', 0);
  const settled = sync.settled().then(() => composer.draft.values.text);
  await flush();
  expect(await settled).toBe('Oh, Hello form');
});

test('a member that is typed slowly stays as it is typed, although it would be printed in another way', async () => {
  await using folder = await temporaryFolder();
  const { composer, editor, flush } = openSlowly(folder.path);
  composer.edit('kind', 'call');
  await flush();
  let before = 'duration:';
  for (const typed of ['duration: ', 'duration: 2', 'duration: 25', 'duration: 25m']) {
    editor.replace(before, typed);
    await flush();
    expect(editor.content()).toContain(`\n${typed}\n`);
    before = typed;
  }
  expect(composer.draft.values.duration).toBe('25m');
});

test('in any order of typing, saving and messages, nothing typed is lost and both end alike', async () => {
  await using folder = await temporaryFolder();
  const step = fc.oneof(
    fc.record({ does: fc.constant('type' as const), place: fc.nat(30) }),
    fc.record({ does: fc.constant('typeInForm' as const), place: fc.nat(30) }),
    fc.record({ does: fc.constantFrom('host' as const, 'window' as const, 'save' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { composer, editor, flush } = openSlowly(folder.path);
      const typed: string[] = [];
      const character = () => {
        const next = String.fromCodePoint(0x4e00 + typed.length);
        typed.push(next);
        return next;
      };
      for (const each of steps)
        switch (each.does) {
          case 'type':
            editor.type(character(), each.place);
            break;
          case 'typeInForm': {
            const { text } = composer.draft.values;
            const at = each.place % (text.length + 1);
            composer.edit('text', text.slice(0, at) + character() + text.slice(at));
            break;
          }
          case 'save':
            editor.save();
            break;
          case 'host':
          case 'window':
            await editor.deliver(each.does);
        }
      await flush();
      const { text } = composer.draft.values;
      expect(editor.windowText).toBe(text);
      for (const each of typed) expect(text).toContain(each);
    }),
    { numRuns: 300 },
  );
});

test('a customer who is changed while another note is being logged is that of the draft afterwards', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer, editor, sync, flush } = openSlowly(folder.path, service);
  composer.recipient.choose(customer('Acme'));
  await composer.recipient.settled();
  await flush();
  const { draft } = composer;
  composer.open({ ...draft, id: 'other', values: { ...draft.values, text: 'Other' } });
  await composer.recipient.settled();
  const answer = deferred<readonly Target[]>();
  service.find = (_type, _typed, signal) => answer.until(signal);
  composer.recipient.choose(customer('Initech'));
  const logged = composer.log();

  editor.replace('customer: Acme of crm', 'customer: Hooli');
  await flush();
  composer.edit('kind', 'call', draft.id);
  sync.follow();
  await flush();
  expect(editor.content()).toContain('customer: Hooli\nkind: note\n');
  await sync.settled();
  expect(composer.find(draft.id)?.target).toMatchObject({ id: 'Acme' });

  service.find = (_type, typed) => Promise.resolve([customer(typed)]);
  answer.resolve([customer('Initech')]);
  expect(await logged).toMatchObject({ note: { target: { id: 'Initech' } } });
  await flush();
  expect(composer.find(draft.id)).toMatchObject({ target: { id: 'Hooli' }, values: { kind: 'call' } });
  expect(editor.content()).toContain('customer: Hooli of crm\nkind: call\n');
});
