import type { StoredNote } from '../../../src/model/note.ts';
import { deferred, type FakeService } from '../../support/fakeProvider.ts';

/** Makes the service hold its answer back until the test gives one. `arrived` resolves when the note is there. */
export function holdAnswer(service: FakeService) {
  const answer = deferred<StoredNote>();
  const arrived = new Promise<void>((resolve) => {
    service.answer = (_, signal) => {
      resolve();
      return answer.until(signal);
    };
  });
  return { ...answer, arrived };
}
