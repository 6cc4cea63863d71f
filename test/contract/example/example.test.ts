import { describeChanging } from '../changing.contract.ts';
import { describeProvider } from '../provider.contract.ts';
import { describeService } from '../service.contract.ts';
import { describeReading } from '../reading.contract.ts';
import { exampleCase } from './exampleCase.ts';
import { exampleProvider } from './exampleProvider.ts';

for (const describe of [describeProvider, describeReading, describeChanging, describeService])
  describe('example', () => exampleCase(exampleProvider));
