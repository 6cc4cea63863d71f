import { Failure } from '../../../../src/base/failure.ts';
import { fakeService, type FakeService } from '../../../support/fakeProvider.ts';
import { openEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';

/** Opens Acme's account at the service of {@link guardedService}. */
export const goodKey = 'sk-good-4711';

/** A key that the service refuses. */
export const badKey = 'sk-bad-0815';

/** A service to which only {@link goodKey} and the keys of the accounts that are there are known. */
export function guardedService(id = 'crm', identity = { name: 'Acme Inc', detail: 'EUR' }): FakeService {
  const service = fakeService(id);
  service.verify = async ({ key, account }) => {
    const value = await key();
    if (value === goodKey) return identity;
    if (value === `sk-secret-of-${account.id}`) return { name: 'Old Inc', detail: undefined };
    throw new Failure('keyRefused', 'The service refuses this key.', { status: 401 });
  };
  return service;
}

/** Everything that was shown or logged; no key may be in it. */
export function shownAndLogged({ editor, log }: EditorHarness): string {
  return [...editor.sentences, ...log.lines].join('\n');
}

/** What the settings and the keyring hold, to see that nothing was saved. */
export function saved({ services, secrets }: EditorHarness): readonly unknown[] {
  return [structuredClone(services.settings.accounts()), [...secrets]];
}

/** One account at a {@link guardedService}. */
export function openGuarded(service = guardedService()): Promise<EditorHarness> {
  return openEditorHarness({ services: [service] });
}
