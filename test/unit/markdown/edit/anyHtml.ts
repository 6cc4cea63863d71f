import fc from 'fast-check';

/** Words with characters that typed text, HTML or both would take for markup. */
const words = [
  ...[
    'Send',
    'it',
    'to',
    'Kim',
    'R&amp;D',
    '&lt;kim@example.org&gt;',
    'Müller',
    '&quot;quoted&quot;',
    'a&#39;b',
  ],
  ...[
    '2*3*4',
    '*',
    '**x**',
    '_y_',
    'snake_case_name',
    '`code`',
    '~~z~~',
    '[1]',
    '[a](b)',
    '#',
    '-',
    '+',
    '1.',
    '12)',
  ],
  ...['|', 'C:\\temp', '\\', '&amp;amp;', '5 &gt; 3', 'https://example.org/p?a=1&amp;b=2', 'www.example.org'],
  ...[
    'usage',
    'data:5GB',
    'file:x',
    'command:x',
    'é',
    '😀',
    '日本語',
    '합의',
    '---',
    '===',
    '```',
    '&nbsp;',
    'a@b.example',
  ],
];

const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));

const inlineTags: readonly (readonly [string, string])[] = [
  ['<b>', '</b>'],
  ['<STRONG class="x">', '</STRONG>'],
  ['<i>', '</i>'],
  ['<em>', '</em>'],
  ['<del>', '</del>'],
  ['<code>', '</code>'],
  ['<a href="https://example.org/x?y=1&amp;z=2">', '</a>'],
  ['<a href="mailto:kim@example.org">', '</a>'],
  ['<a href="/relative">', '</a>'],
  ['<span style="color:red">', '</span>'],
  ['<u>', '</u>'],
  ['<span>', '</span>'],
];

const inlinePart = fc.oneof(
  { weight: 4, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...inlineTags), text)
      .map(([[open, close], inside]) => open + inside + close),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...inlineTags), fc.constantFrom(...inlineTags), text, text)
      .map(([outer, inner, one, two]) =>
        outer[0].startsWith('<a') && inner[0].startsWith('<a')
          ? one
          : `${outer[0]}${one} ${inner[0]}${two}${inner[1]}${outer[1]}`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<img src="data:x" alt="Logo">', '10<sup>6</sup>', '<!-- c -->', '<wbr>'),
  },
);

/** What stands in one line. */
export const anyInline: fc.Arbitrary<string> = fc
  .tuple(text, fc.array(inlinePart, { maxLength: 3 }), fc.constantFrom(' ', '', '\n'))
  .map(([first, parts, joint]) => [first, ...parts].join(joint));

const lines = fc
  .tuple(
    fc.array(anyInline, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('<br>', '<br/>', '<BR class="x">\r\n'),
  )
  .map(([all, end]) => all.join(end));

const gap = fc.constantFrom('', '', '\n', ' <!-- gap -->\r\n');

const items = (item: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom('<li>', '<li class="i">', '<LI>'),
        item,
        fc.constantFrom('</li>', '', '</li>\n'),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((all) => all.map((parts) => parts.join('')).join(''));

/** Blocks of up to this many inside each other. */
export function anyBlock(depth: number): fc.Arbitrary<string> {
  const list = items(
    depth === 0
      ? lines
      : fc.oneof(
          lines,
          fc.tuple(lines, anyBlock(depth - 1)).map(([line, more]) => line + more),
        ),
  );
  const row = fc
    .tuple(fc.constantFrom('<tr>', '<tr class="r">'), anyInline, lines)
    .map(([open, one, two]) => `${open}<td>${one}</td><td width="9">${two}</td></tr>`);
  const leaf = [
    lines.map((each) => `<p>${each}</p>`),
    lines.map((each) => `<p style="margin:0" class="x">${each}`),
    lines.map((each) => `<div>${each}</div>`),
    fc
      .array(anyInline, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((line) => `<div class="cm-paragraph">${line}</div>`).join('')),
    anyInline.map((each) => `<h2 id="h">${each}</h2>`),
    fc
      .tuple(fc.constantFrom('<ul>', '<ul class="u">', '<ol>', '<ol start="4">'), list)
      .map(([open, all]) => `${open}${all}</${open.slice(1, 3)}>`),
    fc
      .tuple(
        fc.constantFrom('<table border=1>', '<table><tbody>'),
        fc.array(row, { minLength: 1, maxLength: 3 }),
      )
      .map(([open, rows]) => `${open}${rows.join('')}</table>`),
    fc.constantFrom(
      '<pre>a\n  b</pre>',
      '<pre class="p"><code class="language-js">x &lt; 1\n\n```</code></pre>',
      '<hr>',
    ),
  ];
  if (depth === 0) return fc.oneof(...leaf);
  const inside = fc.array(anyBlock(depth - 1), { minLength: 1, maxLength: 2 }).map((all) => all.join(''));
  return fc.oneof(
    ...leaf,
    inside.map((each) => `<blockquote>${each}</blockquote>`),
    inside.map((each) => `<div class="w">\n${each}\n</div>`),
  );
}

/** HTML of several blocks, as services, editors and people write it. */
export const anyHtml: fc.Arbitrary<string> = fc
  .array(fc.tuple(anyBlock(2), gap), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((parts) => parts.join('')).join(''));

/** Words that typed text can say everywhere. */
const plainWords = [
  'Send',
  'it',
  'R&amp;D',
  '&lt;x&gt;',
  'Müller',
  '5 * 3',
  'snake_case',
  'file:x',
  'C:\\temp',
  '1.',
  '#',
  '|',
  '*a*',
];
const plainText = fc
  .array(fc.constantFrom(...plainWords), { minLength: 1, maxLength: 4 })
  .map((all) => all.join(' '));
const plainMark = fc.constantFrom('strong', 'em', 'del', 'code', 'a href="https://example.org/x"');
const plainInline = fc
  .tuple(plainText, fc.option(fc.tuple(plainMark, plainText)), plainText)
  .map(([before, marked, after]) => {
    if (marked === null) return `${before} ${after}`;
    const [tag, inside] = marked;
    return `${before} <${tag}>x ${inside} y</${tag.split(' ', 1).join('')}> ${after}`;
  });
const plainLines = fc.array(plainInline, { minLength: 1, maxLength: 3 });

/** HTML with nothing but what typed text can say, where it can say it. */
export const anyPlainHtml: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      plainLines.map((all) => `<p>${all.join('<br>')}</p>`),
      plainInline.map((each) => `<h3>${each}</h3>`),
      fc
        .tuple(fc.constantFrom('ul', 'ol'), plainLines)
        .map(([tag, all]) => `<${tag}>${all.map((each) => `<li>${each}</li>`).join('')}</${tag}>`),
      plainLines.map((all) => `<blockquote><p>${all.join('</p><p>')}</p></blockquote>`),
      fc
        .array(fc.tuple(plainInline, plainInline), { minLength: 2, maxLength: 3 })
        .map(
          (rows) =>
            `<table>${rows.map((cells) => `<tr><td>${cells.join('</td><td>')}</td></tr>`).join('')}</table>`,
        ),
      fc.constant('<pre><code>a\n  b</code></pre>'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.join(''));
