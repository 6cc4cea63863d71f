import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readJson } from '../../../src/http/readJson.ts';
import { Failure } from '../../../src/base/failure.ts';

const schema = z.object({ notes: z.array(z.object({ uuid: z.string(), text: z.string().nullable() })) });

function failureOf(body: string, headers: Record<string, string> = {}): Failure {
  try {
    readJson({ status: 200, headers, body }, schema);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('no Failure');
}

describe('readJson', () => {
  it('gives what the schema makes of the body', () => {
    const body = '\ufeff {"notes":[{"uuid":"n","text":null}],"more":1}';
    const upper = z.object({ notes: z.array(z.object({ uuid: z.string().toUpperCase() })) });
    expect(readJson({ status: 200, headers: {}, body }, upper)).toEqual({ notes: [{ uuid: 'N' }] });
  });

  it.each([
    ['a web page', '<!doctype html><p>Ann', {}, /^A web page/, 'HTML (status 200, 21 characters)'],
    [
      'a web page by its type',
      'Welcome, Ann',
      { 'content-type': 'text/html' },
      /^A web page/,
      'HTML (status 200, 12 characters)',
    ],
    ['nothing', ' \n', {}, /with nothing/, 'empty body (status 200, 2 characters)'],
    [
      'JSON cut in a text',
      '{"notes":[{"uuid":"Ann',
      {},
      /cut off/,
      'truncated JSON (status 200, 22 characters)',
    ],
    [
      'too many values',
      `[${'0,'.repeat(1_000_000)}0]`,
      {},
      /holds more than can be read/,
      'JSON of too many values (status 200, 2000003 characters)',
    ],
    [
      'too much depth',
      '['.repeat(1000),
      {},
      /holds more than can be read/,
      'JSON nested too deeply (status 200, 1000 characters)',
    ],
    ['JSON cut between two', '{"notes":[', {}, /cut off/, 'truncated JSON (status 200, 10 characters)'],
    [
      'a body that is not JSON',
      '{notes: Ann}',
      {},
      /could not be read/,
      'not JSON (status 200, 12 characters)',
    ],
  ])('reports %s', (_, body, headers, message, detail) => {
    const failure = failureOf(body, headers);
    expect(failure).toMatchObject({ reason: 'unreadable', status: 200, detail });
    expect(failure.message).toMatch(message);
  });

  it('reports an unexpected shape by the paths of its issues, without values', () => {
    const failure = failureOf('{"notes":[{"uuid":"n","text":"x"},{"uuid":3056,"text":{"a":"Ann"}}]}');
    expect(failure.detail).toMatch(/^notes\.1\.uuid: invalid_type; notes\.1\.text: invalid_type \(/);
    expect(failure.detail).not.toMatch(/3056|Ann/);
  });

  it('names no key that a customer may have chosen, and no more than eight issues', () => {
    const many = z.record(z.string(), z.number());
    const body = JSON.stringify({
      'Ann Example': 'a',
      ...Object.fromEntries('bcdefghijk'.split('').map((key) => [key, 'x'])),
    });
    let detail = '';
    try {
      readJson({ status: 200, headers: {}, body }, many);
    } catch (error) {
      detail = error instanceof Failure ? (error.detail ?? '') : '';
    }
    expect(detail).toMatch(/^\?: invalid_type; b: /);
    expect(detail.split(';')).toHaveLength(8);
  });
});
