import { expect, test } from 'vitest';
import { noteBody, noteDocument } from '../../../src/history/noteMarkdown.ts';
import { previewMarkdown } from '../../../src/history/previewMarkdown.ts';
import { markdownHere as writer } from '../../support/markdownHere.ts';
import { storedNote } from './notes.ts';

const date = (at: number) => new Date(at).toISOString();

test('a note is a document with its facts', async () => {
  const note = storedNote('a', {
    kind: 'call',
    text: 'Hi\nthere',
    html: '<div class="cm-paragraph">Hi</div><div class="cm-paragraph"><b>there</b></div>',
    durationSeconds: 90,
    updatedAt: new Date('2026-01-05T12:00:00.000Z'),
    attachment: { name: '<b>.pdf', size: 3 },
    url: 'https://app.test/#/customers/1',
  });
  expect(await noteDocument(note, 'Work', { writer, date })).toBe(`# Call · Acme

- Customer: Acme (customer cus_1)
- Account: Work
- Author: Ann
- Date: 2026-01-05T12:00:00.000Z
- Duration: 2 min (90 s)
- Attachment: \\<b>.pdf
- Page: <https://app.test/#/customers/1>

---

Hi  
**there**
`);
});

test('HTML that cannot be read is shown as plain text, and a note without text says so', async () => {
  expect(await noteBody({ text: 'words', html: '<div>'.repeat(50_000) }, writer)).toBe(
    'words\n\n*This note is shown without its formatting: it is too long or too deeply nested.*',
  );
  expect(await noteBody({ text: 'words', html: '<style>words</style>' }, writer)).toBe('words');
  expect(await noteBody({ text: '' }, writer)).toBe('*(no text)*');
});

test('only a page with https is linked', async () => {
  for (const url of ['http://a.test/', 'command:x', 'file:///a'])
    expect(await noteDocument(storedNote('a', { url }), 'Work', { writer, date })).not.toContain('Page');
});

test('a preview shows how the text reads, and exactly what is sent', async () => {
  const facts = { kind: 'note', to: 'Acme', account: 'Work' };
  const value = '**Hi** <b>\n~~~';
  const html = '<p><strong>Hi</strong> &lt;b></p><p>~~~</p>';
  expect(await writer.markdownToHtml(value)).toBe(html);
  const rich = await previewMarkdown(
    { format: 'markdown', value },
    { format: 'html', value: html },
    facts,
    writer,
  );
  expect(rich).toBe(
    [
      '# Preview of a note for Acme\n',
      'Nothing is sent yet. Work gets this HTML, made from the Markdown that you typed.\n',
      '## How it reads\n',
      '**Hi** \\<b>\n\n\\~\\~\\~\n',
      '## What is sent\n',
      `\`\`\`html\n${html}\n\`\`\`\n`,
    ].join('\n'),
  );
  const plain = await previewMarkdown({ format: 'typed', value }, { format: 'plain', value }, facts, writer);
  expect(plain).toContain('Work gets this text, made from the plain text that you typed.');
  expect(plain).toContain(`## What is sent\n\n\`\`\`text\n${value}\n\`\`\``);
});
