import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitSchema, commitText, subjectOf } from '../../../src/code/commitText.ts';
import { markupFor } from '../../../src/code/markup.ts';
import { locationText, type CodeFile, type FileVersion } from '../../../src/code/location.ts';
import { problemText, type CodeProblem } from '../../../src/code/problemText.ts';
import { selectionText } from '../../../src/code/selectionText.ts';
import { testFailureText } from '../../../src/code/testFailureText.ts';
import { markdownToHtml } from '../../../src/markdown/toHtml.ts';
import { anyText } from '../../support/anyText.ts';
import { readHtml } from '../markdown/readHtml.ts';

const markdown = markupFor('markdown');
const plain = markupFor('plain');
const commit = '3f2c1ab9abcdef0123456789abcdef0123456789';
const web = { kind: 'github', page: 'https://github.com/acme/app' } as const;
const lines = ['const one = 1;', 'const two = 2;', 'const three = 3;'];

function fileWith(version: Partial<FileVersion> | undefined, path = 'src/a.ts'): CodeFile {
  const committed = { text: lines.join('\n') };
  return {
    path,
    version: version && { linked: { commit, remotes: ['origin'] }, web, committed, ...version },
  };
}

describe('the location of lines', () => {
  const blob = `https://github.com/acme/app/blob/${commit}/src/a.ts`;
  test.each<[what: string, version: Partial<FileVersion> | undefined, text: string, location: string]>([
    ['the same in the commit', {}, 'const two = 2;', `[\`src/a.ts:2\`](${blob}#L2)`],
    [
      'moved since',
      { committed: { text: ['', ...lines].join('\n') } },
      'const two = 2;',
      `[\`src/a.ts:3\`](${blob}#L3)`,
    ],
    ['changed since', {}, 'const two = 22;', '`src/a.ts:2`, changed since commit 3f2c1ab'],
    ['a new file', { committed: 'absent' }, 'x', '`src/a.ts:2`, not found in commit 3f2c1ab'],
    [
      'a file that Git does not give',
      { committed: 'unreadable' },
      'x',
      '`src/a.ts:2`, not compared with commit 3f2c1ab',
    ],
    [
      'a commit that no remote has',
      { linked: { commit, remotes: [] } },
      'const two = 2;',
      '`src/a.ts:2`, at commit 3f2c1ab, which is not pushed',
    ],
    [
      'a commit of which nobody knows',
      { linked: { commit, remotes: undefined } },
      'const two = 2;',
      '`src/a.ts:2`, at commit 3f2c1ab, not known to be pushed',
    ],
    ['a host without pages', { web: undefined }, 'const two = 2;', '`src/a.ts:2`, at commit 3f2c1ab'],
    ['a repository without a commit', { linked: undefined }, 'x', '`src/a.ts:2`, not committed'],
    ['no repository', undefined, 'x', '`src/a.ts:2`'],
  ])('%s', (_, version, text, location) => {
    expect(locationText(markdown, fileWith(version), { first: 2, last: 2 }, text)).toBe(location);
  });
});

test('several selections stand in the order of the file, each below its location', () => {
  const selected = [
    { first: 2, last: 3, text: 'two = 2;\r\nconst three', lines: 'const two = 2;\r\nconst three = 3;' },
    { first: 1, last: 1, text: 'one\n', lines: 'const one = 1;' },
  ];
  const page = `https://github.com/acme/app/blob/${commit}/src/a.ts`;
  const [first, second] = ['```tsx\none\n```', '```tsx\ntwo = 2;\nconst three\n```'];
  expect(selectionText(markdown, fileWith({}), 'typescriptreact', selected)).toBe(
    `[\`src/a.ts:1\`](${page}#L1)\n\n${first}\n\n[\`src/a.ts:2-3\`](${page}#L2-L3)\n\n${second}`,
  );
  expect(selectionText(plain, fileWith({}), 'typescriptreact', selected)).toBe(
    `src/a.ts:1 (${page}#L1)\n\none\n\nsrc/a.ts:2-3 (${page}#L2-L3)\n\ntwo = 2;\nconst three`,
  );
});

test.each([
  ['plaintext', '```\nx\n```'],
  ['shellscript', '```sh\nx\n```'],
  ['c++', '```c++\nx\n```'],
  ['evil language\n<b>', '```\nx\n```'],
])('code in the language %j', (language, block) => {
  expect(markdown.block('x', language)).toBe(block);
});

describe('a problem', () => {
  const problem: CodeProblem = {
    severity: 'error',
    message: 'Not *assignable*.\n  Really.',
    source: 'ts',
    code: '2322',
  };
  test.each<[what: string, problem: CodeProblem, start: string]>([
    ['with source and code', problem, 'Error in `a.ts:1` (`ts 2322`):'],
    ['with neither', { ...problem, severity: 'hint', source: '', code: '' }, 'Remark in `a.ts:1`:'],
    [
      'with a page about it',
      {
        ...problem,
        severity: 'warning',
        source: 'eslint',
        code: 'no-var',
        about: 'https://eslint.org/(no-var) x',
      },
      'Warning in `a.ts:1` ([`eslint no-var`](https://eslint.org/%28no-var%29%20x)):',
    ],
    ['with something to run', { ...problem, about: 'command:quit' }, 'Error in `a.ts:1` (`ts 2322`):'],
    ['with a password', { ...problem, about: 'https://ann:key@x.example' }, 'Error in `a.ts:1` (`ts 2322`):'],
    ['with no address', { ...problem, about: 'x' }, 'Error in `a.ts:1` (`ts 2322`):'],
  ])('%s', (_, each, start) => {
    expect(problemText(markdown, each, '`a.ts:1`')).toBe(
      `${start}\n\n\`\`\`\nNot *assignable*.\n  Really.\n\`\`\``,
    );
  });
});

