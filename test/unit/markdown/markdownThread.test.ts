import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { MarkdownThread } from '../../../src/markdown/markdownThread.ts';
import type { Thread, ThreadAnswer, ThreadRequest } from '../../../src/markdown/thread.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

interface FakeThread extends Thread {
  readonly asked: ThreadRequest[];
  readonly answer: (answer: ThreadAnswer) => void;
  readonly end: (error: Error) => void;
  stopped: boolean;
}

function open() {
  const clock = fakeClock();
  const threads: FakeThread[] = [];
  const start = (): Thread => {
    let current = Promise.withResolvers<ThreadAnswer>();
    const thread: FakeThread = {
      asked: [],
      stopped: false,
      ask: (request) => {
        thread.asked.push(request);
        current = Promise.withResolvers();
        return current.promise;
      },
      answer: (answer) => current.resolve(answer),
      end: (error) => current.reject(error),
      stop: () => void (thread.stopped = true),
    };
    threads.push(thread);
    return thread;
  };
  return { clock, threads, markdown: new MarkdownThread({ start, clock }) };
}

/** The reason and detail with which a conversion ended. */
async function failureOf(conversion: Promise<unknown>) {
  const error = await conversion.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return Failure.is(error) ? { reason: error.reason, detail: error.detail } : error;
}

test('one thread converts one text after the other', async () => {
  const { threads, markdown } = open();
  expect(threads).toHaveLength(0);
  const html = markdown.markdownToHtml('**a**');
  const line = markdown.inlineMarkdown('b');
  await settle();
  expect(threads[0]?.asked).toEqual([{ conversion: 'markdownToHtml', text: '**a**' }]);
  threads[0]?.answer({ ok: true, result: '<p>a' });
  expect(await html).toBe('<p>a');
  await settle();
  threads[0]?.answer({ ok: true, result: 'b' });
  expect(await line).toBe('b');
  expect(threads).toHaveLength(1);
});

test('a text that takes too long is given up, and the next one gets a new thread', async () => {
  const { clock, threads, markdown } = open();
  const endless = failureOf(markdown.htmlToMarkdown('<b>'));
  const next = markdown.textToMarkdown('b');
  await clock.advance(29_999);
  expect(threads).toHaveLength(1);
  await clock.advance(1);
  expect(await endless).toEqual({ reason: 'invalid', detail: 'Markdown: time' });
  expect(threads.map(({ stopped }) => stopped)).toEqual([true, false]);
  threads[1]?.answer({ ok: true, result: 'b' });
  expect(await next).toBe('b');
});

test('a text on which the conversion fails is told by the kind of its error, and the thread goes on', async () => {
  const { threads, markdown } = open();
  const failed = failureOf(markdown.htmlToMarkdown('<b>'));
  await settle();
  threads[0]?.answer({ ok: false, kind: 'RangeError' });
  expect(await failed).toEqual({ reason: 'invalid', detail: 'Markdown: RangeError' });
  expect(threads[0]?.stopped).toBe(false);
});

test('a thread that ends is replaced for the next text', async () => {
  const { threads, markdown } = open();
  const failed = failureOf(markdown.htmlToMarkdown('<b>'));
  await settle();
  threads[0]?.end(new Error('ERR_WORKER_OUT_OF_MEMORY'));
  expect(await failed).toEqual({ reason: 'invalid', detail: 'Markdown: ERR_WORKER_OUT_OF_MEMORY' });
  const next = markdown.htmlToMarkdown('x');
  await settle();
  threads[1]?.answer({ ok: true, result: 'x' });
  expect(await next).toBe('x');
});

test('a text whose thread ends for another reason is tried once more, on a new one', async () => {
  const { threads, markdown } = open();
  const conversion = markdown.htmlToMarkdown('<b>');
  await settle();
  threads[0]?.end(new Error('ended'));
  await settle();
  threads[1]?.answer({ ok: true, result: 'b' });
  expect(await conversion).toBe('b');
  expect(threads.map(({ asked }) => asked)).toEqual([
    [{ conversion: 'htmlToMarkdown', text: '<b>' }],
    [{ conversion: 'htmlToMarkdown', text: '<b>' }],
  ]);
});

test('a thread that cannot be started is not the fault of the text, which can be sent later', async () => {
  const markdown = new MarkdownThread({
    start: () => {
      throw new Error('no memory for /home/ann');
    },
    clock: fakeClock(),
  });
  expect(await failureOf(markdown.markdownToHtml('a'))).toEqual({
    reason: 'storage',
    detail: 'Markdown: the thread ended twice',
  });
});

test('a thread that is idle for a minute is ended, and one at work is not', async () => {
  const { clock, threads, markdown } = open();
  const first = markdown.textToMarkdown('a');
  await settle();
  threads[0]?.answer({ ok: true, result: 'a' });
  await first;
  await clock.advance(59_000);
  const second = markdown.textToMarkdown('b');
  await clock.advance(9_000);
  expect(threads[0]?.stopped).toBe(false);
  threads[0]?.answer({ ok: true, result: 'b' });
  await second;
  await clock.advance(60_000);
  expect(threads.map(({ stopped }) => stopped)).toEqual([true]);
});

test('closing waits for what is being converted', async () => {
  const { threads, markdown } = open();
  const conversion = markdown.textToMarkdown('a');
  await settle();
  markdown.close();
  await settle();
  expect(threads[0]?.stopped).toBe(false);
  threads[0]?.answer({ ok: true, result: 'a' });
  expect(await conversion).toBe('a');
  await settle();
  expect(threads[0]?.stopped).toBe(true);
});
