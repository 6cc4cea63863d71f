import { describe, expect, test } from 'vitest';
import { htmlToMarkdown, inlineMarkdown, textToMarkdown } from '../../../src/markdown/fromHtml.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

describe('HTML as Markdown', () => {
  test('a long note of the usual kind keeps its formatting', () => {
    const paragraph = '<p>Some words with <b>bold</b> ones, and a <a href="https://a.test/">link</a>.</p>';
    const markdown = htmlToMarkdown(paragraph.repeat(1200)) ?? '';
    expect(markdown.split('\n\n')).toEqual(
      Array.from({ length: 1200 }, () => 'Some words with **bold** ones, and a [link](https://a.test/).'),
    );
  });

  test('a thread of a hundred quoted e-mails keeps its formatting', () => {
    const quotes = htmlToMarkdown(`${'<div>Hi<blockquote><div>'.repeat(100)}<b>end</b>`) ?? '';
    expect(quotes.endsWith(`${'> '.repeat(100)}**end**`)).toBe(true);
  });

  test('lines of the editor inside of lines stay lines', () => {
    expect(htmlToMarkdown('<div class="cm-paragraph">a'.repeat(3))).toBe('a  \na  \na');
    expect(growth(htmlToMarkdown, (size) => '<div class=cm-paragraph>x'.repeat(size), 90)).toBeLessThan(
      mostGrowth,
    );
  });

  test('bold text inside of bold text is bold', () => {
    expect(htmlToMarkdown('<b>a <i>b <b>c</b></i></b> d')).toBe('**a _b c_** d');
    expect(growth(htmlToMarkdown, (size) => '<b>x'.repeat(size), 90)).toBeLessThan(mostGrowth);
  });

  test('the number of a list is one that Markdown can have', () => {
    expect(htmlToMarkdown('<ol start=3><li>x</ol>')).toBe('3. x');
    expect(htmlToMarkdown('<ol start=99999999999999999999><li>x</ol>')).toBe('1. x');
  });

  test.each([
    '<ul><li>x',
    '<ol start=999999999><li>x',
    '<blockquote>x',
    '<div class=cm-paragraph>x',
    '<table><tr><td>x',
    '<b>x',
    '<b><div class=cm-paragraph>x',
    '<a href=https://a.test><div>x',
    '<pre>x',
    '<h1>x',
    '<sup>x',
    '<table><tr><th>x',
    '<td colspan=1000 rowspan=1000>x',
    '<table><tr><td>x<td colspan=30 rowspan=30>y<br>z</table>',
    '<ol type=a start=99999><li>x',
    '<ol reversed><li><p>x',
    '<a href=https://a.test><b></b></a>',
    '<ul><ul><li>x',
    '<dl><dt>x<dd>y',
    '<li><input type=checkbox>',
    '<q>x',
  ])('%s many times gives no Markdown, or not much', (html) => {
    for (const times of [18, 100, 390, 2000]) {
      const nested = html.repeat(times);
      expect((htmlToMarkdown(nested) ?? '').length).toBeLessThanOrEqual(10_000 + 8 * nested.length);
    }
  });
});

test.each([
  '<sup>6</sup>5',
  '<tr><td>a<br>b<td colspan=2>c',
  '<h1>a<br>b</h1>',
  '<ol type=a><li>a</ol>',
  '<ol><li>a<ol><li>b</ol></ol>',
  '<li><label><input type=checkbox>a',
  'a</p>',
  '</table><ul><li>a</li>b<br>',
  '<a href=https://a.test><p>a</p>',
  '<b><p>a</p>',
  '</br>',
  '<img src=https://a.test>',
])('HTML of many %s takes linear time', (part) => {
  const htmlOf = (size: number) => `<table>${part.repeat(Math.ceil(size / part.length))}`;
  expect(growth(htmlToMarkdown, htmlOf, 4000)).toBeLessThan(mostGrowth);
});

test.each([' ', '\n', '\t', '*', '`', '#', 'a\n\n'])('a text of many %j takes linear time', (part) => {
  const textOf = (size: number) => `x${part.repeat(size)}y`;
  expect(growth(textToMarkdown, textOf, 5000)).toBeLessThan(mostGrowth);
});

test('a name of a megabyte becomes a short line', () => {
  expect(inlineMarkdown('*'.repeat(1_000_000)).length).toBeLessThan(3000);
  expect(inlineMarkdown('a'.repeat(2000))).toBe(`${'a'.repeat(1000)}…`);
});
