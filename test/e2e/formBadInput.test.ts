import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import type { FieldName } from '../../src/model/fields.ts';
import * as editing from '../../src/words/editing.ts';
import * as fields from '../../src/words/fields.ts';
import * as words from '../../src/words/form.ts';
import { notAttached } from '../../src/words/formFiles.ts';
import * as pending from '../../src/words/pending.ts';
import { chosen, logged, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, violations, type OpenForm } from './formHarness.ts';
import { everything } from './formStates.ts';

// What the form says of bad input, each sentence as the product says it, in every theme and from the narrowest side bar
// to a wide one.

const browser = browserForFile();
const sizes = [
  [220, 240],
  [316, 316],
  [480, 600],
] as const;

/** Every message at a field, with its field. */
const atFields: Readonly<Record<keyof typeof fields, readonly [field: FieldName, message: string]>> = {
  chooseCustomer: ['target', fields.chooseCustomer()],
  kindNotTaken: ['kind', fields.kindNotTaken()],
  writeSomething: ['text', fields.writeSomething()],
  textTooLong: ['text', fields.textTooLong(12_345, 5_000)],
  durationUnclear: ['duration', fields.durationUnclear()],
  durationImpossible: ['duration', fields.durationImpossible()],
  noDate: ['occurredAt', fields.noDate()],
  beforeAll: ['occurredAt', fields.beforeAll()],
  inFuture: ['occurredAt', fields.inFuture()],
  noEmail: ['author', fields.noEmail()],
  typeEmail: ['author', fields.typeEmail('ann@example.com')],
  filesNotTaken: ['attachment', fields.filesNotTaken()],
};

const problem = (field: FieldName, message: string): Snapshot => ({
  ...everything,
  problems: [{ field, message }],
});
const needsYou = (message: string, resolve: string): Snapshot =>
  snapshot({
    recipient: chosen(),
    logged: logged({ state: 'needsYou', isError: true, canUndo: false, message, resolve }),
  });
const failedFile: Snapshot['attachments'][number] = {
  key: 'f',
  name: 'Quarterly report of the northern branch.pdf',
  size: 30_000_000,
  state: 'failed',
  progress: 0,
  message: notAttached(
    'Quarterly report of the northern branch.pdf',
    'It has 30 MB; ActivePlatform takes 25 MB.',
  ),
  picture: false,
};

