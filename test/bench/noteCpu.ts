import ChartMogul from 'chartmogul-node';
import { createSend } from '../../src/http/createSend.ts';
import { RequestLimiter } from '../../src/http/requestLimiter.ts';
import { systemClock } from '../../src/base/systemClock.ts';
import { startSink } from './children.ts';
import { alternate, atMost, ratio, show, type Row } from './frame.ts';

/** So many that one garbage collection more or less does not matter. */
const notesPerRound = 400;
const rounds = 15;

const key = 'bench-key';
const note = {
  customer_uuid: 'cus_9bf6482d-01e5-4944-957d-5bc730d2cda3',
  type: 'note',
  text: 'Asked for an invoice in euros.<br>Will call back on Monday.',
  created_at: '2026-01-05T12:00:00.000Z',
};

/** Processor time of one note, from its text to the parsed answer. */
export async function noteCpuRows(): Promise<readonly Row[]> {
  using sink = await startSink();
  const url = `${sink.url}/v1/customer_notes`;
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const json = { 'content-type': 'application/json' };
  const { signal } = new AbortController();
  const unlimited = () => Number.POSITIVE_INFINITY;
  const limiter = new RequestLimiter(systemClock, {
    perSecond: unlimited(),
    writesPerSecond: unlimited,
  });
  const send = createSend({
    fetch: (...args) => globalThis.fetch(...args),
    clock: systemClock,
    random: Math.random,
    log: { trace: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const config = new ChartMogul.Config(key, sink.url);

  const bare = async (): Promise<unknown> => {
    const headers = { ...json, authorization };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(note) })).text();
  };
  const ours = (): Promise<unknown> =>
    send({
      method: 'POST',
      url,
      headers: json,
      authorize: () => Promise.resolve({ authorization }),
      body: { kind: 'text', text: JSON.stringify(note) },
      limiter,
      signal,
    });
  const official = (): Promise<unknown> => ChartMogul.CustomerNote.create(config, note);

  const sides = [bare, ours, official].map((one) => () => cpuOf(one));
  await alternate(sides, 2);
  const [bareCpu, oursCpu, officialCpu] = await alternate(sides, rounds);
  const times = ratio(oursCpu, bareCpu);
  return [
    {
      what: 'processor time of one note through send()',
      against: 'fetch alone',
      figure: `${show(times)} times`,
      goal: atMost(times.median, 1.5, 'at most 1.5 times'),
    },
    {
      what: 'processor time of one note through chartmogul-node',
      against: 'fetch alone',
      figure: `${show(ratio(officialCpu, bareCpu))} times`,
    },
  ];
}

/** Microseconds of user and system time for one note. */
async function cpuOf(one: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < notesPerRound; done += 1) await one();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / notesPerRound;
}

function ignore(): void {
  // The time that the editor takes to write lines is not ours.
}
