import * as words from '../words/templates.ts';
import type { Template } from './template.ts';

/** The templates that everybody has to begin with. */
export function productTemplates(): readonly Template[] {
  const made = (name: string, text: string, more: Pick<Template, 'kind'> = {}): Template => ({
    name,
    origin: { from: 'product' },
    text,
    unknownKeys: [],
    ...more,
  });
  return [
    made(words.call(), words.callText(), { kind: 'call' }),
    made(words.incident(), words.incidentText()),
    made(words.release(), words.releaseText()),
    made(words.feedback(), words.feedbackText()),
  ];
}
