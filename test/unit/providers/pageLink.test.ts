import { expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import { activeplatform } from '../../../src/providers/activeplatform/activeplatform.ts';
import { chartmogul } from '../../../src/providers/chartmogul/chartmogul.ts';
import { createNotebook } from '../../../src/providers/notebook/notebook.ts';
import { pageLink } from '../../../src/providers/pageLink.ts';

function account(provider: string, baseUrl = ''): Account {
  return { id: 'a', provider, label: 'Account', fields: { baseUrl } };
}

test.each([
  'https://app.chartmogul.com/#/customers/1-Acme',
  'https://api.chartmogul.com/',
  'HTTPS://APP.CHARTMOGUL.COM:443/x',
])('%s is ChartMogul’s own', (address) => {
  expect(pageLink(address, chartmogul, account('chartmogul'))).toMatchObject({ may: 'own' });
});

test.each([
  ['https://evil.test/', 'evil.test'],
  ['https://app.chartmogul.com.evil.test/', 'app.chartmogul.com.evil.test'],
  ['https://evil.test/https://app.chartmogul.com/', 'evil.test'],
  ['https://app.chartmogul.com:8443/', 'app.chartmogul.com:8443'],
  ['https://аpp.chartmogul.com/', 'xn--pp-6kc.chartmogul.com'],
  ['https:\\\\evil.test\\app.chartmogul.com', 'evil.test'],
])('the user is asked about %s, with the name %s', (address, host) => {
  expect(pageLink(address, chartmogul, account('chartmogul'))).toEqual({ may: 'asked', host });
});

test.each([
  'http://app.chartmogul.com/',
  'http://127.0.0.1:4010/',
  'https://app.chartmogul.com@evil.test/',
  'https://user:word@app.chartmogul.com/',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'command:workbench.action.quit',
  'vscode://some.extension/do',
  'mailto:ann@example.com',
  '//app.chartmogul.com/',
  'app.chartmogul.com',
  '',
])('%s is never opened', (address) => {
  expect(pageLink(address, chartmogul, account('chartmogul'))).toEqual({ may: 'never' });
});

test('an ActivePlatform installation’s own pages are those of its base URL, also on this machine', () => {
  const own = account('activeplatform', 'https://panel.example:8443/base');
  expect(pageLink('https://panel.example:8443/notes/1', activeplatform, own)).toMatchObject({ may: 'own' });
  expect(pageLink('https://panel.example/notes/1', activeplatform, own)).toMatchObject({ may: 'asked' });
  const local = account('activeplatform', 'http://127.0.0.1:4010');
  expect(pageLink('http://127.0.0.1:4010/notes/1', activeplatform, local)).toMatchObject({ may: 'own' });
  expect(pageLink('http://127.0.0.1:4011/notes/1', activeplatform, local)).toEqual({ may: 'never' });
});

test('the notebook has no pages', () => {
  const notebook = createNotebook(() => '/nowhere');
  expect(pageLink('file:///nowhere/a.md', notebook, account('notebook'))).toEqual({ may: 'never' });
});
