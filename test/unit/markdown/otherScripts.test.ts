import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../../src/markdown/toHtml.ts';

describe('emphasis needs no space in a script that has none', () => {
  test.each([
    ['合同**明天**到期', '<p>合同<strong>明天</strong>到期</p>'],
    ['契約は**明日**まで', '<p>契約は<strong>明日</strong>まで</p>'],
    ['サーバ**エラー**です', '<p>サーバ<strong>エラー</strong>です</p>'],
    ['계약은 **내일**까지', '<p>계약은 <strong>내일</strong>까지</p>'],
    ['สัญญา**พรุ่งนี้**หมด', '<p>สัญญา<strong>พรุ่งนี้</strong>หมด</p>'],
    ['ສັນຍາ**ມື້ອື່ນ**ໝົດ', '<p>ສັນຍາ<strong>ມື້ອື່ນ</strong>ໝົດ</p>'],
    ['កិច្ច**សន្យា**ផុត', '<p>កិច្ច<strong>សន្យា</strong>ផុត</p>'],
    ['စာ**ချုပ်**ကုန်', '<p>စာ<strong>ချုပ်</strong>ကုန်</p>'],
    ['到期**ABC**合同**2025**年', '<p>到期<strong>ABC</strong>合同<strong>2025</strong>年</p>'],
    ['계약은 *내일*까지', '<p>계약은 <em>내일</em>까지</p>'],
    ['合同~~明天~~到期', '<p>合同<del>明天</del>到期</p>'],
    ['𠮷**野家**𠮷', '<p>𠮷<strong>野家</strong>𠮷</p>'],
    ['合同***明天***到期', '<p>合同<em><strong>明天</strong></em>到期</p>'],
  ])('%s', (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });
});

describe('punctuation inside bold text needs no space around it', () => {
  test.each([
    ['**「重要」**です', '<p><strong>「重要」</strong>です</p>'],
    ['これは**「重要」**です', '<p>これは<strong>「重要」</strong>です</p>'],
    ['**「重要」**ABC', '<p><strong>「重要」</strong>ABC</p>'],
    ['这是**重要。**对吗', '<p>这是<strong>重要。</strong>对吗</p>'],
    ['价格**￥100**元、**$5**元', '<p>价格<strong>￥100</strong>元、<strong>$5</strong>元</p>'],
    ['계약은 **"내일"**까지', '<p>계약은 <strong>"내일"</strong>까지</p>'],
    ['สัญญา**"พรุ่งนี้"**หมด', '<p>สัญญา<strong>"พรุ่งนี้"</strong>หมด</p>'],
    ['旧~~「价」~~新', '<p>旧<del>「价」</del>新</p>'],
    ['这是**`码`**的', '<p>这是<strong><code>码</code></strong>的</p>'],
    ['这是**[页](https://a.test)**的', '<p>这是<strong><a href="https://a.test">页</a></strong>的</p>'],
    ['𠮷**「野」**𠮷', '<p>𠮷<strong>「野」</strong>𠮷</p>'],
  ])('%s', (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });
});

test.each([
  '单价*数量+运费*件数',
  '２*３*４',
  '约3*人*（天）',
  '长*（宽+高）*2',
  '2**3**4',
  'a**b**c',
  '合同_明天_到期',
  '合同** 明天 **到期',
])('the asterisks of %s are not taken for emphasis', (source) => {
  expect(markdownToHtml(source)).toBe(source);
});

describe('an address ends before the punctuation of the sentence', () => {
  const link = '<a href="https://example.org/x">https://example.org/x</a>';

  test.each(Array.from('，。、；：？！）】」』〉》〕〗〞｝］＞～｡｣､…—“”‘’«»'))('%s', (mark) => {
    expect(markdownToHtml(`见 https://example.org/x${mark}谢谢`)).toBe(
      mark === '’' ? markdownToHtml(`见 https://example.org/x’谢谢`) : `<p>见 ${link}${mark}谢谢</p>`,
    );
    expect(markdownToHtml(`见 https://example.org/x${mark}`)).toBe(`<p>见 ${link}${mark}</p>`);
    expect(markdownToHtml(`（见https://example.org/x.${mark} b`)).toBe(`<p>（见${link}.${mark} b</p>`);
  });

  test.each([
    [
      '(https://example.org/a。次回',
      '<p>(<a href="https://example.org/a">https://example.org/a</a>。次回</p>',
    ],
    ['https://example.org，谢谢', '<p><a href="https://example.org">https://example.org</a>，谢谢</p>'],
    ['www.example.org/x，谢谢', '<p><a href="http://www.example.org/x">www.example.org/x</a>，谢谢</p>'],
    ['WWW.example.org。', '<p><a href="http://WWW.example.org">WWW.example.org</a>。</p>'],
    ['写给 a@b.example。谢谢', '<p>写给 <a href="mailto:a@b.example">a@b.example</a>。谢谢</p>'],
    [`https://example.org/x，**谢谢**`, `<p>${link}，<strong>谢谢</strong></p>`],
    [`**https://example.org/x**，谢谢`, `<p><strong>${link}</strong>，谢谢</p>`],
    [`https://example.org/x、https://example.org/x。`, `<p>${link}、${link}。</p>`],
    [`[见 https://example.org/x，谢谢`, `<p>[见 ${link}，谢谢</p>`],
    [`[见 https://example.org/x).，谢谢`, `<p>[见 ${link}).，谢谢</p>`],
  ])('%s', (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });

  test('but letters of every script belong to it, as do the marks inside of names', () => {
    for (const path of ['东京', 'ジョン・レノン', 'L’Aquila', 'a_(b)'])
      expect(markdownToHtml(`https://example.org/${path} a`)).toBe(
        `<p><a href="${encodeURI(`https://example.org/${path}`)}">https://example.org/${path}</a> a</p>`,
      );
  });

  test('and an address without a host stays text', () => {
    for (const source of ['https://，谢谢', 'http：//example.org'])
      expect(markdownToHtml(source)).toBe(source);
  });
});
