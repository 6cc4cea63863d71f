import { changedText } from '../../compose/editStoredNote.ts';
import { previewMarkdown } from '../../history/previewMarkdown.ts';
import { textOf } from '../../model/checkDraft.ts';
import type { Services } from '../services.ts';
import { preview } from '../../words/history.ts';

const key = 'preview';

/** `Notelog: Preview Note`: shows exactly what will be sent, and is updated while the user types. */
export async function previewNote(services: Services): Promise<void> {
  const { composer, documents, log } = services;
  const title = preview();
  await documents.show(key, title, await content(services));
  const updates = { running: false, wanted: false };
  const update = async (): Promise<void> => {
    updates.running = true;
    try {
      while (takeWanted(updates)) if (!documents.update(key, title, await content(services))) stop();
    } catch (error) {
      log.error('The preview could not be updated', error);
    } finally {
      updates.running = false;
    }
  };
  const stop = composer.onChange(() => {
    // A long text takes longer than a key stroke, so only what was typed last is converted.
    updates.wanted = true;
    if (!updates.running) void update();
  });
}

function takeWanted(updates: { wanted: boolean }): boolean {
  const { wanted } = updates;
  updates.wanted = false;
  return wanted;
}

async function content({ composer, textFormat, markdown }: Services): Promise<string> {
  const { draft, account } = composer;
  const text = (await changedText(draft, markdown)) ?? textOf(draft, textFormat());
  const wire = (await account.provider.wireText?.(text)) ?? { format: 'plain', value: text.value };
  const { kind, target } = draft.values;
  const facts = { kind, to: draft.target?.name ?? target, account: account.account.label };
  return previewMarkdown(text, wire, facts, markdown);
}
