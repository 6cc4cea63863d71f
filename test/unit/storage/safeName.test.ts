import { basename, join, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeName } from '../../../src/storage/safeName.ts';
import { anyText } from '../../support/anyText.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'etc-passwd'],
  ['..\\..\\a.exe', 'a.exe'],
  ['History of A/B Corp', 'History of A-B Corp'],
  ['~$offer.docx', '$offer.docx'],
  ['a .pdf', 'a .pdf'],
  ['\ud83d.txt', '-.txt'],
  ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
  ['/', 'file'],
  ['..', 'file'],
  ['.bashrc', 'bashrc'],
  ['CON', 'CON-'],
  ['nul.txt', 'nul-.txt'],
  ['.con', 'con-'],
  ['a:b?.txt', 'a-b-.txt'],
  ['invoice\u202efdp.exe', 'invoice-fdp.exe'],
  ['\u202e', 'file'],
  ['a. . ', 'a'],
  ['', 'file'],
])('%j becomes %j', (name, safe) => {
  expect(safeName(name, 'file')).toBe(safe);
});

test('a long name keeps its extension', () => {
  expect(safeName(`${'ä'.repeat(300)}.pdf`, 'file')).toMatch(/^ä+\.pdf$/);
});

test('a name is cut between characters, and is not used if not even the first one fits', () => {
  // Six bytes each, so that the last half of one would still have fitted.
  expect(safeName('हि'.repeat(100), 'file', 20)).toBe('हि'.repeat(3));
  expect(safeName(`a${'\u0300'.repeat(200)}.pdf`, 'file')).toBe('file.pdf');
});

test('whatever the name, the file is in the folder', () => {
  const parts = fc.constantFrom(
    '..',
    '/',
    '\\',
    '.',
    ' ',
    'C:',
    '\u0000',
    'a',
    '~',
    '-',
    'con',
    'nul.',
    'lpt1 ',
    '\ud83d',
    '\u202e',
  );
  const name = fc
    .array(fc.oneof(parts, anyText({ maxLength: 4 })), { maxLength: 12 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(name, (text) => {
      const safe = safeName(text, 'file');
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(180);
      expect(join('/folder', safe)).toBe(`/folder/${safe}`);
      expect(win32.join('C:\\folder', safe)).toBe(`C:\\folder\\${safe}`);
      expect(basename(safe)).toBe(safe);
      expect(safe).not.toMatch(/^[.\s~]|[.\s]$|[\p{Cc}\p{Cs}<>:"|?*]/u);
      expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
      expect(safe.replaceAll('\u200d', '')).not.toMatch(/\p{Cf}/u);
    }),
  );
});

test.each(['.', ' ', '/', 'a', '.a', '\u0300', '\u202e'])('a name of many %j takes linear time', (part) => {
  const nameOf = (size: number) => `a${part.repeat(size)}b.pdf`;
  expect(growth((name) => safeName(name, 'file'), nameOf, 25_000)).toBeLessThan(mostGrowth);
  expect(safeName(nameOf(25_000), 'file').endsWith('.pdf')).toBe(true);
});
