import type { Code, Paragraph } from 'mdast';
import { literal, sourceOf } from './source.ts';

/**
 * A code block, unless it is empty. What follows its fence stays readable: the language as such, anything else
 * (`{r, echo=FALSE}`, `js title="a.js"`) in a line before the block, and only if the block is closed.
 */
export function typedCode(node: Code, source: string): readonly (Code | Paragraph)[] {
  if (node.value.trim() === '') return [literal(node, source)];
  const lines = sourceOf(node, source).split('\n');
  const [, fence = '', rest = ''] = /^(`+|~+)(.*)$/.exec(lines[0] ?? '') ?? [];
  const info = rest.trim();
  if (info === '' || /^[\w+#.-]{1,30}$/.test(info)) return [node];
  const end = lines.length === 1 ? '' : (lines.at(-1) ?? '').replace(/^[ \t>]+/, '').trimEnd();
  if (!end.startsWith(fence) || new Set(end).size > 1) return [literal(node, source)];
  return [
    { type: 'paragraph', children: [{ type: 'text', value: info }] },
    { ...node, lang: languageIn(info), meta: null },
  ];
}

/** The language of an info string with attributes; null for words that were written there. */
function languageIn(info: string): string | null {
  if (!/[{=]/.test(info)) return null;
  return /^\{?\.?([\w+#-]{1,30})(?=[\s,}]|$)/.exec(info)?.[1] ?? null;
}
