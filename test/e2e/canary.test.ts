import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoCustomers, demoEntities, demoKeys, demoResellers, demoTeam } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { EditorWindow } from './editorWindow.ts';
import { entriesIn } from './outboxEntries.ts';
import { browserTraces, fileTraces, forgetSecrets, hits, requestTraces } from './traces.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;

/** All keys of this test begin with it, and base64, URL and JSON each write it in a way of their own. */
const canary = 'cAnary/9f+Kq=7&3zX';
const keys = {
  wrong: `${canary}-wrong`,
  first: `${canary}-first`,
  second: `${canary}-second`,
  moved: `${canary}-moved`,
  session: `${canary}-session`,
  token: `${canary}-token`,
  refused: `${canary}-refused`,
} as const;

test('a key is found in the keyring, in the one header to the right origin, and nowhere else', async () => {
  await using here = await startSandbox();
  await using there = await startSandbox();
  accept(here, keys.first, keys.second);
  accept(there, keys.moved, keys.session);
  here.state.activeplatform.managers.push({ ...manager(here), token: keys.token });

  await withWorkbench(
    async ({ window, folder, storage, context, restart, log }) => {
      const { messages, quick } = window;
      await traceEverything(window);

      // Add Account: with a refused key, with a web page for an answer, with no server, and with everything right.
      const refused = async () => {
        await quick.waitFor('Nothing was saved.');
        await quick.cancel();
        await messages.close('The account was not saved.');
      };
      await answer(window, here.chartmogulUrl, keys.wrong);
      await refused();
      here.faults.add({ kind: 'html' });
      await answer(window, here.chartmogulUrl, keys.first);
      await refused();
      await answer(window, 'http://127.0.0.1:9', keys.first);
      await refused();
      await answer(window, here.chartmogulUrl, keys.first);
      await quick.enter('Bird', 'Name this account');
      await messages.close('Connected to');

      // Notes that are stored, and notes that fail in each possible way.
      await send(window, 'All is well.');
      await messages.close('in Bird.');
      for (const fault of [
        { kind: 'answer', status: 400, body: `{"message":"Key ${keys.first} is odd"}` },
        {
          kind: 'answer',
          status: 422,
          body: `{"errors":{"text":"${Buffer.from(`${keys.first}:`).toString('base64')}"}}`,
        },
      ] as const) {
        here.faults.add({ method: 'POST', ...fault });
        await send(window, `Ends in ${fault.status}.`);
        await messages.close('It was not saved, and your text is kept');
      }
      here.faults.add({ method: 'POST', kind: 'html', stored: true });
      await send(window, 'A web page in answer.');
      await messages.close('We lost the reply');
      // The lost note is looked for with the key, and found; the two refused ones stay.
      await expect.poll(() => entriesIn(storage)).toHaveLength(2);
      const refusal = {
        kind: 'answer',
        status: 401,
        body: `{"message":"Key ${keys.first} is unknown"}`,
      } as const;
      for (const [fault, message] of [
        [refusal, 'does not accept this API key'],
        [{ kind: 'answer', status: 500, body: `<p>${basic(keys.first)}</p>` }, 'had a server error'],
        [{ kind: 'html' }, 'web page'],
        [{ kind: 'truncate' }, 'cut off'],
        [{ kind: 'drop', at: 'midResponse', times: 3 }, 'broke before its answer arrived'],
      ] as const) {
        here.faults.add({ method: 'GET', path: '/ping', ...fault });
        await window.command('Notelog: Check Account');
        await messages.close(message);
      }

      // The key was revoked. Replace Key is given a wrong one, then the right one.
      here.faults.add({ method: 'POST', ...refusal });
      await send(window, 'Waits for a key.');
      await messages.press('Its notes are queued', 'Replace Key');
      withdraw(here, keys.first);
      await quick.enter(keys.refused, 'API key');
      await quick.waitFor('Nothing was saved.');
      await quick.enter(keys.second);
      await messages.close('is saved.');
      await expect.poll(() => entriesIn(storage)).toHaveLength(2);

      // Edit Account: another origin, another key.
      await window.command('Notelog: Edit Account');
      await answerQuestions(window, there.chartmogulUrl, keys.moved);
      await quick.enter('Bird', 'Name this account');
      await messages.close('Connected to');
      await send(window, 'At the new place.');
      await messages.close('in Bird.');

      // The keyring has lost the key, and the new one is kept for the session only.
      await restart(() => forgetSecrets(window.page));
      await traceEverything(window);
      await window.command('Notelog: Check Account');
      expect(await messages.waitFor('was gone when the editor started again')).toContain('keyring');
      await messages.press('was gone when the editor started again', 'Replace Key');
      await quick.enter(keys.session, 'API key');
      await quick.pick('For this session only', 'forgotten a key before');
      await messages.close('is kept until this window is closed');
      await send(window, 'With a key for the session.');
      await messages.close('in Bird.');
      there.faults.add({ method: 'POST', kind: 'answer', status: 500, body: basic(keys.session) });
      await send(window, 'Lost, perhaps.');
      await messages.close('We lost the reply');

      // The other service, whose files are at another origin.
      await window.command('Notelog: Add Account');
      await quick.pick('ActivePlatform', 'Which service?');
      await quick.enter(here.activeplatformUrl, 'Base URL');
      await quick.enter(String(demoResellers.main), 'Reseller id');
      await quick.enter(keys.token, 'API token');
      await quick.pick('In the keyring', 'forgotten a key before');
      await messages.close('Connected to');
      await window.openExplorer();
      await window.explorerMenu(['plan.txt'], 'Attach File as Note');
      await quick.type(String(demoEntities.account), 'Name, id or e-mail address');
      await quick.lookUp(String(demoEntities.account), 'account', 'Fabrikam GmbH');
      await quick.enter('A file goes along.', 'What is this file about?');
      await messages.close('Logged for');

      await window.command('Notelog: Open Note Form');
      await window.form.getByLabel('Account').first().waitFor();
      const report = await diagnosis(window);
      await window.command('Notelog: Show Log');

      const userData = join(storage, '..', '..', '..');
      const files = [...(await fileTraces(userData)), ...(await fileTraces(folder))];
      const browser = await browserTraces(context);
      const traces = [
        ...files,
        ...browser,
        { place: 'diagnosis', text: report },
        ...requestTraces('ChartMogul', of(here, '/v1'), 'authorization'),
        ...requestTraces('ChartMogul, moved', of(there, '/v1'), 'authorization'),
        ...requestTraces('ActivePlatform', of(here, '/api/v3'), 'x-api-token'),
        ...requestTraces('file store', here.storageRequests, undefined),
        ...requestTraces('other file store', there.storageRequests, undefined),
      ];
      expect(hits(traces, canary)).toEqual([]);

      // The places that are searched are not empty, so the search would have found the key.
      const places = (text: string) =>
        traces.filter((trace) => trace.text.includes(text)).map(({ place }) => place);
      expect(places('"Bird"').join()).toContain('settings.json');
      expect(places('At the new place.').join()).toContain('DOM of');
      expect(places('Bird').join()).toContain('fake.html');
      expect(browser.map(({ place }) => place).join()).toMatch(
        /IndexedDB .*localStorage|localStorage .*IndexedDB/s,
      );
      expect(await log()).toMatch(/→ \d+ POST http:\/\/127\.0\.0\.1/);
      expect(report).toContain('- Check: works; HTTP 200');
      const sentTo = (sandbox: Sandbox) =>
        new Set(of(sandbox, '/v1').map(({ headers }) => headers.authorization));
      expect([...sentTo(here)].sort()).toEqual(
        [keys.first, keys.refused, keys.second, keys.wrong].map(basic).sort(),
      );
      expect([...sentTo(there)].sort()).toEqual([keys.moved, keys.session].map(basic).sort());
    },
    {
      files: { 'plan.txt': 'A plan.' },
      settings: { 'notelog.undoSeconds': 0 },
      viewport: { width: 1280, height: 1000 },
    },
  );
});

