import { decodeHTMLAttribute } from 'entities/decode';
import { expect, test } from 'vitest';
import { formPage, type FormPage } from '../../../src/form/page.ts';
import { chosen, logged, resellerSnapshot, scope, snapshot, values } from './snapshots.ts';

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

test('the policy allows our style sheet, the script with the nonce and pictures of the page itself, and nothing else', () => {
  expect(attribute(page(), /http-equiv="Content-Security-Policy" content="([^"]*)"/)).toBe(
    "default-src 'none'; base-uri 'none'; form-action 'none'; " +
      "style-src https://*.vscode-cdn.net; script-src 'nonce-q1w2e3'; img-src blob:",
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
    recipient: chosen({
      name: hostile,
      facts: [hostile],
      warning: hostile,
      scope: { ...scope, choices: [{ key: scope.value, label: hostile }] },
    }),
    searchHint: hostile,
    logged: logged({ message: hostile }),
  });
  const html = page({ snapshot: everywhere, language: hostile });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(html.match(/<\/main>/g)).toHaveLength(1);
  expect(JSON.parse(attribute(html, /data-snapshot="([^"]*)"/))).toEqual(everywhere);
});

test('the text, the customer and the button are there before any script runs', () => {
  const call = page({
    snapshot: snapshot({ values: values({ kind: 'call', text: '\n<b>Hi' }), recipient: chosen() }),
  });
  expect(call).toContain('>\n\n&lt;b&gt;Hi</textarea>');
  expect(call).toContain('>Hooli GmbH 4</button>');
  expect(call).toContain('<span>Log call</span>');
  expect(call).toContain('id="duration"');
  const note = page();
  expect(note).toContain('placeholder="Name, company, e-mail or id"');
  expect(note).toContain('<span>Log note</span>');
  expect(note).not.toContain('id="duration"');
  expect(note).toContain('id="kind-note" checked');
  expect(page({ snapshot: resellerSnapshot() })).not.toContain('id="kind-note"');
});
