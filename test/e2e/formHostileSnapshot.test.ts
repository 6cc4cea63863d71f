import { expect, test } from 'vitest';
import { formProtocol, type Snapshot } from '../../src/form/messages.ts';
import { snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { ofType } from './formStates.ts';

// Snapshots with markup, of another version, or of no known shape, given to the built form in a real browser under the
// policy that it has in the editor.

const browser = browserForFile();

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
