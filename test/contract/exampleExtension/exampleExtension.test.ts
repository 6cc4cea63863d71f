import { foreignKind } from '../../../src/providers/extensions/foreignKind.ts';
import { readRegistration } from '../../../src/providers/extensions/registration.ts';
import { describeChanging } from '../changing.contract.ts';
import { exampleCase } from '../example/exampleCase.ts';
import { describeProvider } from '../provider.contract.ts';
import { describeReading } from '../reading.contract.ts';
import { describeService } from '../service.contract.ts';
import { exampleNoteProvider } from './exampleNoteProvider.ts';

// Through the border at which everything of another extension is checked, as the API does it.
for (const describe of [describeProvider, describeReading, describeChanging, describeService])
  describe('a provider of another extension', () =>
    exampleCase(foreignKind(readRegistration(exampleNoteProvider))));
