import type { Capabilities } from '../model/capabilities.ts';
import type { ProviderKind } from '../providers/provider.ts';
import * as words from '../words/formFiles.ts';

/** What becomes of files in the notes of a service. */
export interface FilesTaken {
  readonly canAttach: boolean;
  /** How many notes the files make, with the one that they belong to. */
  readonly notes: number;
  /** One sentence for the user, to be said before anything is read or logged; '': there is nothing to say. */
  readonly why: string;
}

/** What becomes of so many files of one draft, by what the service can do. */
export function filesTaken(
  { title, capabilities }: Pick<ProviderKind, 'title' | 'capabilities'>,
  count: number,
): FilesTaken {
  return taken(title, capabilities.attachments, count);
}

function taken(title: string, attachments: Capabilities['attachments'], count: number): FilesTaken {
  switch (attachments) {
    case 'none':
      return { canAttach: false, notes: 1, why: words.takesNoFiles(title) };
    case 'one':
      if (count <= 1) return { canAttach: true, notes: 1, why: words.takesOneFile(title) };
      return { canAttach: true, notes: count, why: words.makesNotes(title, count) };
    case 'several':
      return { canAttach: true, notes: 1, why: '' };
    default:
      return attachments satisfies never;
  }
}
