import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { App } from '../../src/app/createApp.ts';
import { storagePaths } from '../../src/app/storagePaths.ts';
import { newProposal } from '../../src/proposals/proposal.ts';
import { bytesOf } from '../../src/proposals/proposalFiles.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { openBenchApp } from './benchApp.ts';
import { atMost, show, spread, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const rounds = 15;

/** Between two rounds, in milliseconds: the window has long read the folder again, and rests no more. */
const pause = 1_000;

/** Milliseconds: so soon that whoever looks at the tree takes it for the agent's own pace. */
const longest = 500;

/** How soon a window sees what an agent proposes, with the real watcher of the folder. */
export async function proposalShownRows(): Promise<readonly Row[]> {
  return [await rowFor(0), await rowFor(80)];
}

/** `waiting`: how many others wait for an answer. */
async function rowFor(waiting: number): Promise<Row> {
  await using folder = await temporaryFolder();
  const proposed = storagePaths(folder.path).proposals;
  await mkdir(proposed, { recursive: true });
  for (let number = 0; number < waiting; number += 1) await writeOther(proposed, number);
  const linked = { at: 0 };
  const link: typeof nodeFiles.link = async (from, to) => {
    await nodeFiles.link(from, to);
    linked.at = performance.now();
  };
  const agent = openBenchApp(folder.path, { files: { ...nodeFiles, link } });
  const window = openBenchApp(folder.path);
  const shownAt = timesShown(window);
  await window.start();
  await setTimeout(pause);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const input = { customer: { query: 'Northwind' }, text: `Fixed the import ${round}` };
    const { id } = await agent.proposals.propose(input, { via: 'mcp', name: 'Agent' });
    times.push((await shownAt(id)) - linked.at);
    await rm(join(proposed, `${id}.json`));
    await setTimeout(pause);
  }
  await Promise.all([agent.close(), window.close()]);
  const { median, ...others } = spread(times);
  return {
    what: `a proposal among ${waiting}, from its file's name until the window has it for the tree`,
    against: `the clock, ${rounds} rounds; 200 ms of it are waited for further changes`,
    figure: `${show({ median, ...others }, 0)} ms`,
    goal: atMost(median, longest, `at most ${longest} ms`),
  };
}

/** Not more of one source than may wait. */
async function writeOther(folder: string, number: number): Promise<void> {
  const id = randomUUID();
  const note = { customer: { query: 'Contoso' }, kind: 'note', text: `Proposal ${number}` } as const;
  const source = { via: 'mcp', name: `Agent ${number >> 3}` } as const;
  await writeFile(join(folder, `${id}.json`), bytesOf(newProposal(id, source, note, Date.now())));
}

/** Notes when each proposal is shown for the first time; gives the time of one, in milliseconds, once it is. */
function timesShown({ proposals }: App): (id: string) => Promise<number> {
  const times = new Map<string, PromiseWithResolvers<number>>();
  const timeOf = (id: string): PromiseWithResolvers<number> => {
    const time = times.get(id) ?? Promise.withResolvers<number>();
    times.set(id, time);
    return time;
  };
  proposals.onChange(() => {
    for (const { proposal } of proposals.pending) timeOf(proposal.id).resolve(performance.now());
  });
  return (id) => timeOf(id).promise;
}
