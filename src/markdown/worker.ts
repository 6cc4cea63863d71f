import { parentPort } from 'node:worker_threads';
import { translateWith, translatorOf } from '../words/translate.ts';
import { conversions } from './conversions.ts';
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './thread.ts';

/*
 * The bundle of the thread that converts. A failed conversion is told by the kind of its error alone, because the
 * error's message may quote a customer.
 */
parentPort?.on('message', (message: ThreadRequest | ThreadStart) => {
  if ('messages' in message) translateWith(translatorOf(message.messages), message.language);
  else parentPort?.postMessage(answerTo(message));
});

function answerTo({ conversion, text, edit }: ThreadRequest): ThreadAnswer {
  try {
    return { ok: true, result: conversions[conversion](text, edit) };
  } catch (error) {
    return { ok: false, kind: error instanceof Error ? error.name : 'unknown' };
  }
}
