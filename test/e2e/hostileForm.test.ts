import { expect, test } from 'vitest';
import type { Matches, Snapshot } from '../../src/form/messages.ts';
import { startCanary } from '../support/canary.ts';
import { expectCheatsheet, hostileTexts } from '../support/hostileVectors.ts';
import { card, logged, matches, matchRow, scope, snapshot, values } from '../unit/form/snapshots.ts';
import { openBrowser } from './formHarness.ts';

expectCheatsheet();

const file = { key: 'a', size: 1, picture: false, state: 'failed' as const, progress: 0 };

/** A form that says `text` wherever something that came from outside can stand. */
function everywhere(text: string): Snapshot {
  return snapshot({
    accounts: [
      { id: 'work', label: text, provider: text },
      { id: text, label: 'Another', provider: '' },
    ],
    values: values({ target: text, text, author: text }),
    searchHint: text,
    attachments: [{ ...file, name: text, message: text }],
    authors: [text],
    recipient: {
      state: 'chosen',
      card: card({
        name: text,
        tooltip: text,
        facts: [text],
        lastNote: { state: 'note', text },
        warning: text,
        scope: { ...scope, choices: [{ key: scope.value, label: text }], message: text },
      }),
    },
    problems: ['account', 'kind', 'target', 'text', 'occurredAt', 'author', 'attachment', 'unknown'].map(
      (field) => ({ field, message: text }),
    ),
    notice: { message: text, isError: true },
    unsaved: text,
    logged: logged({ message: text, about: text, others: text, resolve: text }),
  });
}

/** The matches for a search, with `text` wherever something that came from outside can stand. */
function matchesEverywhere(number: number, text: string): Matches {
  const row = matchRow(text, text, { who: text, how: text, marks: [{ from: 0, to: 1 }] });
  return { ...matches(number, '', []), groups: [{ heading: text, rows: [row] }], message: text };
}

const foreign = `document.querySelectorAll('main :is(script, img, iframe, svg:not(.icon), embed, a, style)').length`;

/** Where `everywhere` shows its text, and what stands there. */
const places = `({
  name: document.querySelector('#customer')?.textContent,
  facts: document.querySelector('.cardFacts')?.textContent,
  lastNote: document.querySelector('.lastNote span')?.textContent,
  part: document.querySelector('#scope option')?.textContent,
  file: document.querySelector('.file .rowName')?.textContent,
  problem: document.querySelector('#target-problem')?.textContent,
  notice: document.querySelector('#notice')?.textContent,
  foreignElements: ${foreign},
})`;

/** Where `matchesEverywhere` shows its text. */
const matchPlaces = `({
  name: document.querySelector('#matches .rowName')?.textContent,
  more: document.querySelector('#matches .rowMore')?.textContent,
  heading: document.querySelector('#matches .heading')?.textContent,
  message: document.querySelector('.summary')?.textContent,
  foreignElements: ${foreign},
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
      .toEqual({
        name: text,
        facts: text,
        lastNote: text,
        part: text,
        file: text,
        problem: text,
        notice: text,
        foreignElements: 0,
      });
  }
  await form.post(snapshot({ draftId: 'draft-2' }));
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
        more: `${text} · ${text}`,
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
