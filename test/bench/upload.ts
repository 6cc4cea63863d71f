import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { measureIn, startSink } from './children.ts';
import { alternate, atLeast, atMost, ratio, show, spread, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const megabyte = 1_000_000;
const rounds = 9;
const resultSchema = z.object({ ms: z.number(), grown: z.number() });

/** Bytes. A larger difference in memory between a small and a large file means that it grows with the file. */
const noise = 2 * megabyte;

/** Sending an attachment: ActivePlatform's streamed body, compared with the whole file as one text. */
export async function uploadRows(): Promise<readonly Row[]> {
  using sink = await startSink();
  await using folder = await temporaryFolder();
  const large = await writeRandomFile(folder.path, 100 * megabyte);
  const small = await writeRandomFile(folder.path, 25 * megabyte);
  const upload = (way: string, file: BenchFile, probe: string) =>
    measureIn('uploadChild.ts', [way, sink.url, file.path, String(file.size), probe], resultSchema);
  const speed = (way: string) => async () => 1 / (await upload(way, large, 'time')).ms;
  const grown = (way: string, file: BenchFile) => async () => (await upload(way, file, 'memory')).grown;

  const [ours, whole] = await alternate([speed('provider'), speed('whole')], rounds);
  const [oursLarge, oursSmall, wholeLarge] = await alternate(
    [grown('provider', large), grown('provider', small), grown('whole', large)],
    5,
  );
  const throughput = ratio(ours, whole);
  const memory = spread(oursLarge ?? []);
  const growth = memory.median - spread(oursSmall ?? []).median;
  return [
    {
      what: 'throughput of a 100 MB attachment',
      against: 'readFile + base64 + JSON.stringify + fetch',
      figure: `${show(throughput)} times`,
      goal: atLeast(throughput.median, 0.9, 'at least 0.9 times'),
    },
    {
      what: 'live memory while it is sent',
      against: `the same way with the whole file: ${inMegabytes(wholeLarge)} MB`,
      figure: `${inMegabytes(oursLarge)} MB`,
      goal: atMost(memory.high, 16 * megabyte, 'at most 16 MB'),
    },
    {
      what: 'live memory of 100 MB less that of 25 MB',
      against: 'a file of a quarter of the size',
      figure: `${(growth / megabyte).toFixed(1)} MB`,
      goal: atMost(growth, noise, `at most ${noise / megabyte} MB (noise)`),
    },
  ];
}

interface BenchFile {
  readonly path: string;
  readonly size: number;
}

/** Writes a file of random bytes, which no layer can compress. */
async function writeRandomFile(folder: string, size: number): Promise<BenchFile> {
  const path = join(folder, `${size}.bin`);
  const file = await open(path, 'wx');
  try {
    for (let left = size; left > 0; left -= megabyte) await file.write(randomBytes(Math.min(megabyte, left)));
  } finally {
    await file.close();
  }
  return { path, size };
}

function inMegabytes(bytes: readonly number[] = []): string {
  return show(spread(bytes.map((each) => each / megabyte)), 1);
}
