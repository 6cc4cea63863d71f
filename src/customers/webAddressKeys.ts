import { withoutEdges } from '../base/withoutEdges.ts';

/** How many parts at the end of an address may name a section of the page. */
const mostDetailParts = 3;

/**
 * The keys by which to look up the address of a web page, the most exact first; empty where the text is no such
 * address. ChartMogul's look like `https://app.chartmogul.com/#/customers/114167449-Initech` (docs/api/chartmogul.md,
 * section 2): a number, and a name that changes when the customer's does.
 */
export function webAddressKeys(address: string): readonly string[] {
  const parts = partsOf(address);
  const keys: string[] = [];
  for (let length = parts.length; length > Math.max(1, parts.length - mostDetailParts); length -= 1)
    keys.push(keyOf(parts.slice(0, length)));
  return keys;
}

/** The most exact of an address's keys, by which its page is found. */
export function webAddressKey(address: string): string | undefined {
  const parts = partsOf(address);
  return parts.length > 1 ? keyOf(parts) : undefined;
}

function keyOf(parts: readonly string[]): string {
  return parts.join('/').replace(/\/(\d+)-[^/]*$/, '/$1');
}

function partsOf(address: string): readonly string[] {
  const typed = withoutEdges(address);
  if (/\s/.test(typed)) return [];
  const url = URL.parse(
    /^[a-z]+:\/\//i.test(typed) ? typed : /^[\w-]+(\.[\w-]+)+\//.test(typed) ? `https://${typed}` : '',
  );
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return [];
  return `${url.host}${url.pathname}${url.search}${url.hash}`.split('/').filter((part) => part !== '');
}
