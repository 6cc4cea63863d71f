import { expect } from 'vitest';
import type { FakeService } from '../../../support/fakeProvider.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import type { Services } from '../../../../src/vscode/services.ts';

/** The form's draft, as far as a test types it, and what lies on the disk. */
export async function inForm({ composer, drafts }: Services): Promise<readonly unknown[]> {
  await drafts.flush();
  const { values } = composer.draft;
  const saved = (await drafts.all()).map(({ draft }) => draft.values.text);
  return [values.text, values.target, values.duration, saved];
}

/** The command over services that list their customers. */
export async function startListing(...services: readonly FakeService[]) {
  const harness = await startEditorHarness({ services });
  for (const open of harness.book.all()) {
    const index = harness.directories.of(open, 'customer');
    index?.wake();
    await expect.poll(() => index?.status.whole ?? true).toBe(true);
  }
  return harness;
}

/** What arrived: kind, customer, seconds and text. */
export function arrivedAt(service: FakeService): readonly unknown[] {
  return service.arrived.map(({ note: { kind, target, durationSeconds, text } }) =>
    [kind, target.id, durationSeconds, text.value].join(' | '),
  );
}
