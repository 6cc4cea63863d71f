import { fold } from '../../base/fold.ts';
import { Failure } from '../../base/failure.ts';
import { productTemplates } from '../../templates/productTemplates.ts';
import type { NoTemplate, Template } from '../../templates/template.ts';
import type { Services } from '../services.ts';
import { workspaceTemplates } from './workspaceTemplates.ts';

/** A template that can be chosen, or a file that is none; `uri`: its address in the editor, where it has a file. */
export interface ListedTemplate {
  readonly template: Template | NoTemplate;
  readonly uri: string | undefined;
}

/**
 * All templates: the user's, those of the window's folders, and those that everybody has, unless the user has one of that
 * name.
 */
export async function allTemplates({ templates, log }: Services): Promise<readonly ListedTemplate[]> {
  const own = await templates.read().catch((error: unknown): readonly ListedTemplate[] => {
    if (!Failure.is(error)) throw error;
    log.error('The templates cannot be read', error);
    return [{ template: { name: '', origin: { from: 'user' }, problem: error.message }, uri: undefined }];
  });
  const names = new Set(own.map(({ template }) => fold(template.name)));
  const others = productTemplates().filter(({ name }) => !names.has(fold(name)));
  return [
    ...own,
    ...(await workspaceTemplates(log)),
    ...others.map((template) => ({ template, uri: undefined })),
  ];
}
