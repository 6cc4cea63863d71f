import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotable, readErrorBody } from '../../../src/providers/errorBody.ts';
import { anyText } from '../../support/anyText.ts';

describe('readErrorBody', () => {
  it.each([
    [
      'message and param',
      { code: 422, message: 'Must be in the past.', param: 'created_at' },
      'Must be in the past.',
      ['created_at'],
    ],
    [
      'message, param null',
      { code: 401, message: 'No valid API key provided', param: null },
      'No valid API key provided',
      [],
    ],
    [
      'errors by field',
      { errors: { name: 'is needed', interval: ['is odd', 'is long'] } },
      'name: is needed; interval: is odd, is long',
      ['name', 'interval'],
    ],
    ['error', { error: 'Plan not found' }, 'Plan not found', []],
    [
      'error with details',
      { error: 'Bad', error_details: [{ param: 'uuid', code: 'invalid', message: 'Bad' }] },
      'Bad',
      ['uuid'],
    ],
    [
      'fields at the top',
      { plans: ['are unknown'], error_details: [{ param: 'plans', code: 'x', message: 'y' }] },
      'plans: are unknown',
      ['plans'],
    ],
    [
      'JSON:API (assumed)',
      {
        errors: [
          {
            status: '422',
            title: 'Invalid',
            detail: 'is too long',
            source: { pointer: '/data/attributes/content' },
          },
        ],
      },
      'Invalid: is too long',
      ['content'],
    ],
    [
      'JSON:API inside an attribute (assumed)',
      { errors: [{ detail: 'unreadable', source: { pointer: '/data/attributes/attachment/data' } }] },
      'unreadable',
      ['attachment'],
    ],
    ['errors as texts (assumed)', { errors: ['one', 'two'] }, 'one; two', []],
  ])('%s', (_, body, words, params) => {
    expect(readErrorBody(JSON.stringify(body))).toEqual({ words, params, hasKnownShape: true });
  });

  it('reads a page of HTML as short text', () => {
    const page =
      '<!DOCTYPE html><html><head><title>Oops!</title><script>x()</script></head><body><p>Not  here</p></body>';
    expect(readErrorBody(page)).toEqual({ words: 'Oops! Not here', params: [], hasKnownShape: false });
  });

  it.each(['', '  ', '{}', '[]', 'null', '42', '{"message":""}'])('finds no words in %j', (body) => {
    expect(readErrorBody(body)).toMatchObject({ hasKnownShape: false });
    expect(readErrorBody(body).params).toEqual([]);
  });

  it('reads any JSON and any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        const { words, params } = readErrorBody(body);
        expect(words).not.toBe('');
        expect(Array.isArray(params)).toBe(true);
      }),
    );
  });
});

describe('quotable', () => {
  it('takes out secrets, file contents, control and direction characters', () => {
    const words = "Key abc-123 is\u0000 bad\u202e\n: data:application/pdf;base64,'AAAA' end";
    expect(quotable(words, ['abc-123'])).toBe('Key ••• is bad : data:… end');
  });

  it('is never longer than 200 characters and never ends in half a character', () => {
    fc.assert(
      fc.property(anyText({ minLength: 150, maxLength: 400 }), (words) => {
        const line = quotable(words, []);
        expect(line.length).toBeLessThanOrEqual(200);
        expect(() => encodeURIComponent(line)).not.toThrow();
      }),
    );
    expect(quotable('😀'.repeat(150), [])).toBe(`${'😀'.repeat(99)}…`);
  });
});
