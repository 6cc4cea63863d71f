import { afterAll, beforeAll, expect, test } from 'vitest';
import { formProtocol, type FormMessage, type Snapshot } from '../../src/form/messages.ts';
import { fieldNames } from '../../src/model/fields.ts';
import { resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { openBrowser, seriousViolations } from './formHarness.ts';
import { themes, type ThemeName } from './themes.ts';

// The built form in a real browser, under the very policy that it has in the editor.

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const acme = { type: 'customer', id: 'cus_1', name: 'Acme Corp' };
const checked: Snapshot['check'] = { state: 'checked', account: 'ChartMogul (Work)', target: acme };
const everything = snapshot({
  accounts: [...snapshot().accounts, { id: 'notes', label: 'Notebook', provider: 'Notebook' }],
  values: values({ kind: 'call', target: 'acme', text: 'Talked about the renewal.', duration: '25m' }),
  shape: { ...snapshot().shape, fields: [...fieldNames] },
  check: checked,
});
const wrong = snapshot({
  ...resellerSnapshot(),
  check: { state: 'failed' },
  problems: [
    { field: 'target', message: 'No subscription has the number 99999.' },
    { field: 'text', message: 'Write something first.' },
    { field: 'attachment', message: 'The file is empty.' },
  ],
  progress: { state: 'failed', message: 'The note was not sent.' },
});

function ofType<T extends FormMessage['type']>(
  messages: readonly FormMessage[],
  type: T,
): Extract<FormMessage, { type: T }>[] {
  return messages.filter((message): message is Extract<FormMessage, { type: T }> => message.type === type);
}

test('announces that it is ready, and every control has a label', async () => {
  await using form = await browser.open(everything);
  expect(await form.messages()).toEqual([{ type: 'ready', protocol: formProtocol }]);
  const { page } = form;
  await page.getByRole('combobox', { name: 'Account' }).selectOption('notes');
  const kinds = page.getByRole('radiogroup', { name: 'Note or call' });
  expect(await kinds.getByRole('radio', { name: 'Call' }).isChecked()).toBe(true);
  expect(await kinds.getByRole('radio', { name: 'Note' }).isChecked()).toBe(false);
  expect(await page.getByRole('combobox', { name: 'Customer' }).inputValue()).toBe('acme');
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Talked about the renewal.');
  expect(await page.getByRole('textbox', { name: 'Duration' }).inputValue()).toBe('25m');
  expect(await page.getByLabel('Date and time').inputValue()).toBe('');
  expect(await page.getByRole('combobox', { name: 'Author' }).getAttribute('inputmode')).toBe('email');
  expect(await page.getByRole('button', { name: 'Attach file…' }).isVisible()).toBe(true);
  expect(form.faults).toEqual([]);
});

test('the keyboard goes through the form in the order in which it is read', async () => {
  await using form = await browser.open(everything);
  const ids: unknown[] = [];
  for (let index = 0; index < 12; index += 1) {
    await form.page.keyboard.press('Tab');
    const id: unknown = await form.page.evaluate('document.activeElement.id');
    if (id !== ids.at(-1)) ids.push(id);
  }
  const order = ['add-account', 'account', 'kind-call', 'target', 'text', 'duration', 'occurredAt'];
  expect(ids.slice(0, order.length)).toEqual(order);
});

test('the last fields and the buttons follow each other', async () => {
  await using form = await browser.open(everything);
  const ids: unknown[] = [];
  await form.page.locator('#author').focus();
  for (let index = 0; index < 3; index += 1) {
    await form.page.keyboard.press('Tab');
    ids.push(await form.page.evaluate('document.activeElement.id'));
  }
  expect(ids).toEqual(['attach', 'send', 'discard']);
});

test('every keystroke is sent at once, and a late snapshot changes neither text nor caret', async () => {
  await using form = await browser.open(snapshot());
  const text = form.page.getByRole('textbox', { name: 'Text' });
  await text.pressSequentially('Hello');
  const edits = ofType(await form.messages(), 'edit');
  expect(edits.map(({ value }) => value)).toEqual(['H', 'He', 'Hel', 'Hell', 'Hello']);
  expect(edits.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(edits.map(({ draftId }) => draftId))).toEqual(new Set(['draft-1']));

  await text.press('Home');
  await text.press('ArrowRight');
  await form.post(snapshot({ seq: 3, values: values({ text: 'Hel' }), draftId: 'draft-1' }));
  await form.post(snapshot({ seq: 5, values: values({ text: 'Hello' }), authors: ['ada@example.com'] }));
  await form.page.locator('#authors option').waitFor({ state: 'attached' });
  await text.pressSequentially('-');
  expect(await text.inputValue()).toBe('H-ello');
});

test('the foot names the target, and Send is disabled in the same frame as the first click', async () => {
  await using form = await browser.open(
    snapshot({ check: checked, values: values({ target: 'a', text: 'b' }) }),
  );
  const send = form.page.getByRole('button', { name: 'Send' });
  const description: unknown = await form.page.evaluate(
    `document.getElementById(document.getElementById('send').getAttribute('aria-describedby')).textContent`,
  );
  expect(description).toBe('To Acme Corp in ChartMogul (Work)');
  const closed: unknown = await form.page.evaluate(
    `const send = document.getElementById('send'); send.click(); send.click(); send.disabled`,
  );
  expect(closed).toBe(true);
  await form.page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'send')).toEqual([{ type: 'send', seq: 1, draftId: 'draft-1' }]);
  expect(await send.count()).toBe(1);
  expect(await send.isDisabled()).toBe(true);
});

