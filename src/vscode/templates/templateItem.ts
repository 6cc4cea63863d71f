import type * as vscode from '../editor.ts';
import { isTemplate, type TemplateOrigin } from '../../templates/template.ts';
import * as words from '../../words/templates.ts';
import { constant, verbatim } from '../verbatim.ts';
import type { ListedTemplate } from './allTemplates.ts';

/** A template as a row of the editor's picker: where it is from, and what is wrong with it. */
export function templateItem({ template }: ListedTemplate): vscode.QuickPickItem {
  const from = originText(template.origin);
  if (!isTemplate(template))
    return {
      label: constant`$(error) ${template.name || from}`,
      description: verbatim(`${from} · ${template.problem}`),
    };
  const { name, unknownKeys } = template;
  const unknown = unknownKeys.length === 0 ? [] : [words.unknownKeys(unknownKeys.join(', '))];
  return { label: verbatim(name), description: verbatim([from, ...unknown].join(' · ')) };
}

function originText(origin: TemplateOrigin): string {
  switch (origin.from) {
    case 'user':
      return words.yours();
    case 'workspace':
      return words.ofFolder(origin.folder);
    case 'product':
      return words.builtIn();
    default:
      return origin satisfies never;
  }
}
