import { decodeHTMLAttribute } from 'entities/decode';
import { expect, test } from 'vitest';
import { formPage, type FormPage } from '../../../src/form/page.ts';
import { resellerSnapshot, snapshot, values } from './snapshots.ts';

function page(changes: Partial<FormPage> = {}): string {
  return formPage({
    nonce: 'q1w2e3',
    cspSource: 'https://*.vscode-cdn.net',
    scriptUri: 'https://file.vscode-cdn.net/dist/form.js',
    styleUri: 'https://file.vscode-cdn.net/dist/form.css',
    snapshot: snapshot(),
    language: 'en',
    ...changes,
  });
}

/** An attribute's value as a browser would read it. */
function attribute(html: string, pattern: RegExp): string {
  return decodeHTMLAttribute(pattern.exec(html)?.[1] ?? '');
}

test('the policy allows our style sheet and the script with the nonce, and nothing else', () => {
  expect(attribute(page(), /http-equiv="Content-Security-Policy" content="([^"]*)"/)).toBe(
    "default-src 'none'; base-uri 'none'; form-action 'none'; " +
      "style-src https://*.vscode-cdn.net; script-src 'nonce-q1w2e3'",
  );
});

test('the page has one script, no inline style and no handler in an attribute', () => {
  const html = page();
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<script nonce="q1w2e3" src="https://file.vscode-cdn.net/dist/form.js"></script>');
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
});

test('a hostile snapshot stays inside its attribute and comes back whole', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&quot;\u2028</main>`;
  const everywhere = snapshot({
    values: values({ text: hostile, target: hostile }),
    accounts: [{ id: 'work', label: hostile, provider: '' }],
    problems: [{ field: 'text', message: hostile }],
    shape: {
      ...snapshot().shape,
      targets: [{ type: 'customer', label: hostile, idLabel: hostile, placeholder: hostile, listed: true }],
    },
  });
  const html = page({ snapshot: everywhere, language: hostile });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(html.match(/<\/main>/g)).toHaveLength(1);
  expect(JSON.parse(attribute(html, /data-snapshot="([^"]*)"/))).toEqual(everywhere);
});

/** Whether the element with this attribute stands in the HTML without `hidden`. */
function isShown(html: string, attribute: string): boolean {
  const tag = new RegExp(`<[a-z]+[^>]*\\s${attribute}[^>]*>`).exec(html)?.[0];
  if (tag === undefined) throw new Error(`There is no element with ${attribute}.`);
  return !tag.includes(' hidden');
}

test('fields that the account does not take are hidden before any script runs', () => {
  const one = page();
  expect(isShown(one, 'data-row="kind"')).toBe(true);
  expect(isShown(one, 'data-row="author"')).toBe(true);
  expect(isShown(one, 'data-row="duration"')).toBe(false);
  expect(isShown(one, 'data-row="attachment"')).toBe(false);
  expect(isShown(one, 'id="account"')).toBe(false);
  expect(one).toContain('ChartMogul (Work)</strong>');

  const several = page({ snapshot: resellerSnapshot() });
  expect(isShown(several, 'data-row="kind"')).toBe(false);
  expect(isShown(several, 'data-row="author"')).toBe(false);
  expect(isShown(several, 'data-row="attachment"')).toBe(true);
  expect(isShown(several, 'id="account"')).toBe(true);
  expect(several).toContain('>Subscription</label>');
});

test('a call has a duration', () => {
  const html = page({ snapshot: snapshot({ values: values({ kind: 'call' }) }) });
  expect(isShown(html, 'data-row="duration"')).toBe(true);
});

test('a file that the account does not take stays visible until it is removed', () => {
  const html = page({ snapshot: snapshot({ attachment: { name: 'offer.pdf', size: 1 } }) });
  expect(isShown(html, 'data-row="attachment"')).toBe(true);
});
