import { expect, test } from 'vitest';
import { card, chosen, resellerSnapshot, scope, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { everything, next, ofType, scoped } from './formStates.ts';
import { field, messagesOf } from './formSearchHarness.ts';

// The card of the chosen customer in the built form, in a real browser. The test plays the host.

const browser = browserForFile();
const selected = `(() => {
  const { id, value, selectionStart, selectionEnd } = document.activeElement;
  return [id, value, value.slice(selectionStart, selectionEnd)];
})()`;

test('the card says who it is and what is known, and the ids are in the tooltip', async () => {
  await using form = await browser.open(everything);
  const { page } = form;
  const shown = page.getByRole('group', { name: 'Customer' });
  expect(await shown.innerText()).toMatch(/^Hooli GmbH 4\s+Active · €40 MRR · Ann\s+Last: call, 5 days ago$/);
  expect(await page.locator('#customer').getAttribute('title')).toContain('cus_00000004-dea0');
  expect(await page.locator('#about').innerText()).toBe('About Hooli GmbH 4');
  await page.getByRole('button', { name: 'Pin this customer' }).click();
  await page.getByRole('button', { name: 'Open the customer’s page in the browser' }).click();
  await page.getByRole('button', { name: 'Start the call timer' }).click();
  await page.getByRole('button', { name: 'Last: call, 5 days ago' }).click();
  expect((await form.messages()).slice(1)).toEqual([
    { type: 'pin', draftId: 'draft-1', pinned: true },
    { type: 'openCustomerPage', draftId: 'draft-1' },
    { type: 'startTimer', draftId: 'draft-1' },
    { type: 'openLastNote', draftId: 'draft-1' },
  ]);
  await form.post(snapshot({ recipient: chosen({ pinned: true, hasPage: false, timer: 'none' }) }));
  await page.getByRole('button', { name: 'Unpin this customer' }).click();
  expect(ofType(await form.messages(), 'pin').at(-1)?.pinned).toBe(false);
  expect(await page.locator('.cardActions button').count()).toBe(2);
});

test.each(['the cross', 'Backspace in the empty text', 'Delete on the name', 'a click on the name'])(
  '%s begins the search again with the name selected',
  async (way) => {
    await using form = await browser.open(snapshot({ recipient: chosen() }));
    const { page } = form;
    if (way === 'the cross')
      await page.getByRole('button', { name: 'Choose another customer' }).last().click();
    else if (way === 'Delete on the name') await page.locator('#customer').press('Delete');
    else if (way === 'a click on the name') await page.locator('#customer').click();
    else await page.locator('#text').press('Backspace');
    expect(await page.evaluate(selected)).toEqual(['target', 'Hooli GmbH 4', 'Hooli GmbH 4']);
    expect(await messagesOf(form, 'clearRecipient')).toEqual([
      { type: 'clearRecipient', seq: 1, draftId: 'draft-1' },
    ]);
    // What is typed meanwhile stays, whatever snapshot is on its way.
    await page.keyboard.type('acme');
    await form.post(snapshot({ recipient: chosen({ pinned: true }) }));
    await form.post(snapshot({ seq: 1, values: values({ target: 'Hooli GmbH 4' }) }));
    expect(await field(form).inputValue()).toBe('acme');
    expect((await messagesOf(form, 'edit')).at(-1)).toMatchObject({ field: 'target', value: 'acme', seq: 5 });
  },
);

test('typing on the name begins the search with what is typed', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  await form.page.locator('#customer').focus();
  await form.page.keyboard.type('acme');
  expect(await field(form).inputValue()).toBe('acme');
  expect(await messagesOf(form, 'clearRecipient')).toHaveLength(1);
});

test('a held Backspace that empties the text stops at the customer', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen(), values: values({ text: 'ab' }) }));
  const { keyboard } = form.page;
  await form.page.locator('#text').press('End');
  for (let time = 0; time < 5; time += 1) await keyboard.down('Backspace');
  await keyboard.up('Backspace');
  expect(await form.page.locator('#text').inputValue()).toBe('');
  expect(await messagesOf(form, 'clearRecipient')).toEqual([]);
});

test('nothing is logged about somebody who is not on the screen any more', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen(), values: values({ text: 'x' }) }));
  await form.page.locator('#customer').press('Delete');
  await form.page.keyboard.press('Control+Enter');
  expect(await messagesOf(form, 'log')).toEqual([]);
  expect(await form.page.locator('#target-problem').textContent()).toBe('Choose a customer');
  expect(await form.page.evaluate('document.activeElement.id')).toBe('target');
});

test('the part of a customer is chosen in the card, and the foot names it', async () => {
  await using form = await browser.open(scoped);
  const part = form.page.getByRole('combobox', { name: 'Which part of the customer' });
  expect(await form.page.locator('#about').innerText()).toBe('About Hooli GmbH 4');
  await part.selectOption('order 9');
  expect(await messagesOf(form, 'chooseScope')).toEqual([
    { type: 'chooseScope', seq: 1, draftId: 'draft-1', key: 'order 9' },
  ]);
  const order = { ...scope, value: 'order 9', filling: true, message: '' };
  await form.post(next(scoped, { recipient: chosen({ scope: order }) }));
  await form.page.getByText('About Hooli GmbH 4, Order 9').waitFor();
  expect(await part.locator('option').last().textContent()).toBe('Reading more…');
});

