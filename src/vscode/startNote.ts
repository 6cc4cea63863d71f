import { openStarted, type NoteStart } from '../compose/noteStart.ts';
import { theText } from '../words/leaks.ts';
import type { Services } from './services.ts';
import { actInForm, showForm } from './showForm.ts';

/**
 * Opens the form with a note that begins with what a command found. It is a draft on disk from then on; a draft that was
 * being written in the form waits behind it. The text was not typed: where it seems to hold secrets, the user is asked
 * first, and may stop it.
 */
export async function startNote(services: Services, start: NoteStart): Promise<void> {
  const text = await services.leaks.text(start.text, theText());
  if (text === undefined) return;
  openStarted(services, { ...start, text });
  // In a text with masks nobody knows where the caret belongs.
  const at = text === start.text ? start.cursor : undefined;
  if (at === undefined) await showForm();
  else await actInForm(services, 'focusText', at);
}