test('a double click sends once', async () => {
  await using form = await browser.open(snapshot({ check: checked, values: values({ text: 'b' }) }));
  await form.page.getByRole('button', { name: 'Send' }).dblclick();
  expect(ofType(await form.messages(), 'send')).toHaveLength(1);
});

test.each(['Control+Enter', 'Meta+Enter'])('%s sends from any field', async (keys) => {
  for (const id of ['target', 'text', 'occurredAt', 'author', 'kind-note']) {
    await using form = await browser.open(snapshot());
    await form.page.locator(`#${id}`).focus();
    await form.page.keyboard.press(keys);
    expect(ofType(await form.messages(), 'send'), id).toHaveLength(1);
  }
});

test('while a note is being sent nothing can be changed, and sending can be cancelled', async () => {
  await using form = await browser.open(
    snapshot({
      values: values({ text: 'b' }),
      progress: { state: 'sending', message: 'Sending to Acme Corp…' },
    }),
  );
  const { page } = form;
  expect(await page.getByRole('textbox', { name: 'Text' }).isEditable()).toBe(false);
  expect(await page.getByRole('radio', { name: 'Call' }).isDisabled()).toBe(true);
  expect(await page.locator('#status').textContent()).toBe('Sending to Acme Corp…');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(ofType(await form.messages(), 'cancel')).toHaveLength(1);
});

test('a failed send says why, marks the fields, and focuses the first wrong one', async () => {
  const before = resellerSnapshot();
  await using form = await browser.open(before);
  const { page } = form;
  await page.getByRole('button', { name: 'Send' }).click();
  await form.post({ ...wrong, seq: 1 });
  await page.getByRole('alert').filter({ hasText: 'The note was not sent.' }).waitFor();
  const target = page.getByRole('combobox', { name: 'Subscription' });
  expect(await page.evaluate('document.activeElement.id')).toBe('target');
  expect(await target.getAttribute('aria-invalid')).toBe('true');
  expect(await target.getAttribute('aria-describedby')).toContain('target-problem');
  expect(await page.locator('#target-problem').textContent()).toBe('No subscription has the number 99999.');
  expect(await page.locator('#attachment-problem').textContent()).toBe('The file is empty.');
  expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
  // Its problem goes as soon as the field changes.
  await target.fill('3056');
  expect(await target.getAttribute('aria-invalid')).toBe(null);
});

