import { join } from 'node:path';
import { build, root } from '../../scripts/build.ts';
import { forEachYielding } from '../../src/base/forEachYielding.ts';
import { systemClock } from '../../src/base/systemClock.ts';
import { MarkdownThread } from '../../src/markdown/markdownThread.ts';
import { startThread } from '../../src/markdown/thread.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { chartmogul } from '../../src/providers/chartmogul/chartmogul.ts';
import { safeName } from '../../src/storage/safeName.ts';
import { answer, noSignal, stubContext } from '../support/stubService.ts';
import { atMost, spread, type Row } from './frame.ts';

const rounds = 7;

/** Milliseconds: three frames, the most that a user takes for nothing. */
const longestPause = 50;

/** What is done with one text. */
type Work = () => Promise<unknown>;

/**
 * How long the host does nothing else while it reads hostile and long texts, by a timer of its event loop. Of several
 * rounds the median of the longest pauses counts.
 */
export async function hostPauseRows(): Promise<readonly Row[]> {
  await build({ mode: 'package' });
  const start = () => startThread(join(root, 'dist', 'markdown.cjs'));
  const markdown = new MarkdownThread({ start, clock: systemClock });
  const works: readonly (readonly [string, Work])[] = [
    ['a page of notes of nested lists', list('<ul><li>x'.repeat(5000), 50)],
    ['a page of notes of blanks', list(`<p>x${' '.repeat(100_000)}y`, 50)],
    ['a page of notes of half a megabyte', list('<p>some <b>words</b></p>'.repeat(20_000), 10)],
    ['a list of a million numbers', read(`{"entries":[${'0,'.repeat(1_000_000)}0],"has_more":false}`)],
    ['a page of 2,000 entries that are no notes', read(page(Array.from({ length: 2000 }, () => 0)))],
    ['HTML of 200 KB as Markdown', () => markdown.htmlToMarkdown('<b>x</b>'.repeat(25_000))],
    ['a thousand bullets as HTML', () => markdown.markdownToHtml('- item number\n'.repeat(1000))],
    ['Markdown of 5 KB as HTML', () => markdown.markdownToHtml('Some *text*, **bold**. '.repeat(220))],
    ['a text of 500 KB as Markdown', () => markdown.textToMarkdown('hello *world*\n'.repeat(35_000))],
    ['ten names of 10,000 characters', () => Promise.resolve(manyNames())],
  ];
  const rows: Row[] = [];
  for (const [what, work] of works) {
    const pauses: number[] = [];
    for (let round = 0; round < rounds; round += 1) pauses.push(await longestPauseOf(work));
    const { median, high } = spread(pauses);
    rows.push({
      what: `pause of the host: ${what}`,
      against: `a timer of each millisecond, ${rounds} rounds`,
      figure: `${median.toFixed(0)} ms (third quartile ${high.toFixed(0)})`,
      goal: atMost(median, longestPause, `at most ${longestPause} ms`),
    });
  }
  markdown.close();
  return rows;
}

/** Milliseconds between two turns of the event loop, at most, while the work is done. */
async function longestPauseOf(work: Work): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  try {
    // An answer that is refused is one, too.
    await work().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2));
    look();
    return longest;
  } finally {
    clearInterval(timer);
  }
}

/** `count` notes with the same text, in one page. The answer is made before anything is measured. */
function list(text: string, count: number): Work {
  const notes = Array.from({ length: count }, (_, at) => {
    return { uuid: `note_${at}`, customer_uuid: 'cus_1', type: 'note', text };
  });
  return read(page(notes));
}

function page(entries: readonly unknown[]): string {
  return JSON.stringify({ entries, has_more: false });
}

function read(body: string): Work {
  const { context } = stubContext({ baseUrl: 'https://a.test/v1' }, ({ url }) =>
    url.includes('/customers/') ? answer(404, '{"message":"none"}') : answer(200, body),
  );
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const provider: Provider = chartmogul.open({
    ...context,
    inTurns: (items, work) => forEachYielding(items, work, { clock: systemClock, pause }),
  });
  return () => provider.list({ limit: 50 }, noSignal);
}

function manyNames(): readonly string[] {
  return Array.from({ length: 10 }, (_, at) => safeName(`${at}${'. '.repeat(5000)}x.pdf`, 'file'));
}