const states: Readonly<Record<string, Snapshot>> = {
  ...Object.fromEntries(
    Object.entries(atFields).map(([name, [field, message]]) => [name, problem(field, message)]),
  ),
  keepAuthor: problem('author', editing.keepAuthor()),
  keepDate: problem('occurredAt', editing.keepDate()),
  gone: problem('target', words.goneCustomer('ChartMogul')),
  unread: problem('target', words.unreadCustomer()),
  nobody: snapshot({
    values: values({ target: 'ann@a-very-long-name-of-a-host.example' }),
    problems: [
      { field: 'target', message: words.nobodyBy('ChartMogul', 'ann@a-very-long-name-of-a-host.example') },
    ],
  }),
  several: snapshot({
    recipient: {
      state: 'several',
      targets: [
        { key: 'a', name: 'Acme Corp', detail: 'Acme Corporation Ltd, accounts@acme.example' },
        { key: 'b', name: 'Acme Corp', detail: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a02' },
      ],
    },
    problems: [{ field: 'target', message: words.severalMatch() }],
  }),
  notVerified: {
    ...everything,
    recipient: chosen({ warning: words.notVerified('ChartMogul cannot be reached.') }),
  },
  refused: {
    ...everything,
    notice: { isError: true, message: words.refused('ChartMogul: text is too short.') },
    problems: [{ field: 'text', message: 'Text is too short.' }],
  },
  notLogged: { ...everything, notice: { isError: true, message: words.notLogged('The disk is full.') } },
  unsaved: { ...everything, unsaved: words.unsaved('The disk is full.') },
  failedFile: { ...everything, attachments: [failedFile] },
  key: needsYou(pending.apiKeyNeeded(), words.enterKey()),
  conflict: needsYou(words.changedByOther(), words.compare()),
  possiblySaved: needsYou(words.possiblySaved(false), words.check()),
  refusedLater: needsYou('ChartMogul: the date of a note has to be in the past.', words.edit()),
};

/** Messages at fields differ in their words alone: the colours of one speak for all. */
const alike = new Set(Object.keys(atFields).slice(1));

/** `lost`: what is cut off, or lies outside of the pane; empty when all is well. `files`: how many files show a message. */
const seenOf = ({ page }: OpenForm) =>
  page.evaluate(`(() => {
    document.querySelector('.body').scrollTop = 0;
    const name = (one) => one.id || one.className || one.tagName + ' ' + one.textContent;
    const seen = [...document.querySelectorAll('main *')]
      .filter((one) => one.checkVisibility() && one.closest('.unseen, svg, option') === null);
    const beside = seen.filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < -0.5 || right > innerWidth + 0.5;
    });
    const says = seen.filter((one) => one.matches('.problem, .notice, .says, .warning, .several *, .file p'));
    const cut = says.filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth);
    // At most what the foot and the card shorten to two lines, which is whole in the tooltip.
    const low = says.filter((one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY === 'hidden'
      && one.closest('[title]')?.title.includes(one.textContent) !== true);
    const foot = ['state', 'log', 'more'].filter((id) => {
      const { top, bottom } = document.getElementById(id).getBoundingClientRect();
      return top < -0.5 || bottom > innerHeight + 0.5;
    });
    const messages = seen.filter((one) => one.matches('.problem, .warning, .file p, .several > .row'));
    // One that is higher than its room has its beginning and its end in view one after the other.
    const hidden = messages.filter((one) => {
      const { top, bottom } = document.querySelector('.body').getBoundingClientRect();
      one.scrollIntoView({ block: 'start' });
      const isBehind = one.getBoundingClientRect().top < top - 1;
      one.scrollIntoView({ block: 'end' });
      return isBehind || one.getBoundingClientRect().bottom > bottom + 1;
    });
    const lost = [
      ...(document.documentElement.scrollWidth > innerWidth ? ['sideways'] : []),
      ...beside.map((one) => 'beside: ' + name(one)),
      ...cut.map((one) => 'cut: ' + name(one)),
      ...low.map((one) => 'low: ' + name(one)),
      ...foot.map((id) => 'foot: ' + id),
      ...hidden.map((one) => 'hidden: ' + name(one)),
    ];
    return { lost, files: seen.filter((one) => one.matches('.file p')).length };
  })()`);

test('every message about bad input is whole in every theme and at each size of the pane, and the foot is in view', async () => {
  await using form = await browser.open(everything);
  for (const [name, state] of Object.entries(states)) {
    await form.reopen(state);
    for (const [width, height] of sizes) {
      await form.page.setViewportSize({ width, height });
      await form.inEachTheme(async (theme) => {
        const at = `${name} at ${width} × ${height}, ${theme}`;
        await form.picture(`bad-${name}-${theme}-${width}`);
        // Where a file has failed, its row stays even in a pane that is too low for the others.
        expect(await seenOf(form), at).toEqual({ lost: [], files: name === 'failedFile' ? 1 : 0 });
        if (width === 316 && (theme === 'light' || !alike.has(name)))
          expect(await violations(form.page), at).toEqual([]);
      });
    }
    expect(form.faults, name).toEqual([]);
  }
});

test.each(sizes)('at %i × %i what is wrong while it is typed is said in the box', async (width, height) => {
  await using form = await browser.open(everything, { width, height });
  for (const [chip, box, typed, said] of [
    ['duration', '#duration-field', 'soon', '25m, 1h 5m or 12:30'],
    ['occurredAt', '#when-field', 'one of these days', 'yesterday 15:00'],
    ['occurredAt', '#when-field', '2099-01-01 10:00', 'future'],
  ] as const) {
    await form.reopen(everything);
    const opener = form.page.locator(`#${chip}`);
    if (await opener.isVisible()) await opener.click();
    else {
      await form.page.locator('#details').click();
      await form.page.getByRole('menuitem', { name: chip === 'duration' ? /^Duration/ : /^When/ }).click();
    }
    await form.page.locator(box).fill(typed);
    await form.page.locator('.echo:not(.quiet)', { hasText: said }).waitFor();
    await form.inEachTheme(async (theme) => {
      await form.picture(`bad-typed-${chip}-${theme}-${width}`);
      expect(await seenOf(form), `${typed}, ${theme}`).toMatchObject({ lost: [] });
      if (width === 316) expect(await violations(form.page), `${typed}, ${theme}`).toEqual([]);
    });
  }
});
