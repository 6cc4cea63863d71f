import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { limits } from '../support/limits.ts';
import { addChartmogul } from './addAccount.ts';
import { typeNotes, umbrellaState } from './typing.ts';
import { withWorkbench } from './workbench.ts';

/** `npm run test:typing` asks for more. */
const runs = Number(process.env['NOTELOG_TYPING_RUNS'] ?? '10');

test(
  'every key that is typed once the box has the focus counts, and the note is stored for the customer that was typed',
  { timeout: limits.e2eTest + runs * limits.wait },
  async () => {
    await using sandbox = await startSandbox({ seed: umbrellaState });
    await withWorkbench(async ({ window }) => {
      await addChartmogul(window, sandbox);
      const { typed, arrived } = await typeNotes(window, sandbox, runs);
      expect(arrived).toEqual(typed);
    });
  },
);
