import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNote } from '../sandbox/build.ts';
import { demoCustomers, demoEntities, demoResellers } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

/** Counts who connects. The preview shows pictures of `https:` only, and a connection is made before any certificate counts. */
async function startPictureServer() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `https://127.0.0.1:${address.port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** Everything that Markdown or HTML has to show a picture, and links that must not open anything here. */
function markdownWith(origin: string): string {
  return [
    `Inline ![a](${origin}/a.png) and ![b](${origin}/b.png "title") and [![c](${origin}/c.png)](https://web.test "title").`,
    `Reference ![d][1] and ![2] and ![e][].`,
    `<img src="${origin}/f.png"> <picture><source srcset="${origin}/g.png"><img srcset="${origin}/h.png 2x"></picture>`,
    `[file](file:///etc/hostname) [command](command:workbench.action.toggleZenMode) <command:workbench.action.toggleZenMode>`,
    `![j](file:///etc/hostname) ![k](data:image/png;base64,AAAA)`,
    `[1]: ${origin}/i.png "title"\n[2]: <${origin}/l.png>\n[e]: ${origin}/m.png`,
  ].join('\n\n');
}

function htmlWith(origin: string): string {
  return (
    `<p>Html <img src="${origin}/a.png" srcset="${origin}/b.png 2x" alt="Chart"><a href="https://web.test" title="t"><img src="${origin}/c.png"></a></p>` +
    `<svg><image href="${origin}/d.png"/></svg><video src="${origin}/e.mp4" poster="${origin}/f.png"></video>` +
    `<p style="background:url(${origin}/g.png)">styled</p><iframe src="${origin}/h"></iframe><object data="${origin}/i"></object>` +
    `<p>![typed](${origin}/j.png) ![ref][1]</p><p>[1]: ${origin}/k.png</p><link rel="stylesheet" href="${origin}/l.css">` +
    `<p><a href="command:workbench.action.toggleZenMode">command</a> <a href="file:///etc/hostname">file</a> <a href="vscode://x/y">app</a></p>`
  );
}

function addNotes({ state }: Sandbox, origin: string): void {
  const [author] = state.chartmogul.team;
  if (!author) throw new Error('the demo has a team');
  const customer = demoCustomers.northwind.uuid;
  const createdAt = Date.now() - 60_000;
  state.chartmogul.notes.push(
    buildNote({ uuid: 'note_html', customer, author, text: htmlWith(origin), createdAt, sequence: 900 }),
  );
  state.activeplatform.notes.push({
    id: 900,
    resellerId: demoResellers.main,
    target: { type: 'account', id: demoEntities.account },
    content: `Plain\n\n${markdownWith(origin)}\n${htmlWith(origin)}`,
    creator: 'Ann',
    createdAt: Date.now(),
    attachment: undefined,
  });
}

/** Elements of the preview in front that load something, and the addresses of its links. */
async function whatLoads(window: EditorWindow) {
  const body = window.preview.locator('.markdown-body, body').first();
  const loading = await body
    .locator('img, picture, source, video, audio, iframe, object, embed, image')
    .count();
  const links = await body
    .locator('a')
    .evaluateAll((all: readonly { getAttribute(name: string): string | null }[]) =>
      all.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''),
    );
  return { loading, links: links.filter((link) => !/^(https?:|mailto:|#|$)/.test(link)) };
}

test('notes, histories and previews are rendered, and fetch nothing', async () => {
  await using cleanup = new AsyncDisposableStack();
  const pictures = cleanup.use(await startPictureServer());
  const sandbox = cleanup.use(await startSandbox());
  const notebook = await mkdtemp(join(tmpdir(), 'notelog-notebook-'));
  cleanup.defer(() => rm(notebook, { recursive: true }));
  addNotes(sandbox, pictures.origin);
  await mkdir(notebook, { recursive: true });
  const front = 'id: mine\nkind: note\ncustomer: Acme\ncreated_at: ';
  await writeFile(
    join(notebook, 'mine.md'),
    `---\n${front}${new Date().toISOString()}\n---\n\n**Mine**\n\n${markdownWith(pictures.origin)}\n`,
  );

  await withWorkbench(
    async ({ window }) => {
      const { notes, preview } = { notes: window.notes, preview: () => window.preview };
      const isInert = async (text: string) => {
        await preview().getByText(text).first().waitFor();
        expect(await whatLoads(window)).toEqual({ loading: 0, links: [] });
        expect(pictures.connections()).toBe(0);
      };
      await addChartmogul(window, sandbox);
      await addActiveplatform(window, sandbox);
      await window.openNotelog();

      await notes.click('Html');
      await isInert('Picture: Chart');
      await window.picture('rendered-note-dark');
      await notes.click('Plain');
      await isInert('Plain');
      await notes.click('Mine');
      await isInert('Mine');
      await preview().locator('strong').getByText('Mine').waitFor();
      await window.picture('rendered-notebook');
      await notes.menu('Mine', 'Show Customer History');
      await isInert('History of Acme');
      await notes.menu('Html', 'Show Customer History');
      await isInert('History of Northwind Traders');
      await window.form.getByRole('textbox', { name: 'Text' }).fill(markdownWith(pictures.origin));
      await window.command('Notelog: Preview Note');
      await isInert('How it reads');

      // The source is one click away; for a note of the notebook that is its file, too.
      await notes.click('Mine');
      await isInert('Customer: Acme');
      await window.showSource.click();
      await window.page.locator('.view-lines').filter({ hasText: '#', visible: true }).first().waitFor();
      await window.picture('rendered-source');
      await notes.click('Mine');
      await window.page.getByRole('button', { name: 'Open File of This Note' }).click();
      await window.page.getByRole('tab', { name: /^mine\.md/ }).waitFor();
      // The preview would follow the file.
      await expect.poll(() => window.tab('Preview').count(), patiently).toBe(0);
      expect(pictures.connections()).toBe(0);

      // The server does see a preview of the file itself, which the user has to ask for.
      await window.page.locator('.view-lines').filter({ hasText: '**Mine**', visible: true }).first().click();
      await window.command('Markdown: Open Preview');
      await expect.poll(() => pictures.connections(), patiently).toBeGreaterThan(0);
    },
    { settings: { 'notelog.notebook.folder': notebook } },
  );
});

test('with the setting, the source comes first', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window }) => {
      await addChartmogul(window, sandbox);
      await window.openNotelog();
      await window.notes.click('Went through the import errors');
      const source = window.page.locator('.editor-instance .view-lines').filter({ visible: true }).first();
      await source.filter({ hasText: 'Customer:' }).waitFor();
    },
    { settings: { 'notelog.openNotesAs': 'source' } },
  );
});
