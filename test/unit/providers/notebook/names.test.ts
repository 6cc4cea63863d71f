import { basename, join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attachmentFileName,
  noteFileName,
  shortId,
  shortIdOf,
} from '../../../../src/providers/notebook/names.ts';

const at = new Date('2026-07-29T14:05:59.123Z');
const short = shortId('entry-1');

/** Any text, in which characters that file systems dislike are frequent. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('..', '/', '\\', '\0', '. ', 'CON', ':', '\u202e', 'é', '🦊', '-'),
    maxLength: 80,
  }),
);

/** Whether Windows, macOS and Linux all accept the text as the name of one file. */
function expectSafe(name: string): void {
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  expect(name).not.toMatch(/[\p{Cc}<>:"/\\|?*]/u);
  expect(name).not.toMatch(/^[\s.]|[\s.]$/);
  expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(Buffer.from(name).toString()).toBe(name);
  expect(basename(resolve('/folder', name))).toBe(name);
  expect(resolve('/folder', name)).toBe(join('/folder', name));
}

test.each([
  ['Acme Ltd.', '2026-07-29 1405 Acme-Ltd'],
  ['Müller & Söhne / Köln', '2026-07-29 1405 Müller-Söhne-Köln'],
  ['東京電力 (株)', '2026-07-29 1405 東京電力-株'],
  ['हिन्दी', '2026-07-29 1405 हिन्दी'],
  ['../../etc/passwd', '2026-07-29 1405 etc-passwd'],
  ['CON', '2026-07-29 1405 CON'],
  ['🦊🦊', '2026-07-29 1405'],
])('a note about %s', (customer, start) => {
  expect(noteFileName(at, customer, short)).toBe(`${start} ${short}.md`);
});

test('a note’s name is safe, begins with its time and ends in its id, whoever the customer is', () => {
  fc.assert(
    fc.property(hostile, fc.string(), (customer, id) => {
      const name = noteFileName(at, customer, shortId(id));
      expectSafe(name);
      expect(name.startsWith('2026-07-29 1405 ')).toBe(true);
      expect(shortIdOf(name)).toBe(shortId(id));
      expect(shortIdOf(noteFileName(at, customer, shortId(id, 64)))).toBe(shortId(id, 64));
    }),
  );
});

test('a long name is cut between characters', () => {
  // Six bytes each, so that the last half of one would still have fitted.
  expect(noteFileName(at, `a${'हि'.repeat(100)}`, short)).toBe(
    `2026-07-29 1405 a${'हि'.repeat(14)} ${short}.md`,
  );
  expect(Buffer.byteLength(noteFileName(at, '株'.repeat(200), short))).toBeGreaterThan(115);
});

test('a file that a person named has no id in its name', () => {
  expect(['meeting.md', 'x-0a1b2c3d4e.md', '0A1B2C3D4E.md', 'a 0a1b2c3d4.md'].map(shortIdOf)).toEqual(
    Array(4).fill(undefined),
  );
});

test.each([
  ['report.pdf', 'report.pdf'],
  ['a b (1).tar.gz', 'a b (1).tar.gz'],
  ['../../.ssh/id_rsa', 'ssh-id_rsa'],
  ['C:\\Windows\\x.exe', 'C-Windows-x.exe'],
  ['..', 'file'],
  ['.gitignore', 'gitignore'],
  ['x.pdf. . ', 'x.pdf'],
  ['fdp\u202e.exe', 'fdp-.exe'],
  ['/', 'file'],
])('an attachment called %j', (name, expected) => {
  expect(attachmentFileName(name, short, 0)).toBe(`${short}-${expected}`);
});

test('an attachment’s name is safe whatever it was', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      for (const index of [0, 1, 19]) expectSafe(attachmentFileName(name, short, index));
    }),
  );
});

test('a long attachment’s name keeps its ending', () => {
  expect(attachmentFileName(`${'r'.repeat(300)}.pdf`, short, 0)).toMatch(/r\.pdf$/);
});

test('the attachments of one note have names of their own, whatever they are called', () => {
  expect([0, 1, 2].map((index) => attachmentFileName('a.pdf', short, index))).toEqual([
    `${short}-a.pdf`,
    `${short}-2-a.pdf`,
    `${short}-3-a.pdf`,
  ]);
});
