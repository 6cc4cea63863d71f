import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { plainHtml } from '../../src/markdown/plainHtml.ts';
import { startCanary } from '../support/canary.ts';
import { expectCheatsheet, hostileTexts } from '../support/hostileVectors.ts';
import { buildNote } from '../sandbox/build.ts';
import { demoCustomers, demoEntities, demoResellers, demoState } from '../sandbox/demo.ts';
import type { SandboxState } from '../sandbox/options.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, answerChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';
import { firstLine } from '../../src/vscode/label.ts';

expectCheatsheet();

const { northwind } = demoCustomers;
/** Would switch to Zen Mode if it were a link, and show an icon; in a name it must stay text. */
const link = '[Open](command:workbench.action.toggleZenMode) $(verified)';
const script = `<img src=x: onerror="alert('name')"><script>alert('name')</script>`;
const name = `${link} ${script}`;
const label = `Work ${link}`;

/** Characters of a note that its tooltip shows, and a little less. */
const groupLength = 3_900;

/** The texts, as many in one as a tooltip shows whole. */
function groups(texts: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let group: string[] = [];
  const close = () => {
    const text = group.join(' ');
    if (group.length > 0) joined.push(group.length === 1 ? text : `Group ${joined.length + 1} ${text}`);
    group = [];
  };
  for (const text of texts) {
    if ([...group, text].join(' ').length > groupLength) close();
    group.push(text);
  }
  close();
  return joined;
}

/** Every text that the services can send, and the HTML that one of them stores. */
function hostileState(texts: readonly string[], now: number): SandboxState {
  const { chartmogul, activeplatform } = demoState(now);
  const author = { name, email: 'ada@example.com' };
  const grouped = groups(texts).filter((text) => !texts.includes(text));
  const all = [...texts, ...grouped, texts.join(' ')];
  const notes = all.flatMap((text, index) =>
    [plainHtml(text), ...(index === all.length - 1 ? [text] : [])].map((html, form) =>
      buildNote({
        uuid: `note_${index}_${form}`,
        customer: northwind.uuid,
        author,
        text: html,
        createdAt: now - (index + form) * 60_000,
        sequence: 100 - index - form,
      }),
    ),
  );
  const target = { type: 'account', id: demoEntities.account } as const;
  return {
    chartmogul: {
      ...chartmogul,
      account: { ...chartmogul.account, name },
      customers: chartmogul.customers.map((customer) =>
        customer.uuid === northwind.uuid
          ? { ...customer, name, 'chartmogul-url': 'https://app.chartmogul.com.invoice.test/' }
          : customer,
      ),
      notes,
    },
    activeplatform: {
      ...activeplatform,
      entities: activeplatform.entities.map((entity) => ({
        ...entity,
        attributes: { ...entity.attributes, name },
      })),
      notes: [
        {
          id: 1,
          resellerId: demoResellers.main,
          target,
          content: texts.join(' '),
          creator: name,
          createdAt: now,
          attachment: {
            name: `../../${name}`,
            mime: 'text/html',
            size: 9,
            sha256: '',
            bytes: undefined,
            quoted: true,
          },
        },
      ],
    },
  };
}

/** In every frame of every page: what only a script of a vector would call. */
const alarm = `window.alert = (what) => console.log('ran: ' + what);`;

/** Watches a browser for whatever a vector might do. */
async function watch(context: BrowserContext, window: EditorWindow): Promise<readonly string[]> {
  const incidents: string[] = [];
  await context.addInitScript(alarm);
  const own = new URL(window.page.url()).host;
  context.on('console', (message) => {
    if (message.text().startsWith('ran: ')) incidents.push(message.text());
  });
  context.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('page', (page) => incidents.push(`page: ${page.url()}`));
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^https?:$/.test(protocol) && host !== own && !host.endsWith('.vscode-cdn.net'))
      incidents.push(request.url());
  });
  await window.reload();
  return incidents;
}

/** Links and pictures that were made of text, in everything that floats above the window. */
async function madeOfText(window: EditorWindow): Promise<unknown> {
  const floating =
    '.notifications-toasts, .notifications-center, .quick-input-widget, .monaco-dialog-box, .workbench-hover';
  return window.page.evaluate(`[...document.querySelectorAll(${JSON.stringify(floating)})].flatMap((part) =>
    [...part.querySelectorAll('a[href], a[data-href], .quick-input-message a, .notification-list-item-message a, ' +
      'img, script, iframe, .codicon-verified')].map((element) => element.outerHTML))`);
}

