import { describe, expect, it } from 'vitest';
import { baseUrlProblem, normaliseBaseUrl, originOf } from '../../../src/providers/baseUrl.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

describe('base URL', () => {
  it.each([
    'https://api.chartmogul.com/v1',
    ' https://example.com/ ',
    '\u200bhttps://example.com/\u200b',
    'http://localhost:8080/v1',
    'http://127.0.0.1:1234',
    'http://127.8.9.1',
    'http://[::1]:9/x',
    'http://sandbox.localhost',
  ])('takes %s', (value) => {
    expect(baseUrlProblem(value)).toBeUndefined();
  });

  it.each([
    ['', 'whole address'],
    ['api.chartmogul.com', 'whole address'],
    ['https:api.chartmogul.com', 'whole address'],
    ['ftp://example.com', 'whole address'],
    ['javascript:alert(1)', 'whole address'],
    ['http://example.com', 'https://'],
    ['http://127.0.0.1.example.com', 'https://'],
    ['http://localhost.example.com', 'https://'],
    ['https://ann:secret@example.com', 'password'],
    ['https://example.com?x=1', '? or #'],
    ['https://example.com/#top', '? or #'],
  ])('refuses %s', (value, why) => {
    expect(baseUrlProblem(value)).toContain(why);
    expect(originOf(value)).toBeUndefined();
  });

  it('is stored without slashes at its end', () => {
    expect(normaliseBaseUrl(' HTTPS://Example.com:443/A/b// ')).toBe('https://example.com/A/b');
    expect(normaliseBaseUrl('https://example.com')).toBe('https://example.com');
    expect(normaliseBaseUrl('\u202ahttps://example.com/\u202c')).toBe('https://example.com');
    expect(originOf('\u200bhttps://example.com/v1\u200b')).toBe('https://example.com');
  });

  it('names the origin that a key may go to', () => {
    expect(originOf('https://api.chartmogul.com/v1')).toBe('https://api.chartmogul.com');
  });
});

it.each(['/', '.localhost', '127.'])('an address of many %s is read in linear time', (part) => {
  const addressOf = (size: number) => `https://a.test/${part.repeat(size)}x`;
  expect(growth(normaliseBaseUrl, addressOf, 12_500)).toBeLessThan(mostGrowth);
  expect(growth(baseUrlProblem, addressOf, 12_500)).toBeLessThan(mostGrowth);
});
