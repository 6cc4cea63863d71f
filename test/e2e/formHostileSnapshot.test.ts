import { expect, test } from 'vitest';
import { formProtocol, type Snapshot } from '../../src/form/messages.ts';
import { chosen, logged, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { ofType } from './formStates.ts';

// Snapshots with markup, of another version, or of no known shape, given to the built form in a real browser under the
// policy that it has in the editor.

const browser = browserForFile();

test('markup in names, values and messages is shown and never run', async () => {
  const hostile = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
  const attack = snapshot({
    accounts: [
      { id: 'work', label: hostile, provider: hostile },
      { id: 'other', label: hostile, provider: '' },
    ],
    values: values({ target: hostile, text: hostile }),
    searchHint: hostile,
    problems: ['target', 'text', 'nowhere'].map((field) => ({ field, message: hostile })),
    notice: { message: hostile, isError: true },
    logged: logged({ message: hostile }),
  });
  const recipients: Snapshot['recipient'][] = [
    chosen({ name: hostile, tooltip: hostile, facts: [hostile], warning: hostile }),
    { state: 'several', targets: [{ key: hostile, name: hostile, detail: hostile }] },
    { state: 'lookingUp', message: hostile },
  ];
  for (const recipient of recipients) {
    await using form = await browser.open({ ...attack, recipient });
    await form.post({ ...attack, recipient, draftId: 'draft-2' });
    await form.page.locator('#notice', { hasText: 'onerror' }).waitFor();
    expect(await form.page.locator('img').count()).toBe(0);
    expect(await form.page.locator('script').count()).toBe(1);
    expect(await form.page.evaluate('window.hit')).toBe(undefined);
    expect(form.faults).toEqual([]);
  }
});

test('the policy stops an injected script, an injected style and a picture from an address', async () => {
  await using form = await browser.open(snapshot());
  await form.page.evaluate(`
    document.body.insertAdjacentHTML('beforeend',
      '<img src="x" onerror="window.hit=1"><img src="http://form.test/a.png"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p id="bad" style="color:red">');
    const script = document.createElement('script');
    script.textContent = 'window.hit=1';
    document.body.append(script);
  `);
  expect(await form.page.evaluate('window.hit')).toBe(undefined);
  await expect
    .poll(() => form.faults.filter((fault) => fault.includes('Content Security Policy')).length)
    .toBeGreaterThan(4);
});

test('with a host of another version the form asks for a reload, and logs nothing', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen(), values: values({ text: 'kept' }) }));
  await form.post({ type: 'snapshot', protocol: 99, other: 'shape' });
  await form.page.getByText('Reload the window').waitFor();
  await form.page.keyboard.press('Control+Enter');
  await form.page.locator('#log').click({ force: true });
  expect(ofType(await form.messages(), 'log')).toEqual([]);
  expect(await form.page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('kept');
});

test('a message that is no snapshot changes nothing', async () => {
  await using form = await browser.open(snapshot({ values: values({ text: 'kept' }) }));
  for (const message of [
    'x',
    null,
    { type: 'snapshot', protocol: formProtocol },
    { ...snapshot(), values: 3 },
    { type: 'act', protocol: formProtocol, act: 'quit' },
  ])
    await form.post(message);
  await form.post(
    snapshot({ notice: { message: 'Done.', isError: false }, values: values({ text: 'kept' }) }),
  );
  await form.page.getByText('Done.').waitFor();
  expect(form.faults).toEqual([]);
});