function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}

function manager({ state }: Sandbox) {
  return (
    state.activeplatform.managers.find(({ token }) => token === demoKeys.activeplatform) ?? expect.fail()
  );
}

function accept(sandbox: Sandbox, ...accepted: readonly string[]): void {
  for (const key of accepted)
    sandbox.state.chartmogul.keys.push({ key, access: 'readWrite', owner: demoTeam.ada });
}

function withdraw(sandbox: Sandbox, key: string): void {
  const all = sandbox.state.chartmogul.keys;
  all.splice(
    all.findIndex((each) => each.key === key),
    1,
  );
}

function of(sandbox: Sandbox, path: string) {
  return sandbox.requests.filter(({ url }) => url.startsWith(path));
}

/** Sets all logs to Trace, the editor's own included: Notelog logs its requests at that level. */
async function traceEverything(window: EditorWindow): Promise<void> {
  // The editor knows the extension's log only once the extension runs.
  await window.command('Notelog: Open Note Form');
  await window.form.getByRole('textbox', { name: 'Text' }).waitFor();
  await window.command('Developer: Set Log Level...');
  await window.quick.pick('Trace', 'Set Log Level');
  await window.quick.gone();
}

/** Begins Add Account, and answers every question up to the key. */
async function answer(window: EditorWindow, baseUrl: string, key: string): Promise<void> {
  await window.command('Notelog: Add Account');
  await window.quick.pick('ChartMogul', 'Which service?');
  await window.quick.waitFor('API key');
  await window.quick.button('Address, name and other settings');
  await answerQuestions(window, baseUrl, key);
}

async function answerQuestions({ quick }: EditorWindow, baseUrl: string, key: string): Promise<void> {
  await quick.enter(baseUrl, 'Base URL');
  await quick.enter('', 'Author e-mail');
  await quick.pick('customer_notes', 'API path');
  await quick.enter(key, 'API key');
}

async function send(window: EditorWindow, text: string): Promise<void> {
  await window.command('Notelog: New Note');
  await window.quick.type(northwind.uuid, 'Customer, or customer: what happened');
  await window.quick.lookUp(northwind.uuid);
  await window.quick.enter(text, 'New Note for');
}

/** The report's text, from the clipboard. */
async function diagnosis(window: EditorWindow): Promise<string> {
  await window.command('Notelog: Diagnose Connection');
  await window.tab('Untitled').waitFor();
  await window.command('Select All');
  await window.page.keyboard.press('ControlOrMeta+C');
  return await window.page.evaluate<string>('navigator.clipboard.readText()');
}