test('a failed test has what was expected and what came, if it compared', () => {
  const failure = { name: 'sums *all*', message: 'differs' };
  expect(testFailureText(markdown, failure, undefined)).toBe(
    'Test failed: sums \\*all\\*\n\n```\ndiffers\n```',
  );
  expect(testFailureText(plain, { ...failure, expected: '3', actual: '4' }, 'a.ts:1')).toBe(
    'Test failed: sums *all* in a.ts:1\n\ndiffers\n\nExpected:\n\n3\n\nActual:\n\n4',
  );
});

describe('a commit', () => {
  const known = { hash: commit, message: '\nFix the import\n\nof files' };
  const stat = { files: 3, insertions: 12, deletions: 4 };
  const link = `[\`3f2c1ab\`](https://github.com/acme/app/commit/${commit})`;
  test('has its subject, its link and the numbers of its diff', () => {
    expect(commitText(markdown, { ...known, shortStat: stat }, ['origin'], web)).toBe(
      `Commit ${link}: Fix the import\n\n3 files changed, +12 −4`,
    );
    expect(commitText(plain, known, ['origin'], undefined)).toBe('Commit 3f2c1ab: Fix the import');
  });
  test('has no number of lines where none can be counted', () => {
    const shortStat = { files: 1, insertions: 0, deletions: 0 };
    expect(commitText(markdown, { ...known, shortStat }, [], web)).toBe(
      'Commit `3f2c1ab`, not pushed: Fix the import\n\n1 file changed',
    );
  });
  test('has no numbers where it is the oldest, as in a shallow clone, where they would be those of all files', () => {
    const numbers = (parents?: readonly string[]) =>
      commitText(
        plain,
        { ...known, shortStat: stat, ...(parents && { parents: [...parents] }) },
        ['origin'],
        undefined,
      );
    expect(numbers([])).toBe('Commit 3f2c1ab: Fix the import');
    expect([numbers(), numbers([commit])]).toEqual(
      Array(2).fill('Commit 3f2c1ab: Fix the import\n\n3 files changed, +12 −4'),
    );
  });
  test('that may not be pushed is not linked', () => {
    expect(commitText(markdown, known, undefined, web)).toBe(
      'Commit `3f2c1ab`, not known to be pushed: Fix the import',
    );
  });
  test('is read without its author’s address', () => {
    const given = { ...known, authorEmail: 'ann@acme.example', authorName: 'Ann', shortStat: { files: 'x' } };
    expect(commitSchema.parse({ ...given, parents: 7 })).toEqual({
      ...known,
      authorName: 'Ann',
      parents: undefined,
      shortStat: undefined,
    });
    expect(commitSchema.safeParse({ ...known, hash: '--output=x' }).success).toBe(false);
  });
  test('may have no subject', () => {
    expect(subjectOf({ message: ' \n ' })).toBe('');
  });
});

/** What a person can read of a text that a service has got, without spaces. */
function shown(text: string): string {
  return readHtml(markdownToHtml(text)).replace(/\s/g, '');
}

test('a hostile path or subject reads as itself, in one line', () => {
  const name = anyText({ minLength: 1, maxLength: 12 });
  const marks = fc.string({
    unit: fc.constantFrom(...Array.from('*_~`[](<>#|\\! ax1.-')),
    minLength: 1,
    maxLength: 12,
  });
  const hostile = fc.oneof(name, marks);
  fc.assert(
    fc.property(hostile, (text) => {
      const words = `Commit: ${markdown.words(text)}`;
      const code = `In ${markdown.code(text)}: [x]`;
      const linked = `In ${markdown.linkedCode(text, 'https://x.example/a')}.`;
      for (const line of [words, code, linked]) expect(line).not.toMatch(/[\n\r\u2028\u2029\u202e]/);
      const visible = plain.words(text);
      expect([words, shown(words)]).toEqual([words, `Commit:${visible}`.replace(/\s/g, '')]);
      expect([code, shown(code)]).toEqual([code, `In${visible}:[x]`.replace(/\s/g, '')]);
      expect([linked, shown(linked)]).toEqual([
        linked,
        `In${visible}https://x.example/a.`.replace(/\s/g, ''),
      ]);
    }),
  );
});

test('no text ends its own block of code', () => {
  const code = fc.string({
    unit: fc.constantFrom('`', '```', '~~~', '\n', '\r\n', 'x', ' ', '<b>', '*'),
    maxLength: 20,
  });
  fc.assert(
    fc.property(code, (text) => {
      if (text.trim() === '') return;
      const html = markdownToHtml(`Before\n\n${markdown.block(text, 'ts')}\n\nAfter`);
      expect(html).toMatch(/^<p>Before<\/p><pre><code class="language-ts">[^]*<\/code><\/pre><p>After<\/p>$/);
    }),
  );
});
