import { expect, test } from 'vitest';
import {
  folderOfNote,
  linkedCustomers,
  linkedTargets,
  suggestedCustomer,
} from '../../../src/folders/linkedCustomers.ts';
import type { FolderLink, LinkedFolder } from '../../../src/folders/linkedFolder.ts';
import { customer } from '../../support/fakeProvider.ts';

const app = { uri: 'file:///home/app', name: 'app' };
const site = { uri: 'vscode-remote://ssh-remote%2Bbox/home/app', name: 'app' };
const docs = { uri: 'memfs:/docs', name: 'docs' };

const linkTo = (id: string, accountId = 'one'): FolderLink => ({
  accountId,
  target: customer(id),
  linkedAt: 0,
});

function folderWith(folder: typeof app, ...links: FolderLink[]): LinkedFolder {
  return { ...folder, links, isDeclined: false, noted: [] };
}

const everyAccount = () => true;

test('the folder in front decides alone, linked or not', () => {
  const linked = [folderWith(app, linkTo('Acme')), folderWith(docs, linkTo('Docs'))];
  const all = [app, site, docs];
  const idsOf = (front: typeof app | undefined) => {
    const { ofThisFolder, ofOthers } = linkedCustomers(linked, { all, front });
    return [ofThisFolder, ofOthers].map((each) => each.map(({ target }) => target.id));
  };
  expect(idsOf(app)).toEqual([['Acme'], ['Docs']]);
  expect(idsOf(docs)).toEqual([['Docs'], ['Acme']]);
  // It has the path and the name of another one, on another machine.
  expect(idsOf(site)).toEqual([[], ['Acme', 'Docs']]);
  const onlyApp = linkedCustomers(linked.slice(0, 1), { all, front: docs });
  expect(suggestedCustomer(onlyApp, 'one', everyAccount)).toBeUndefined();
});

test('without a file in front it is the only linked folder, and nobody where there are several', () => {
  const linked = [folderWith(app, linkTo('Acme')), folderWith(docs, linkTo('Docs'))];
  const suggested = (all: readonly (typeof app)[]) =>
    suggestedCustomer(linkedCustomers(linked, { all, front: undefined }), 'one', everyAccount)?.target.id;
  expect([suggested([site, docs]), suggested([app, docs]), suggested([site]), suggested([])]).toEqual([
    'Docs',
    undefined,
    undefined,
    undefined,
  ]);
  const { ofOthers } = linkedCustomers(linked, { all: [app, docs], front: undefined });
  expect(ofOthers.map(({ target }) => target.id)).toEqual(['Acme', 'Docs']);
});

test('of several accounts it is the preferred one, else the last that was linked, and none that is gone', () => {
  const linked = [folderWith(app, linkTo('Hooli', 'two'), linkTo('Acme', 'one'))];
  const customers = linkedCustomers(linked, { all: [app], front: app });
  const suggested = (preferred: string, mayBe: (id: string) => boolean) =>
    suggestedCustomer(customers, preferred, mayBe)?.target.id;
  expect([suggested('one', everyAccount), suggested('three', everyAccount)]).toEqual(['Acme', 'Hooli']);
  expect(suggested('two', (id) => id === 'one')).toBe('Acme');
  expect(suggested('one', () => false)).toBeUndefined();
  expect(linkedTargets(customers, [linkTo('Cord', 'two'), linkTo('Docs')], 'one')).toEqual({
    ofThisFolder: [customer('Acme')],
    ofRepository: [customer('Docs')],
    ofOthers: [],
  });
});

test('a note is from the folder in front, or from the only one', () => {
  expect(folderOfNote({ all: [app, docs], front: docs })).toBe(docs);
  expect(folderOfNote({ all: [app], front: undefined })).toBe(app);
  expect(folderOfNote({ all: [app, docs], front: undefined })).toBeUndefined();
  expect(folderOfNote({ all: [], front: undefined })).toBeUndefined();
});
