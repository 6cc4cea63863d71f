import { openStarted, type NoteStart } from '../compose/noteStart.ts';
import type { Services } from './services.ts';
import { showForm } from './showForm.ts';

/**
 * Opens the form with a note that begins with what a command found. It is a draft on disk from then on; a draft that was
 * being written in the form waits behind it.
 */
export async function startNote(services: Services, start: NoteStart): Promise<void> {
  openStarted(services, start);
  await showForm();
}
