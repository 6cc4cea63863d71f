import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { linkTo, parseLink, type Link } from '../../../src/proposals/link.ts';

const note = { customer: { query: 'Åcme & Söhne' }, text: 'Fixed + tested\n“import” 100 %' };
const links: readonly Link[] = [
  { does: 'propose', input: note },
  { does: 'openCustomer', customer: { account: 'a', type: 'customer', id: 'c/1', scope: 's' } },
  { does: 'openNote', note: { account: 'a', id: 'n?1' } },
];

/** What the editor hands over of an address: decoded, and by some editors encoded again. */
function opened(address: string | undefined, decodes = true) {
  const { pathname, search } = new URL(address ?? '');
  const query = search.slice(1);
  return { path: pathname, query: decodes ? decodeURIComponent(query) : query };
}

test.each(links)('a link that is opened does what it was made for: %j', (link) => {
  for (const decodes of [true, false])
    expect(parseLink(opened(linkTo('vscode', link), decodes))).toEqual(link);
});

test('a link that would be too long is not made, and none is opened', () => {
  expect(linkTo('vscode', { does: 'propose', input: { text: 'x'.repeat(1500) } })).toBeUndefined();
  const query = `d=${Buffer.from(JSON.stringify({ text: 'x'.repeat(1500) })).toString('base64url')}`;
  expect(() => parseLink({ path: '/new', query })).toThrow('2,000');
});

const encoded = (text: string) => `d=${Buffer.from(text).toString('base64url')}`;

test.each([
  ['/new', ''],
  ['/new', 'd='],
  ['/new', 'd=%'],
  ['/new', 'text=secret'],
  ['/new', `${encoded('{}')}&x=1`],
  ['/new', encoded('secret')],
  ['/new', `d=${Buffer.from([0xff, 0xfe]).toString('base64url')}`],
  ['/other', encoded('{}')],
  ['', encoded('{}')],
  ['/customer', encoded('{"account":"secret"}')],
  ['/customer', encoded('{"account":"a","type":"t","id":"i","send":true}')],
  ['/note', encoded('{"account":"a","id":1}')],
  ['/note', encoded('["a"]')],
])('%s?%s is not read, and nothing of it is said', (path, query) => {
  expect(() => parseLink({ path, query })).toThrow(/^Notelog cannot read this link/);
});

test('whatever stands in a link, it is read or refused with one sentence', () => {
  const paths = fc.constantFrom('/new', '/customer', '/note', '/', '/../new');
  const queries = fc.oneof(fc.string(), fc.json().map(encoded), fc.string().map(encoded));
  fc.assert(
    fc.property(paths, queries, (path, query) => {
      try {
        parseLink({ path, query });
      } catch (error) {
        expect(Failure.is(error) && error.reason).toBe('invalid');
      }
    }),
  );
});