test('a problem of no visible field is shown at the foot', async () => {
  await using form = await browser.open(
    snapshot({ problems: [{ field: 'duration', message: 'How long?' }] }),
  );
  expect(await form.page.locator('#alert').textContent()).toBe('How long?');
});

test('in a low view the state of a note stays visible; otherwise the fields get the space', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'acme', text: 'b' }) }), {
    height: 330,
  });
  const { page } = form;
  const inSight = (id: string) =>
    page.evaluate(`(() => {
      const { top, bottom } = document.getElementById('${id}').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    })()`);
  expect(await inSight('send')).toBe(false);
  await page.getByRole('textbox', { name: 'Text' }).press('ControlOrMeta+Enter');
  await form.post(
    snapshot({ seq: 1, progress: { state: 'sending', message: 'Undo takes it back.', undo: true } }),
  );
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect([await inSight('status'), await inSight('cancel')]).toEqual([true, true]);
  await form.post(
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent to Acme Corp.' } }),
  );
  await page.locator('[role=status]', { hasText: 'Sent to Acme Corp.' }).waitFor();
  expect(await inSight('status')).toBe(true);
});

test('the name behind an id is shown at the field', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'cus_1' }) }));
  const { page } = form;
  const hint = page.locator('#target-hint');
  const { idLabel } = snapshot().shape.targets[0] ?? {};
  expect(await hint.textContent()).toBe(idLabel);
  await form.post(snapshot({ values: values({ target: 'cus_1' }), check: checked }));
  await expect.poll(() => hint.textContent()).toBe('Acme Corp');
  await page.getByRole('combobox', { name: 'Customer' }).fill('cus_2');
  await expect.poll(() => hint.textContent()).toBe(idLabel);
});

test('after a note was sent the form is empty and the focus is on the target', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'acme', text: 'b' }) }));
  const { page } = form;
  await page.getByRole('button', { name: 'Send' }).click();
  await form.post(
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent to Acme Corp.' } }),
  );
  await page.locator('[role=status]', { hasText: 'Sent to Acme Corp.' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('');
  expect(await page.evaluate('document.activeElement.id')).toBe('target');
});

test('a target is checked when its field is left or Enter is pressed, and shown until it is changed', async () => {
  await using form = await browser.open(snapshot());
  const { page } = form;
  const target = page.getByRole('combobox', { name: 'Customer' });
  await target.fill('acme');
  await target.press('Enter');
  expect(ofType(await form.messages(), 'checkTarget')).toHaveLength(1);
  await form.post(snapshot({ seq: 1, values: values({ target: 'acme' }), check: checked }));
  await page.getByText('To Acme Corp in ChartMogul (Work)').waitFor();
  await target.press('Tab');
  expect(ofType(await form.messages(), 'checkTarget')).toHaveLength(1);
  await target.focus();
  await target.press('End');
  await page.keyboard.press('2');
  expect(await page.locator('#destination-text').textContent()).toBe(
    'Not checked yet: acme2 in ChartMogul (Work)',
  );
  expect(ofType(await form.messages(), 'send')).toEqual([]);
});

test('known authors are offered, and change with the account', async () => {
  const given = (authors: readonly string[], seq = 0) =>
    snapshot({ seq, authors: [...authors], shape: { ...snapshot().shape, author: 'email' } });
  await using form = await browser.open(given(['ada@example.com', 'x"><b>']));
  const { page } = form;
  const offered = () =>
    page.evaluate(
      `[...document.getElementById('author').list.options].map(({ value, isConnected }) => [value, isConnected])`,
    );
  expect(await offered()).toEqual([
    ['ada@example.com', true],
    ['x"><b>', true],
  ]);
  await page.evaluate(`globalThis.first = document.getElementById('author').list.options[0]`);
  await form.post(given(['ada@example.com', 'x"><b>'], 1));
  expect(await page.evaluate(`globalThis.first.isConnected`)).toBe(true);
  await form.post(given([], 2));
  await expect.poll(offered).toEqual([]);
});

