import { withoutEdges } from '../base/withoutEdges.ts';

/** How many parts at the end of an address may name a section of the page. */
const mostDetailParts = 3;

/**
 * The keys by which to look up the address of a web page, the most exact first; empty where the text is no such
 * address. ChartMogul's look like `https://app.chartmogul.com/#/customers/114167449-Initech` (docs/api/chartmogul.md,
 * section 2): a number, and a name that changes when the customer's does.
 */
export function webAddressKeys(address: string): readonly string[] {
  const typed = withoutEdges(address);
  if (/\s/.test(typed)) return [];
  const url = URL.parse(
    /^[a-z]+:\/\//i.test(typed) ? typed : /^[\w-]+(\.[\w-]+)+\//.test(typed) ? `https://${typed}` : '',
  );
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return [];
  const parts = `${url.host}${url.pathname}${url.search}${url.hash}`.split('/').filter((part) => part !== '');
  const keys: string[] = [];
  for (let length = parts.length; length > Math.max(1, parts.length - mostDetailParts); length -= 1)
    keys.push(
      parts
        .slice(0, length)
        .join('/')
        .replace(/\/(\d+)-[^/]*$/, '/$1'),
    );
  return keys;
}
