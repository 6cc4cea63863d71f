import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/browser.ts';
import { contentSecurityPolicy } from '../../src/form/page.ts';
import { listen, startCanary } from '../support/canary.ts';
import { cheatsheet, expectCheatsheet, ownVectors, type Vector } from '../support/hostileVectors.ts';
import { limits } from '../support/limits.ts';

expectCheatsheet();

// The form's own policy, and nothing else, between markup that is put into a page raw and what it wants to do. Nothing
// in the product does that: this is what is left if something ever did.

const nonce = 'bm9uY2Utb2YtdGhlLXRlc3Q';

/** The two ways in which a careless page would write it: into a page that stands, and while the page is read. */
const ways = {
  innerHTML: 'document.body.innerHTML = payload;',
  write: 'document.write(payload);',
} as const;

/**
 * The one thing that no policy can stop: a page may always be sent elsewhere, without a script. The form writes no
 * markup at all, and lies in a frame of the editor's, so that no more than that frame would go.
 */
const leavesThePage = ['GET /refresh'];

/** In every frame, however it came to be: `alert` logs the name of the vector that it lies in. */
const alarm = `window.alert = () => {
  let frame = window;
  while (frame.name === '' && frame !== frame.parent) frame = frame.parent;
  console.log('ran: ' + frame.name);
};`;

interface Outcome {
  /** Vectors whose script ran. */
  readonly ran: readonly string[];
  /** What the vectors requested of their own hosts, or of the page's server beside the pages themselves. */
  readonly requests: readonly string[];
}

/** Writes every vector into a page of its own, each in a frame, and returns what it did. */
async function replay(
  vectorsFor: (canary: string) => readonly Vector[],
  way: keyof typeof ways,
  policy: string | undefined,
): Promise<Outcome> {
  await using cleanup = new AsyncDisposableStack();
  const canary = cleanup.use(await startCanary());
  const vectors = vectorsFor(canary.origin);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://page');
    const vector = vectors[Number(url.searchParams.get('vector') ?? NaN)];
    if (url.pathname === '/frames') response.setHeader('content-type', 'text/html').end(framesPage(vectors));
    else if (url.pathname === '/vector' && vector)
      response.setHeader('content-type', 'text/html').end(vectorPage(vector, way, policy));
    else {
      if (url.pathname !== '/favicon.ico')
        requests.push(`${request.headers.referer ?? ''} asked for ${url.href}`);
      response.writeHead(404).end();
    }
  });
  const port = await listen(server);
  cleanup.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  // No host that a vector names is asked, wherever the tests run.
  const browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
  cleanup.defer(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(limits.wait);
  const ran = watch(page);
  await page.addInitScript(alarm);
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'csp') requests.push(`${request.frame().name()} asked for ${request.url()}: ${why}`);
  });
  await page.goto(`http://127.0.0.1:${port}/frames`);
  // This one has no policy: once it has run, every vector before it had its chance to run.
  await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'),
    { name: 'last', srcdoc: '<img src onerror="alert(1)">' }))`);
  await expect.poll(() => ran.has('last')).toBe(true);
  ran.delete('last');
  return { ran: [...ran], requests: [...requests, ...canary.requests] };
}

/** Names of the vectors whose script called what only a script can call. */
function watch(page: Page): Set<string> {
  const ran = new Set<string>();
  page.on('console', (message) => {
    const name = /^ran: (.*)$/.exec(message.text())?.[1];
    if (name !== undefined) ran.add(name);
  });
  page.on('dialog', (dialog) => void dialog.dismiss());
  return ran;
}

/** One page with a frame for each vector; loaded when all of them are. */
function framesPage(vectors: readonly Vector[]): string {
  const frames = vectors.map(
    // What the editor's own frame allows, so that no vector can leave with the whole page.
    ({ name }, index) =>
      `<iframe name="${name}" sandbox="allow-scripts allow-same-origin allow-forms" src="/vector?vector=${index}"></iframe>`,
  );
  return `<!DOCTYPE html><body>${frames.join('')}</body>`;
}

/** A page like the form's, which writes the vector as raw HTML. Its own script may do so: it has the nonce. */
function vectorPage({ payload }: Vector, way: keyof typeof ways, policy: string | undefined): string {
  // Some vectors write instead of raising an alarm.
  const script = JSON.stringify(payload.replace(/\bwrite\(/g, 'alert(')).replaceAll('<', '\\u003c');
  const meta = policy === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8">${meta}</head><body><script nonce="${nonce}">
    const payload = ${script};
    ${ways[way]}
  </script></body></html>`;
}

const policy = contentSecurityPolicy(nonce, 'http://127.0.0.1:1');

test.each(['innerHTML', 'write'] as const)(
  'the policy alone stops every vector that is written with %s',
  async (way) => {
    const { ran, requests } = await replay((canary) => [...ownVectors(canary), ...cheatsheet()], way, policy);
    expect(ran).toEqual([]);
    expect(requests).toEqual(leavesThePage);
  },
);

// Of the cheatsheet 15 more run in this way and some 25 ask a host; the others are for browsers of the past.
test('without the policy the vectors run and send requests, and the test detects it', async () => {
  const { ran, requests } = await replay(ownVectors, 'write', undefined);
  expect(ran.toSorted()).toEqual([
    'error handler',
    'frame of a script',
    'frame with markup',
    'script',
    'script that ends JSON in a script',
    'script that ends an attribute',
    'svg handler',
  ]);
  for (const path of ['image', 'frame', 'style', 'sheet', 'base', 'prefetch', 'background', 'refresh'])
    expect(requests).toContain(`GET /${path}`);
});