test('what services say is text in every place of the workbench', async () => {
  await using canary = await startCanary();
  const texts = hostileTexts(canary.origin);
  await using sandbox = await startSandbox({ seed: (now) => hostileState(texts, now) });
  await withWorkbench(
    async ({ window, context }) => {
      const incidents = await watch(context, window);
      const { quick, messages, notes } = window;
      const nothingMade = async () => expect(await madeOfText(window)).toEqual([]);

      // An error's words, the account's name in a prompt, its label in a notification.
      sandbox.faults.add({ kind: 'answer', status: 422, body: JSON.stringify({ code: 422, message: name }) });
      await answerChartmogul(window, sandbox, 'demo-chartmogul-key');
      await quick.waitFor('Nothing was saved.');
      expect(plain(await quick.box.locator('.quick-input-message').innerText())).toContain(link);
      await nothingMade();
      await quick.press('Enter');
      await quick.waitFor('Name this account');
      expect(plain(await quick.message())).toContain(name);
      await nothingMade();
      await quick.enter(label);
      expect(plain(await messages.waitFor('Connected to', nothingMade))).toContain(name);
      await messages.close('Connected to');
      await addActiveplatform(window, sandbox);

      // A picker's rows and title, a notification, a recent target.
      await window.command('Notelog: New Note');
      await quick.type(northwind.uuid, 'Customer, or customer: what happened');
      await expect.poll(async () => plain((await quick.entries()).join())).toContain(label);
      await nothingMade();
      await quick.lookUp(northwind.uuid);
      await quick.waitFor('New Note for');
      await nothingMade();
      await quick.enter(texts[0] ?? '');
      expect(plain(await messages.waitFor('Logged for', nothingMade))).toContain(name);
      await window.command('Notelog: New Note');
      await quick.waitFor('Customer, or customer: what happened');
      await expect.poll(async () => plain((await quick.entries()).join())).toContain(name);
      await nothingMade();
      await quick.cancel();

      // A progress notification.
      sandbox.faults.add({ kind: 'delay', ms: 3_000 });
      await window.command('Notelog: Diagnose Connection');
      expect(plain(await messages.waitFor('Looking at the connection', nothingMade))).toContain(label);
      await window.tab('Untitled').waitFor();

      // Rows and tooltips of the tree.
      await window.openNotelog();
      await notes
        .row(labelOf(texts[2] ?? ''))
        .first()
        .waitFor();
      const labels = (await notes.labels()).map(plain);
      for (const text of texts)
        expect(labels.some((label) => label.endsWith(` · ${labelOf(text)}`))).toBe(true);
      expect(labels).toContain(name);
      for (const text of groups(texts)) {
        await expect.poll(async () => plain(await notes.tooltip(labelOf(text)))).toContain(oneLine(text));
        await nothingMade();
      }

      // All vectors in one document, as text and as the HTML that they are: in the editor's preview, and as source.
      await notes.click(labelOf(texts.join(' ')));
      await window.preview.getByText('Customer:').first().waitFor();
      await nothingMade();
      // Diagnose Connection has left a document open, too; one that opens late closes the palette.
      await window.showSource.click();
      await window.page
        .locator('.editor-instance .view-lines')
        .filter({ hasText: 'Customer:', visible: true })
        .waitFor();
      await nothingMade();

      // The form, and a modal dialog about a page that is not the service's own.
      const { form } = window;
      await form.getByLabel('Account').selectOption({ index: 0 });
      await chooseCustomer(form, northwind.uuid, script);
      const frame = await window.formFrame();
      const foreignElements = `document.querySelectorAll('main :is(script, img, iframe, a, svg:not(.icon))').length`;
      expect(await frame.evaluate(foreignElements)).toBe(0);
      await notes.menu(name, 'Open in Browser');
      expect(await messages.answerDialog('Open a page of', 'Cancel')).toContain(
        'app.chartmogul.com.invoice.test',
      );

      expect(incidents).toEqual([]);
      expect(canary.requests).toEqual([]);
    },
    { settings: { 'notelog.undoSeconds': 0 }, viewport: { width: 1600, height: 4000 } },
  );
});

/** As a reader sees it: without invisible characters. */
function plain(text: string): string {
  return oneLine(text.replaceAll('\u2060', ''));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The label of a note in the tree, as a reader sees it. */
function labelOf(text: string): string {
  return plain(firstLine(text));
}
