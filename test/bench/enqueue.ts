import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { alternate, atMost, ratio, show, spread, type Row } from './frame.ts';
import { benchEntry, customerId, openBenchApp } from './benchApp.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const notesPerRound = 50;
const rounds = 21;

/** The time from Send until a note cannot be lost any more, compared with writing one file durably. */
export async function enqueueRows(): Promise<readonly Row[]> {
  await using folder = await temporaryFolder();
  const { outbox } = openBenchApp(folder.path);
  await outbox.load();
  const entries = join(folder.path, 'outbox', 'entries');
  const bareFolder = join(folder.path, 'bare');
  await openBenchApp(bareFolder).outbox.enqueue(entryOf(0));
  let number = 0;

  const ours = () =>
    medianTime(async () => {
      number += 1;
      await outbox.enqueue(entryOf(number));
    });
  const bare = () =>
    medianTime(async () => {
      number += 1;
      const path = join(bareFolder, `${number}`);
      const file = await open(`${path}.tmp`, 'wx', 0o600);
      await file.writeFile(JSON.stringify(entryOf(number)));
      await file.sync();
      await file.close();
      await rename(`${path}.tmp`, path);
    });
  const sides = [ours, bare].map((side) => async () => {
    const time = await side();
    await emptyFolder(entries);
    await emptyFolder(bareFolder);
    return time;
  });
  await alternate(sides, 2);
  const [oursTime, bareTime] = await alternate(sides, rounds);
  const times = ratio(oursTime, bareTime);
  return [
    {
      what: 'a note into the outbox, safe from a power cut',
      against: 'write, fsync and rename of the same bytes (the folder is not synced)',
      figure: `${show(times)} times`,
      goal: atMost(times.median, 2, 'at most 2 times'),
    },
  ];
}

function entryOf(number: number) {
  return benchEntry(number, customerId(number));
}

/** The median time of {@link notesPerRound} notes, in milliseconds, because a disk that others use is slow at times. */
async function medianTime(one: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let done = 0; done < notesPerRound; done += 1) {
    const began = performance.now();
    await one();
    times.push(performance.now() - began);
  }
  return spread(times).median;
}

/** Removes what a round has left, so that the next one does not have a larger folder. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}
