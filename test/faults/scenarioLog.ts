import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SteadyClock } from '../../src/base/clock.ts';

/** What the campaign did in a scenario, and what its hosts wrote, line by line. Every line begins with the scenario's time. */
export class ScenarioLog {
  /** Absolute path of the folder with one log file for each host. */
  readonly folder: string;
  readonly #clock: SteadyClock;
  readonly #lines: string[] = [];

  constructor(folder: string, clock: SteadyClock) {
    this.folder = folder;
    this.#clock = clock;
  }

  write(line: string): void {
    this.#lines.push(`${this.#clock.monotonic().toFixed(0).padStart(8)} -- ${line}`);
  }

  /** All lines, those of the hosts included, sorted by time. */
  async merged(): Promise<readonly string[]> {
    const names = await readdir(this.folder);
    const hostLines = await Promise.all(names.map(async (name) => await this.#linesOf(name)));
    return [...this.#lines, ...hostLines.flat()].sort((a, b) => timeOf(a) - timeOf(b));
  }

  async #linesOf(name: string): Promise<readonly string[]> {
    const text = await readFile(join(this.folder, name), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${line.slice(0, 8)} ${name.padEnd(8)}${line.slice(8)}`);
  }
}

function timeOf(line: string): number {
  return Number(line.slice(0, 8));
}
