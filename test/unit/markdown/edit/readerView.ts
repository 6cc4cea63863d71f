import { defaultTreeAdapter, html as names, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

const shownTags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  del: 'struck',
  s: 'struck',
  code: 'code',
  pre: 'block',
};

/**
 * What a reader sees of HTML: words with emphasis, addresses of links, items, cells and headings, in order; without what
 * typed text cannot say. A parser of its own decides, not the code under test.
 */
export function readerView(html: string): readonly string[] {
  const parent = defaultTreeAdapter.createElement('div', names.NS.HTML, []);
  const view: string[] = [];
  visit(parseFragment(parent, html, {}).childNodes, [], view);
  return view;
}

function visit(nodes: readonly Node[], marks: readonly string[], view: string[]): void {
  for (const node of nodes) {
    if ('value' in node) {
      for (const [word] of node.value.matchAll(/[^ \t\r\n\f]+/g))
        view.push([...new Set(marks)].sort().join('+') + word);
      continue;
    }
    if (!('tagName' in node)) continue;
    const { tagName, attrs, childNodes } = node;
    if (/^(?:li|tr|h[1-6]|blockquote|ol)$/.test(tagName)) view.push(`<${tagName}>`);
    if (tagName === 'ol') view.push(attrs.find(({ name }) => name === 'start')?.value ?? '1');
    const href = tagName === 'a' ? attrs.find(({ name }) => name === 'href')?.value : undefined;
    const own = shownTags[tagName] ?? (href === undefined ? undefined : `link ${href} `);
    visit(childNodes, own === undefined ? marks : [...marks, own], view);
  }
}
