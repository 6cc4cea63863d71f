import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import type {
  NewNote,
  NoteProposal,
  NoteProvider,
  NoteQuery,
  NotelogExports,
  ProposalStatus,
  ProviderAnswer,
} from '../../../docs/notelog.d.ts';
import type { proposalInputSchema } from '../../../src/proposals/proposalInput.ts';
import type { ProposalState } from '../../../src/proposals/proposalState.ts';
import type {
  GivenAnswer,
  GivenNote,
  GivenQuery,
  registrationSchema,
} from '../../../src/providers/extensions/registration.ts';
import type { extensionExports } from '../../../src/vscode/extensionApi.ts';

// Users of the API copy its types, which therefore stand on their own.

test('the types that others copy are those of the API', () => {
  expectTypeOf<ReturnType<typeof extensionExports>>().toExtend<NotelogExports>();
  expectTypeOf<ProposalStatus['state']>().toEqualTypeOf<ProposalState>();
  expectTypeOf<keyof NoteProposal>().toEqualTypeOf<keyof z.input<typeof proposalInputSchema>>();
  expectTypeOf<NoteProvider>().toExtend<z.input<typeof registrationSchema>>();
  expectTypeOf<keyof NoteProvider>().toEqualTypeOf<keyof z.input<typeof registrationSchema>>();
  expectTypeOf<GivenNote>().toEqualTypeOf<NewNote>();
  expectTypeOf<GivenQuery>().toEqualTypeOf<NoteQuery>();
  expectTypeOf<GivenAnswer>().toEqualTypeOf<ProviderAnswer>();
  expectTypeOf<NoteProposal['customer']>().toExtend<z.input<typeof proposalInputSchema>['customer']>();
});
