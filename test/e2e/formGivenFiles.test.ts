import { expect, test } from 'vitest';
import { chunkSize, formProtocol, type Snapshot } from '../../src/form/messages.ts';
import { chosen, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, violations, type OpenForm } from './formHarness.ts';

// What the page does with files that are pasted or dropped, in a real browser and under the policy of the editor.

const browser = browserForFile();

/** A picture of one red pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

const file = { key: 'notelog-file:1', name: 'Screenshot of the import.png', size: 48_213, picture: true, state: 'ready' as const, progress: 1, message: '' }; // prettier-ignore
const several = snapshot({
  recipient: chosen(),
  values: values({ text: 'Talked about the import.' }),
  attachments: [
    file,
    { ...file, key: 'k', name: 'offer.pdf', picture: false, message: 'Not saved yet: goes out as you see it' },
    { ...file, key: 'r', name: 'recording.mp4', size: 24_000_000, picture: false, state: 'reading', progress: 0.4 },
    { ...file, key: 'f', name: 'backup', picture: false, size: 0, state: 'failed', message: '“backup” is a folder. Attach a file from it instead.' },
  ],
  files: {
    canAttach: true,
    notes: 3,
    why: 'ActivePlatform takes one file a note, so this makes 3 notes: yours with the first file, then one for each other file, with its name and the first line of your text.',
  },
}) satisfies Snapshot; // prettier-ignore

/** Runs code in the page in which `give(type, data, more)` dispatches an event that carries this data. */
function run({ page }: OpenForm, code: string): Promise<unknown> {
  return page.evaluate(`
    (() => {
      const give = (type, data, more = {}) => {
        const event = type === 'paste'
          ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, ...more });
        (document.activeElement ?? document.body).dispatchEvent(event);
        return event.defaultPrevented;
      };
      const file = (name, size) => new File([new Uint8Array(size).fill(7)], name, { type: 'image/png' });
      const data = (...files) => {
        const transfer = new DataTransfer();
        for (const each of files) transfer.items.add(each);
        return transfer;
      };
      ${code}
    })()`);
}

/** What the page has said about files; of the bytes their number. */
function said({ page }: OpenForm): Promise<unknown> {
  return page.evaluate(`window.messages
    .filter(({ type }) => /^(file|attach|detach|preview)/.test(type))
    .map(({ bytes, ...rest }) => bytes === undefined ? rest : { ...rest, bytes: bytes.length, is: bytes.constructor.name })`);
}

const want = (form: OpenForm, key: string, index: number) =>
  form.post({ type: 'fileWanted', protocol: formProtocol, key, index });

async function keyOf(form: OpenForm): Promise<string> {
  return String(await form.page.evaluate(`window.messages.findLast(({ type }) => type === 'fileBegin').key`));
}

test('of a pasted picture nothing is read until the host asks for a piece, and each piece comes once', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  await form.page.locator('#text').focus();
  expect(await run(form, `return give('paste', data(file('image.png', ${chunkSize + 5})))`)).toBe(true);
  const begun = { type: 'fileBegin', draftId: 'draft-1', key: expect.any(String) as string, name: 'image.png', size: chunkSize + 5, isFolder: false }; // prettier-ignore
  expect(await said(form)).toEqual([begun]);
  const key = await keyOf(form);
  await want(form, key, 0);
  await want(form, key, 1);
  const piece = { type: 'fileChunk', key, is: 'Uint8Array' };
  await expect.poll(() => said(form)).toEqual([begun, { ...piece, index: 0, bytes: chunkSize }, { ...piece, index: 1, bytes: 5 }]); // prettier-ignore
  expect(form.faults).toEqual([]);
});

test('a piece of a file that the page does not hold is said to be gone', async () => {
  await using form = await browser.open(snapshot());
  await want(form, 'unknown', 0);
  await expect.poll(() => said(form)).toEqual([{ type: 'fileGone', key: 'unknown' }]);
});

test('a text that comes with its own picture, as from a spreadsheet, is pasted as text', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  const code = `const both = data(file('image.png', 5)); both.setData('text/plain', 'cells'); return give('paste', both)`;
  expect(await run(form, code)).toBe(false);
  expect(await said(form)).toEqual([]);
});

test('dropped files are given to the host, and dropped addresses are, too', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  await run(form, `give('drop', data(file('a.png', 3), file('b.pdf', 4)))`);
  expect(await said(form)).toMatchObject([{ name: 'a.png', size: 3 }, { name: 'b.pdf', size: 4 }]); // prettier-ignore
  const uris = 'file:///files/a.txt\r\n# a comment\r\nvscode-remote://ssh/b.txt\r\n';
  const code = `const list = data(); list.setData('text/uri-list', ${JSON.stringify(uris)}); return give('drop', list)`;
  expect(await run(form, code)).toBe(true);
  expect(await said(form)).toMatchObject([{}, {}, { type: 'attachUris', draftId: 'draft-1', uris: ['file:///files/a.txt', 'vscode-remote://ssh/b.txt'] }]); // prettier-ignore
});