test('one of several matches is chosen by its name', async () => {
  const old = { type: 'customer', id: 'cus_2', name: 'Acme Corp (old)' };
  await using form = await browser.open(
    snapshot({
      values: values({ target: 'a@acme.example' }),
      check: { state: 'choose', account: 'ChartMogul (Work)', targets: [acme, old] },
    }),
  );
  const choices = form.page.getByRole('group', { name: 'Several match. Which one?' });
  await choices.getByRole('button', { name: 'Acme Corp (old) cus_2' }).click();
  expect(ofType(await form.messages(), 'chooseTarget')).toEqual([
    { type: 'chooseTarget', draftId: 'draft-1', targetType: 'customer', id: 'cus_2' },
  ]);
});

test('a date is in the browser’s time zone, and a half-typed one is not sent as none', async () => {
  await using form = await browser.open(
    snapshot({ values: values({ occurredAt: '2025-03-04T09:30:00.000Z' }) }),
  );
  const { page } = form;
  const field = page.getByLabel('Date and time');
  expect(await field.inputValue()).toBe('2025-03-04T10:30');
  await field.fill('2025-07-04T10:30');
  expect(ofType(await form.messages(), 'edit').at(-1)?.value).toBe('2025-07-04T08:30:00.000Z');
  await field.focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'send')).toEqual([]);
  expect(ofType(await form.messages(), 'edit').at(-1)?.value).toBe('2025-07-04T08:30:00.000Z');
  expect(await page.locator('#occurredAt-problem').textContent()).toContain('Complete the date');
  expect(await page.evaluate('document.activeElement.id')).toBe('occurredAt');
});

test('markup in names, values and messages is shown and never run', async () => {
  const hostile = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
  const target = { type: 'customer', id: hostile, name: hostile };
  const attack = snapshot({
    accounts: [
      { id: 'work', label: hostile, provider: hostile },
      { id: 'other', label: hostile, provider: '' },
    ],
    values: values({ target: hostile, text: hostile }),
    attachment: { name: hostile, size: 1 },
    shape: {
      ...snapshot().shape,
      targets: ['customer', 'order'].map((type) => ({
        type,
        label: hostile,
        idLabel: hostile,
        placeholder: hostile,
        listed: true,
      })),
    },
    problems: ['target', 'text', 'nowhere'].map((field) => ({ field, message: hostile })),
    progress: { state: 'failed', message: hostile },
  });
  const checks: Snapshot['check'][] = [
    { state: 'checked', target, account: hostile },
    { state: 'choose', targets: [target, target], account: hostile },
    { state: 'notChecked', message: hostile, account: hostile },
  ];
  for (const check of checks) {
    await using form = await browser.open({ ...attack, check });
    await form.post({ ...attack, check, draftId: 'draft-2' });
    await form.page.getByRole('alert').filter({ hasText: 'onerror' }).waitFor();
    expect(await form.page.locator('img').count()).toBe(0);
    expect(await form.page.locator('script').count()).toBe(1);
    expect(await form.page.evaluate('window.hit')).toBe(undefined);
    expect(form.faults).toEqual([]);
  }
});

test('the policy stops an injected script and an injected style', async () => {
  await using form = await browser.open(snapshot());
  await form.page.evaluate(`
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.hit=1"><p id="bad" style="color:red">');
    const script = document.createElement('script');
    script.textContent = 'window.hit=1';
    document.body.append(script);
  `);
  expect(await form.page.evaluate('window.hit')).toBe(undefined);
  expect(form.faults.filter((fault) => fault.includes('Content Security Policy')).length).toBeGreaterThan(1);
});

