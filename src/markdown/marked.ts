import type { Element } from 'hast';
import { blocks } from './elements.ts';
import { contentOf, element, type Content } from './hast.ts';
import { isBlank } from './readableTask.ts';

/** Blocks that no mark changes. */
const unmarked = new Set(['table', 'hr', 'pre', 'input']);

/**
 * Nodes with a mark (`strong`, `a`, …) around their text. In Markdown a mark cannot hold blocks, so it goes into them;
 * otherwise their texts would run together.
 */
export function marked(
  name: string,
  nodes: readonly Content[],
  properties: Element['properties'] = {},
): readonly Content[] {
  if (nodes.every((node) => !isBlock(node))) return [element(name, nodes, properties)];
  const result: Content[] = [];
  let run: Content[] = [];
  const endRun = (): void => {
    result.push(...(run.every(isBlank) ? run : [element(name, run, properties)]));
    run = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    endRun();
    result.push(
      unmarked.has(node.tagName)
        ? node
        : { ...node, children: [...marked(name, contentOf(node.children), properties)] },
    );
  }
  endRun();
  return result;
}

function isBlock(node: Content): node is Element {
  return node.type === 'element' && (blocks.has(node.tagName) || node.tagName === 'input');
}