test('a link that is dragged from a web page stays a text', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  const link = `const link = data(); link.setData('text/uri-list', 'file:///home/ann/.ssh/id_rsa'); link.setData('text/html', '<a>')`;
  expect(await run(form, `${link}; return [give('dragover', link), give('drop', link)]`)).toEqual([
    false,
    false,
  ]);
  expect(await said(form)).toEqual([]);
});

test('what is dragged over the form says how it can be dropped, with Shift and without', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen() }));
  const hint = form.page.locator('.dropHint');
  await run(form, `give('dragenter', data(file('a.png', 3)))`);
  expect(await hint.textContent()).toBe('Hold Shift to drop files here');
  await form.picture('form-drop-shift');
  await run(form, `give('dragenter', data(file('a.png', 3)), { shiftKey: true })`);
  expect(await hint.textContent()).toBe('Drop to attach');
  await run(form, `give('drop', data(file('a.png', 3)))`);
  expect(await hint.count()).toBe(0);
  // Without Shift the editor tells no more than that something was dragged in.
  await run(form, `give('dragenter', data(file('a.png', 3)))`);
  await expect.poll(() => hint.count(), { timeout: 60_000 }).toBe(0);
});

test('while a stored note is changed, nothing is taken', async () => {
  await using form = await browser.open(
    snapshot({ recipient: chosen(), editing: { createdAt: '', hint: '' } }),
  );
  expect(await run(form, `return [give('paste', data(file('a.png', 3))), give('drop', data(file('a.png', 3)))]`)).toEqual([false, false]); // prettier-ignore
  expect(await said(form)).toEqual([]);
});

test('an attached picture is asked for once and shown, from a blob alone', async () => {
  await using form = await browser.open(several);
  await form.post(several);
  expect(await said(form)).toEqual([{ type: 'preview', draftId: 'draft-1', key: file.key }]);
  await form.page.evaluate(`window.postMessage({
    type: 'preview', protocol: ${formProtocol}, draftId: 'draft-1', key: '${file.key}', mime: 'image/png',
    bytes: Uint8Array.from(atob('${pixel}'), (letter) => letter.charCodeAt(0)),
  }, '*')`);
  const picture = form.page.locator('.attached img');
  await picture.waitFor();
  await expect
    .poll(() => form.page.evaluate(`(() => { const image = document.querySelector('.attached img'); return [image.src.slice(0, 5), image.naturalWidth]; })()`))
    .toEqual(['blob:', 1]); // prettier-ignore
  expect(form.faults).toEqual([]);
  await form.page.evaluate(`document.querySelector('.attached img').src = 'http://form.test/other.png'`);
  await expect.poll(() => form.faults.join()).toContain('img-src blob:');
});

test('each row is taken out, cancelled or put away by its own button', async () => {
  await using form = await browser.open(several, { width: 300, height: 700 });
  for (const name of ['Remove Screenshot of the import.png', 'Remove offer.pdf', 'Cancel recording.mp4', 'Remove backup'])
    await form.page.getByRole('button', { name }).click(); // prettier-ignore
  const keys = [file.key, 'k', 'r', 'f'];
  expect(await said(form)).toMatchObject([
    { type: 'preview' },
    ...keys.map((key) => ({ type: 'detach', key })),
  ]);
});

test.each([[220, 240], [300, 500], [480, 700]])('at %i × %i axe finds nothing with files, in sight or behind their chip', async (width, height) => {
  await using form = await browser.open(several, { width, height });
  const isLow = height <= 280;
  await form.page.evaluate(`window.postMessage({
    type: 'preview', protocol: ${formProtocol}, draftId: 'draft-1', key: '${file.key}', mime: 'image/png',
    bytes: Uint8Array.from(atob('${pixel}'), (letter) => letter.charCodeAt(0)),
  }, '*')`);
  if (!isLow) await form.page.locator('.attached img').waitFor();
  expect(await form.page.locator('#about').innerText()).toBe('About Hooli GmbH 4\n3 notes, one for each file');
  await form.inEachTheme(async (theme) => {
    expect(await violations(form.page), theme).toEqual([]);
    await form.picture(`form-files-${theme}-${width}x${height}`);
  });
  if (isLow) {
    await form.page.locator('#details').click();
    await form.page.getByRole('menuitem', { name: 'Files' }).click();
  } else await form.page.locator('#attachment').click();
  await form.page.locator('.popup').waitFor();
  expect(await form.page.locator('.popup').textContent()).toContain('this makes 3 notes');
  await form.inEachTheme(async (theme) => {
    expect(await violations(form.page), `${theme}, open`).toEqual([]);
    await form.picture(`form-files-${theme}-${width}x${height}-open`);
  });
}); // prettier-ignore
