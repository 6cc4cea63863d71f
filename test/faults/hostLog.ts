import { openSync, writeSync } from 'node:fs';
import { Failure } from '../../src/base/failure.ts';
import type { SteadyClock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';

/** Appends to a file at once, so that a killed process loses no line. Every line begins with the scenario's time. */
export function hostLog(file: string, hostId: string, clock: SteadyClock): Log {
  const descriptor = openSync(file, 'a');
  const write = (level: string) => (line: string, cause?: unknown) => {
    const at = clock.monotonic().toFixed(0).padStart(8);
    writeSync(descriptor, `${at} ${hostId.slice(13, 25)} ${level} ${line}${textOf(cause)}\n`);
  };
  return { trace: write('trace'), info: write('info'), warn: write('warn'), error: write('error') };
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const facts = Failure.is(cause) ? `(${cause.reason}, ${cause.detail ?? ''})` : '';
  return ` ${cause.name}: ${cause.message} ${facts}`;
}