test('with a host of another version the form asks for a reload, and sends nothing', async () => {
  await using form = await browser.open(snapshot({ values: values({ text: 'kept' }) }));
  await form.post({ type: 'snapshot', protocol: 99, other: 'shape' });
  await form.page.getByText('Reload the window').waitFor();
  await form.page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'send')).toEqual([]);
  expect(await form.page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('kept');
});

test('a message that is no snapshot changes nothing', async () => {
  await using form = await browser.open(snapshot({ values: values({ text: 'kept' }) }));
  for (const message of [
    'x',
    null,
    { type: 'snapshot', protocol: formProtocol },
    { ...snapshot(), values: 3 },
  ])
    await form.post(message);
  await form.post(
    snapshot({ progress: { state: 'sent', message: 'Done.' }, values: values({ text: 'kept' }) }),
  );
  await form.page.getByText('Done.').waitFor();
  expect(form.faults).toEqual([]);
});

test('a page that is shown again paints what was typed; a new page paints its own snapshot', async () => {
  const typed = snapshot({ seq: 9, values: values({ text: 'typed before it was hidden' }) });
  const text = 'textbox' as const;
  await using again = await browser.open(snapshot(), { state: { page: 'bm9uY2U', snapshot: typed } });
  expect(await again.page.getByRole(text, { name: 'Text' }).inputValue()).toBe('typed before it was hidden');
  await again.page.getByRole(text, { name: 'Text' }).fill('x');
  expect(ofType(await again.messages(), 'edit').at(-1)?.seq).toBe(10);
  await using anew = await browser.open(snapshot(), { state: { page: 'another', snapshot: typed } });
  expect(await anew.page.getByRole(text, { name: 'Text' }).inputValue()).toBe('');
});

test('the text field grows with its text, and counts when little room is left', async () => {
  await using form = await browser.open(resellerSnapshot());
  const text = form.page.getByRole('textbox', { name: 'Text' });
  const before = (await text.boundingBox())?.height ?? 0;
  await text.fill('line\n'.repeat(12));
  expect((await text.boundingBox())?.height ?? 0).toBeGreaterThan(before);
  expect(await form.page.locator('#text-count').isVisible()).toBe(false);
  await text.fill('x'.repeat(4200));
  expect(await form.page.locator('#text-count').textContent()).toBe('4,200 / 5,000');
});

test.each([200, 360, 900])('at %i pixels nothing has to be scrolled sideways', async (width) => {
  for (const view of [everything, { ...wrong, attachment: { name: `${'long'.repeat(40)}.pdf`, size: 5 } }]) {
    await using form = await browser.open(view, { width });
    const over: unknown = await form.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(over).toBe(0);
    const outside: unknown = await form.page.evaluate(`
      [...document.querySelectorAll('button, input, select, textarea, p')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 0.5)
        .map((one) => one.id)
    `);
    expect(outside).toEqual([]);
  }
});

const themeNames = Object.keys(themes) as ThemeName[];
test.each(themeNames)('axe finds nothing serious in %s', async (theme) => {
  const choose: Snapshot['check'] = { state: 'choose', account: 'Cloud resale', targets: [acme, acme] };
  const views = [everything, wrong, { ...wrong, check: choose }];
  for (const view of views) {
    await using form = await browser.open(view, { theme });
    expect(await seriousViolations(form.page)).toEqual([]);
  }
});

test.each(themeNames)('in %s the focused control shows its focus', async (theme) => {
  await using form = await browser.open(everything, { theme });
  for (const id of ['add-account', 'account', 'target', 'text', 'occurredAt', 'attach', 'send', 'discard']) {
    await form.page.locator(`#${id}`).focus();
    await form.page.keyboard.press('Shift');
    const outline: unknown = await form.page.evaluate(
      '(({ outlineStyle, outlineWidth }) => outlineStyle + " " + outlineWidth)(getComputedStyle(document.activeElement))',
    );
    expect(outline, id).toBe('solid 1px');
  }
});
