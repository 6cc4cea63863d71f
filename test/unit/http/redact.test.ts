import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, withoutSecrets } from '../../../src/http/redact.ts';

const key = 'pk_live/Ab+9?"x y';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('a known key', () => {
  it.each([
    ['plain', `with ${key} in it`],
    ['in another case', `with ${key.toUpperCase()} in it`],
    ['URL-encoded', `with ${encodeURIComponent(key)} in it`],
    ['as a form field', `with ${encodeURIComponent(key).replaceAll('%20', '+')} in it`],
    ['in JSON', `with ${JSON.stringify(key).slice(1, -1)} in it`],
    ['in JSON with escaped slashes', `with ${JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/')} in it`],
    ['in base64', `with ${base64(key)} in it`],
    ['as the user of HTTP Basic', `with ${base64(`${key}:`)} in it`],
  ])('is taken out %s', (_, text) => {
    const redactor = createRedactor();
    redactor.addSecret(key);
    expect(redactor.redact(text)).toBe('with [redacted] in it');
  });

  it('is taken out wherever it lies inside a longer base64 text', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{8,40}$/),
        fc.string({ maxLength: 9 }),
        fc.string(),
        (secret, before, after) => {
          const redactor = createRedactor();
          redactor.addSecret(secret);
          const text = base64(before + secret + after);
          const redacted = redactor.redact(text);
          expect(redacted).toContain('[redacted]');
          expect(Buffer.from(redacted, 'base64').toString()).not.toContain(secret);
        },
      ),
    );
  });

  it('is taken out of a longer base64 text from seven of its characters on', () => {
    const redactor = createRedactor();
    redactor.addSecret('secret');
    expect(redactor.redact(base64('xsecretxx'))).toBe('eH[redacted]Hh4');
    redactor.addSecret('sent');
    expect(redactor.redact('c2Vudx')).toBe('c2Vudx');
  });

  it('is taken out beside others, the longer form first', () => {
    const redactor = createRedactor();
    redactor.addSecret('secret');
    redactor.addSecret('secret-and-more');
    expect(redactor.redact('secret-and-more, secret')).toBe('[redacted], [redacted]');
  });

  it('of fewer than four characters is left, since it would be found in every text', () => {
    const redactor = createRedactor();
    redactor.addSecret('e');
    redactor.addSecret('sen');
    expect(redactor.redact('a sentence')).toBe('a sentence');
    redactor.addSecret('sent');
    expect(redactor.redact('a sentence')).toBe('a [redacted]ence');
  });
});

describe('an unknown key', () => {
  it.each([
    ['Authorization: Basic c2VjcmV0', 'Authorization: [redacted]'],
    ['"authorization":"Bearer abc.def"', '"authorization":"[redacted]"'],
    ["'X-Api-Token': 's3cr3t',", "'X-Api-Token': '[redacted]',"],
    ['x-api-token=s3cr3t', 'x-api-token=[redacted]'],
    ['Set-Cookie: sid=1; path=/', 'Set-Cookie: [redacted]'],
    ['proxy-authorization: Basic abc', 'proxy-authorization: [redacted]'],
    ['sent Basic c2VjcmV0OnNlY3JldA== twice', 'sent Basic [redacted] twice'],
    ['http://ann:pass@proxy.example.com:8080/', 'http://[redacted]@proxy.example.com:8080/'],
  ])('is taken out of %j', (text, redacted) => {
    expect(createRedactor().redact(text)).toBe(redacted);
  });

  it.each([
    'a basic note about https://example.com/a@b',
    'the token was refused',
    'the status is undefined',
    '→ 3 POST https://example.com/v1 5 B',
  ])('is not seen in %j', (text) => {
    expect(createRedactor().redact(text)).toBe(text);
  });
});

describe('a text without secrets', () => {
  it('has something else in their place, whatever form they are in', () => {
    const text = `${key} and ${base64(key)}, $&`;
    expect(withoutSecrets(text, [key, ''], '$&')).toBe('$& and $&, $&');
  });

  it.each([[[]], [['']]])('is the text itself where there are none: %j', (secrets) => {
    expect(withoutSecrets('a sentence', secrets, '•')).toBe('a sentence');
  });
});

it('where a text holds a known secret can be asked, before there is one, too', () => {
  const redactor = createRedactor();
  expect(redactor.find('with secret in it')).toEqual([]);
  redactor.addSecret('secret');
  expect(redactor.find('SECRET, secret')).toEqual([
    { start: 0, end: 6 },
    { start: 8, end: 14 },
  ]);
});
