import type { NoteKind } from '../model/note.ts';

/** Where a template is from. */
export type TemplateOrigin =
  | { readonly from: 'user' }
  /** `folder`: the name of the folder of the window. Whoever wrote it is not the user. */
  | { readonly from: 'workspace'; readonly folder: string }
  | { readonly from: 'product' };

/** A text that notes begin with. */
export interface Template {
  readonly name: string;
  readonly origin: TemplateOrigin;
  /** With its placeholders. */
  readonly text: string;
  /** A provider's id. */
  readonly provider?: string | undefined;
  /** An account's name, or its id. */
  readonly account?: string | undefined;
  readonly kind?: NoteKind | undefined;
  /** As it is typed into the form. */
  readonly duration?: string | undefined;
  /** A customer's name, or an id of it: it is proposed at most. */
  readonly customer?: string | undefined;
  /** What its front matter holds beside that, which does nothing. */
  readonly unknownKeys: readonly string[];
}

/** A file among the templates that is none. */
export interface NoTemplate {
  /** Of the file. */
  readonly name: string;
  readonly origin: TemplateOrigin;
  /** One sentence. */
  readonly problem: string;
}

/** A file among the templates. */
export interface TemplateFile {
  /** The file's address in the editor. */
  readonly uri: string;
  readonly template: Template | NoTemplate;
}

/** Whether a note can begin with it. */
export function isTemplate(template: Template | NoTemplate): template is Template {
  return 'text' in template;
}
