import { basename, join, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeName } from '../../../src/storage/safeName.ts';
import { anyText } from '../../support/anyText.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\a.exe', 'a.exe'],
  ['/', 'file'],
  ['..', 'file'],
  ['.bashrc', 'bashrc'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['a:b?.txt', 'a_b_.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['a. . ', 'a'],
  ['', 'file'],
])('%j becomes %j', (name, safe) => {
  expect(safeName(name, 'file')).toBe(safe);
});

test('a long name keeps its ending', () => {
  expect(safeName(`${'ä'.repeat(300)}.pdf`, 'file')).toMatch(/^ä+\.pdf$/);
});

test('whatever the name, the file is in the folder', () => {
  const parts = fc.constantFrom('..', '/', '\\', '.', ' ', 'C:', '\u0000', 'a', '~', 'con');
  const name = fc
    .array(fc.oneof(parts, anyText({ maxLength: 4 })), { maxLength: 12 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(name, (text) => {
      const safe = safeName(text, 'file');
      expect(Buffer.byteLength(safe)).toBeLessThan(200);
      expect(join('/folder', safe)).toBe(`/folder/${safe}`);
      expect(win32.join('C:\\folder', safe)).toBe(`C:\\folder\\${safe}`);
      expect(basename(safe)).toBe(safe);
      expect(safe).not.toMatch(/^[.\s~]|[.\s]$|[\p{Cc}<>:"|?*]/u);
    }),
  );
});
