import { expect, test } from 'vitest';
import type { Matches, Snapshot } from '../../src/form/messages.ts';
import { startCanary } from '../support/canary.ts';
import { expectCheatsheet, hostileTexts } from '../support/hostileVectors.ts';
import { fieldNames } from '../../src/model/fields.ts';
import { matches, matchRow, resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { openBrowser } from './formHarness.ts';

expectCheatsheet();

/** A form that says `text` wherever something that came from outside can stand. */
function everywhere(text: string): Snapshot {
  const target = { type: 'account', id: text, name: text };
  return resellerSnapshot({
    accounts: [
      { id: 'cloud', label: text, provider: text },
      { id: text, label: 'Another', provider: '' },
    ],
    values: values({ account: 'cloud', targetType: 'account', target: text, text }),
    attachment: { name: text, size: 1 },
    shape: {
      ...snapshot().shape,
      author: 'name',
      fields: [...fieldNames],
      targets: ['account', 'order'].map((type) => ({
        type,
        label: text,
        idLabel: text,
        placeholder: text,
        listed: true,
      })),
    },
    check: { state: 'choose', account: text, targets: [target, { ...target, id: '2' }] },
    problems: ['account', 'kind', 'target', 'text', 'occurredAt', 'author', 'attachment', 'unknown'].map(
      (field) => ({
        field,
        message: text,
      }),
    ),
    progress: { state: 'failed', message: text },
  });
}

/** The matches for search 1, with `text` wherever something that came from outside can stand. */
function matchesEverywhere(number: number, text: string): Matches {
  const row = matchRow(text, text, { who: text, how: text });
  return { ...matches(number, []), groups: [{ heading: text, rows: [row] }], within: text, message: text };
}

/** Where `everywhere` shows its text, and what stands there. */
const places = `({
  hint: document.querySelector('#target-hint').textContent,
  choice: document.querySelector('#choices-list .choice-name').textContent,
  attachment: document.querySelector('#attachment-name').textContent,
  problem: document.querySelector('#target-problem').textContent,
  foreignElements: document.querySelectorAll('main :is(script, img, iframe, svg:not(.mark), embed, a, style)').length,
})`;

/** Where `matchesEverywhere` shows its text. */
const matchPlaces = `({
  name: document.querySelector('#matches-list .choice-name')?.textContent,
  hints: [...document.querySelectorAll('#matches-list .choice .hint')].map((hint) => hint.textContent),
  heading: document.querySelector('#matches-list .matches-heading')?.textContent,
  message: document.querySelector('#matches-message').textContent,
  foreignElements: document.querySelectorAll('main :is(script, img, iframe, svg:not(.mark), embed, a, style)').length,
})`;

test('what services send is plain text everywhere in the form, in its page and in later messages', async () => {
  await using canary = await startCanary();
  await using browser = await openBrowser();
  const texts = hostileTexts(canary.origin);
  await using form = await browser.open(everywhere(texts.join(' ')));
  const dialogs: string[] = [];
  form.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const text of [texts.join(' '), ...texts]) {
    await form.post(everywhere(text));
    await expect
      .poll(() => form.page.evaluate(places), { message: text, interval: 5 })
      .toMatchObject({
        choice: text,
        attachment: text,
        hint: text,
        problem: text,
        foreignElements: 0,
      });
  }
  // The list is open for an empty field, and closed while there is a choice.
  await form.post(resellerSnapshot({ draftId: 'draft-2' }));
  await expect.poll(() => form.page.locator('#target').inputValue()).toBe('');
  await form.page.locator('#target').focus();
  const number = (await form.messages())
    .flatMap((message) => (message.type === 'search' ? message.number : []))
    .at(-1);
  for (const text of [texts.join(' '), ...texts]) {
    await form.post(matchesEverywhere(number ?? 0, text));
    await expect
      .poll(() => form.page.evaluate(matchPlaces), { message: text, interval: 5 })
      .toEqual({
        name: text,
        hints: [text, text],
        heading: text,
        message: text,
        foreignElements: 0,
      });
  }
  expect(dialogs).toEqual([]);
  // A script or a request that only the policy stopped would be reported here.
  expect(form.faults).toEqual([]);
  expect(canary.requests).toEqual([]);
});
