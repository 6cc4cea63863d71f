import { expect, test } from 'vitest';
import { chipText } from '../../../src/form/chipWords.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { snapshot } from './snapshots.ts';

type File = Snapshot['attachments'][number];

function file(name: string, state: File['state'] = 'ready'): File {
  return { key: name, name, size: 1, state, progress: 0, message: '', picture: false };
}

test.each<[string, readonly File[]]>([
  ['', []],
  ['a.txt', [file('a.txt')]],
  ['2 files', [file('a.txt'), file('b.txt', 'reading')]],
  ['b.txt', [file('a.txt', 'failed'), file('b.txt')]],
  ['', [file('a.txt', 'failed')]],
])('the chip says “%s” of the files that are attached, and nothing of those that are not', (said, files) => {
  const view = snapshot({ attachments: [...files] });
  expect(chipText('attachment', view, (instant) => instant)).toBe(said);
});
