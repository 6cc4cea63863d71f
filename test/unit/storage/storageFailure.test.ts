import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { codeOf, storageFailure } from '../../../src/storage/storageFailure.ts';
import { Failure } from '../../../src/base/failure.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const diskError = (code: string) =>
  Object.assign(new Error(`${code}: open '/Acme'`), { code, syscall: 'open' });

test.each([
  ['ENOSPC', /no space/],
  ['EDQUOT', /no space/],
  ['EACCES', /permissions/],
  ['EPERM', /permissions/],
  ['EROFS', /read-only/],
  ['EMFILE', /Too many files/],
  ['ENFILE', /Too many files/],
  ['EBUSY', /Another program/],
  ['ENOENT', /not there any more/],
  ['ENOTDIR', /in the place of/],
  ['ENAMETOOLONG', /too long/],
  ['EIO', /fault/],
  ['EWHATEVER', /could not be read or written/],
])('%s is one sentence for the user, and a detail without the path', (code, sentence) => {
  const cause = diskError(code);
  const failure = storageFailure(cause);
  expect(failure).toMatchObject({ reason: 'storage', detail: `${code} in open`, cause });
  expect(failure.message).toMatch(sentence);
  expect(failure.message + String(failure.detail)).not.toContain('Acme');
});

test('a real error of the disk', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, '');
  const error: unknown = await nodeFiles.read(join(path, 'below')).catch((reason: unknown) => reason);
  expect(codeOf(error)).toBe('ENOTDIR');
  expect(storageFailure(error).message).toBe(
    'Something else is in the place of a file or folder that is needed.',
  );
});

test('a Failure stays what it is; anything thrown becomes one', () => {
  const failure = new Failure('cancelled', 'Cancelled.');
  expect(storageFailure(failure)).toBe(failure);
  expect(storageFailure('text')).toMatchObject({ reason: 'storage', detail: 'string' });
  expect(storageFailure(new TypeError('private words'))).toMatchObject({ detail: 'TypeError' });
});
