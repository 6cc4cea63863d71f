import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const everywhere = [
  // `import { z }` brings every locale along: 360 KB (measured).
  {
    selector: 'ImportDeclaration[source.value=/^zod/] ImportSpecifier',
    message: "Import zod as a namespace: import * as z from 'zod'.",
  },
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
];

export default defineConfig(
  { ignores: ['dist', '.vscode-test', 'test/.output', '.stryker-tmp', 'reports'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './media/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        // What `using` declares is used by its end.
        { ignoreRestSiblings: true, ignoreUsingDeclarations: true },
      ],
      // The compiler knows better: it sees `#field ??= …` as a use.
      'no-unused-private-class-members': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: ['test/**/*.test.ts'],
    rules: {
      // Tests that cannot fail.
      'no-restricted-syntax': [
        'error',
        ...everywhere,
        {
          selector:
            'ExpressionStatement > AwaitExpression > CallExpression[callee.property.name=' +
            '/^(is(Checked|Visible|Hidden|Enabled|Disabled|Editable)|inputValue|innerText|textContent|' +
            'getAttribute|count|allInnerTexts|allTextContents)$/]',
          message: 'Nothing looks at the answer: expect something of it.',
        },
        {
          selector: 'ExpressionStatement > CallExpression[callee.name="expect"]',
          message: 'An expectation without a matcher always holds.',
        },
        {
          selector: 'ExpressionStatement > AwaitExpression > CallExpression[callee.name="expect"]',
          message: 'An expectation without a matcher always holds.',
        },
        {
          selector:
            'ExpressionStatement > CallExpression > MemberExpression.callee' +
            '[object.property.name=/^(resolves|rejects)$/]',
          message: 'Await it: nobody sees how it ends.',
        },
      ],
    },
  },
  {
    files: ['scripts/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.\\./test/(?!sandbox/)',
              message: 'Of the tests, scripts import only the sandbox. Start anything else as a program.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['src/vscode/editor.ts'],
    rules: {
      // The editor gives plain strings back, and takes only checked ones.
      '@typescript-eslint/related-getter-setter-pairs': 'off',
    },
  },
  { files: ['vitest.*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