test('a warning has an icon and its reason, and is no error', async () => {
  const warning = 'Not verified: ChartMogul cannot be reached.';
  await using form = await browser.open(snapshot({ recipient: chosen({ warning }) }));
  const shown = form.page.locator('.warning');
  expect([await shown.innerText(), await shown.locator('svg').count()]).toEqual([warning, 1]);
  expect(await form.page.locator('#to-fix').count()).toBe(0);
});

test('a customer that vanishes while the card shows is told once, below the card, and the text stays', async () => {
  const before = snapshot({ recipient: chosen(), values: values({ text: 'Mine.' }) });
  await using form = await browser.open(before);
  const message = 'ChartMogul no longer has this customer. Choose another.';
  const recipient = chosen({ facts: [], lastNote: { state: 'none' } });
  await form.post(next(before, { recipient, problems: [{ field: 'target', message }] }));
  await form.page.locator('#target-problem', { hasText: message }).waitFor();
  expect(await form.page.getByText(message).count()).toBe(1);
  expect(await form.page.locator('#text').inputValue()).toBe('Mine.');
});

test('the last note comes later, and moves nothing', async () => {
  const before = snapshot({
    recipient: chosen({ lastNote: { state: 'reading' }, facts: [], checking: true }),
    values: values({ text: 'Mine.' }),
  });
  await using form = await browser.open(before, { height: 316 });
  const places = () =>
    form.page.evaluate(`['card', 'text', 'state', 'log'].map((id) => {
      const { x, y, width, height } = document.getElementById(id).getBoundingClientRect();
      return [x, y, width, height];
    })`);
  const first = await places();
  await form.post(next(before, { recipient: chosen() }));
  await form.page.getByText('Last: call, 5 days ago').waitFor();
  expect(await places()).toEqual(first);
  await form.post(
    next(before, { seq: 2, recipient: chosen({ lastNote: { state: 'unknown', text: 'No notes yet' } }) }),
  );
  await form.page.getByText('No notes yet').waitFor();
  expect(await places()).toEqual(first);
});

test('one of several is chosen by its name', async () => {
  const several = snapshot({
    values: values({ target: 'a@acme.example' }),
    recipient: {
      state: 'several',
      targets: [
        { key: 'customer 1', name: 'Acme Corp', detail: 'cus_1' },
        { key: 'customer 2', name: 'Acme Corp', detail: 'cus_2' },
      ],
    },
  });
  await using form = await browser.open(several);
  const choices = form.page.getByRole('group', { name: 'Several match. Which one?' });
  await choices.getByRole('button', { name: 'Acme Corp cus_2' }).click();
  expect(await messagesOf(form, 'chooseTarget')).toEqual([
    { type: 'chooseTarget', seq: 1, draftId: 'draft-1', key: 'customer 2' },
  ]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('text');
});

test('what is being looked up is told, and the field stays', async () => {
  const message = 'Looking up “acme” in ChartMogul…';
  await using form = await browser.open(
    snapshot({ values: values({ target: 'acme' }), recipient: { state: 'lookingUp', message } }),
  );
  expect(await form.page.getByRole('status').filter({ hasText: message }).count()).toBe(1);
  expect(await field(form).inputValue()).toBe('acme');
});

test('where the focused search becomes a card, the focus goes on to the text, and back where the card goes', async () => {
  await using form = await browser.open(snapshot());
  const focused = () => form.page.evaluate('document.activeElement.id');
  expect(await focused()).toBe('target');
  await form.post(snapshot({ recipient: chosen() }));
  await expect.poll(focused).toBe('text');
  await form.page.locator('#customer').focus();
  await form.post(snapshot());
  await expect.poll(focused).toBe('target');
});

test('the timer counts on between two snapshots', async () => {
  const timed = snapshot({
    recipient: chosen({ timer: 'running' }),
    timer: { seconds: 59, running: true, about: 'Hooli GmbH 4' },
  });
  await using form = await browser.open(timed);
  const clock = form.page.locator('.clock');
  await expect.poll(() => clock.textContent()).toMatch(/^[1-9]\d*:\d\d$/);
  await form.page.getByRole('button', { name: 'Stop the call timer' }).click();
  expect(await messagesOf(form, 'stopTimer')).toHaveLength(1);
});

test('while a stored note is changed, the customer cannot be', async () => {
  const editing = { createdAt: '', hint: '' };
  await using form = await browser.open(
    resellerSnapshot({ editing, recipient: chosen({ ...card({ scope }) }) }),
  );
  await form.page.locator('#text').press('Backspace');
  expect(await form.page.locator('#customer').isDisabled()).toBe(true);
  expect(await form.page.locator('#scope').isDisabled()).toBe(true);
  expect(await form.page.getByRole('button', { name: 'Choose another customer' }).count()).toBe(0);
  expect(await messagesOf(form, 'clearRecipient')).toEqual([]);
});
