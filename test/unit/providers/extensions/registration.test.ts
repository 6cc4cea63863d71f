import { expect, test } from 'vitest';
import { readRegistration } from '../../../../src/providers/extensions/registration.ts';
import { exampleNoteProvider } from '../../../contract/exampleExtension/exampleNoteProvider.ts';

test('a provider is copied when it is registered', () => {
  const given = { ...exampleNoteProvider, key: { label: 'Token', sentAs: 'bearer' } };
  const registration = readRegistration(given);
  given.key.label = 'Another';
  given.title = 'Another';
  expect(registration).toMatchObject({ title: 'Example CRM', key: { label: 'Token' } });
});

test('a provider may be an object of a class', async () => {
  class Crm {
    readonly #name = 'Ada';
    verify() {
      return Promise.resolve({ name: this.#name });
    }
  }
  const given = new Crm();
  for (const [name, value] of Object.entries(exampleNoteProvider))
    if (name !== 'verify') Reflect.set(given, name, value);
  const call = {
    account: { name: '', settings: {} },
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('no')),
  };
  expect(await readRegistration(given).verify(call)).toEqual({ name: 'Ada' });
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'NoteProvider'],
  ['an id without its extension', { id: 'notes' }, 'id'],
  ['the id of one of ours', { id: 'chartmogul' }, 'id'],
  ['an id that is a path', { id: 'a.b/../c' }, 'id'],
  ['a title of two lines', { title: 'A\nB' }, 'title'],
  [
    'a setting that is the address',
    { settings: [{ id: 'baseUrl', label: 'A', description: 'A', placeholder: 'A' }] },
    'settings.0.id',
  ],
  ['a key in an unknown place', { key: { label: 'Key', sentAs: 'query' } }, 'key.sentAs'],
  ['a key in place of the host', { key: { label: 'Key', sentAs: { header: 'Host' } } }, 'key.sentAs.header'],
  ['a header in place of the key', { headers: { Authorization: 'Bearer mine' } }, 'headers.Authorization'],
  ['a cookie', { headers: { cookie: 'a=b' } }, 'headers.cookie'],
  [
    'a header for another method',
    { headers: { 'x-http-method-override': 'DELETE' } },
    'headers.x-http-method-override',
  ],
  ['a header with a second line', { headers: { accept: 'a\r\nauthorization: b' } }, 'headers.accept'],
  ['no kinds', { kinds: [] }, 'kinds'],
  ['no customers', { customerTypes: [] }, 'customerTypes'],
  ['a method that is none', { createNote: 'POST' }, 'createNote'],
])('%s is refused with a sentence that says where', (_, change, where) => {
  const given = change === undefined ? undefined : { ...exampleNoteProvider, ...(change as object) };
  expect(() => readRegistration(given)).toThrow(`“${where}”`);
});
