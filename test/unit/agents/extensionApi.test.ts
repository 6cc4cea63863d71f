import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import type { NoteProposal, NotelogExports, ProposalStatus } from '../../../docs/notelog.d.ts';
import type { proposalInputSchema } from '../../../src/proposals/proposalInput.ts';
import type { ProposalState } from '../../../src/proposals/proposalState.ts';
import type { extensionExports } from '../../../src/vscode/extensionApi.ts';

// Users of the API copy its types, which therefore stand on their own.

test('the types that others copy are those of the API', () => {
  expectTypeOf<ReturnType<typeof extensionExports>>().toExtend<NotelogExports>();
  expectTypeOf<ProposalStatus['state']>().toEqualTypeOf<ProposalState>();
  expectTypeOf<keyof NoteProposal>().toEqualTypeOf<keyof z.input<typeof proposalInputSchema>>();
  expectTypeOf<NoteProposal['customer']>().toExtend<z.input<typeof proposalInputSchema>['customer']>();
});
