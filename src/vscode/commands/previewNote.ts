import { previewMarkdown } from '../../history/previewMarkdown.ts';
import { loadMarkdown } from '../../markdown/load.ts';
import { textOf } from '../../model/checkDraft.ts';
import type { Services } from '../services.ts';

const key = 'preview';
const title = 'Preview';

/** `Notelog: Preview Note`: shows exactly what will be sent, and is updated while the user types. */
export async function previewNote(services: Services): Promise<void> {
  const { composer, documents, log } = services;
  await documents.show(key, title, await content(services));
  const stop = composer.onChange(() => {
    content(services).then(
      (text) => {
        if (!documents.update(key, title, text)) stop();
      },
      (error: unknown) => log.error('The preview could not be updated', error),
    );
  });
}

async function content({ composer, textFormat }: Services): Promise<string> {
  const { draft, account } = composer;
  const text = textOf(draft, textFormat());
  const wire = (await account.provider.wireText?.(text)) ?? { format: 'plain', value: text.value };
  const { kind, target } = draft.values;
  const facts = { kind, to: draft.target?.name ?? target, account: account.account.label };
  return previewMarkdown(text, wire, facts, await loadMarkdown());
}
