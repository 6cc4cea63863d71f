import { withoutEdges } from '../base/withoutEdges.ts';
import { typeEmail } from '../words/fields.ts';

/** The longest address that mail can be sent to (RFC 5321, section 4.5.3.1.3, without the brackets). */
const longestAddress = 254;

/** Longer text is no address with a name. */
const longestTyped = 1000;

/**
 * Whether this looks like an e-mail address: enough to tell it from an id or a name. Only the service knows
 * whether there is such a mailbox.
 */
export function isEmail(value: string): boolean {
  return value.length <= longestAddress && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(value);
}

/**
 * The e-mail address that was typed or pasted: `ann@x.example`, `mailto:ann@x.example?subject=Hello`,
 * `Ann <ann@x.example>,` or `Ann (ann@x.example)`. Undefined for anything else, and for several addresses.
 */
export function emailOf(typed: string): string | undefined {
  if (typed.length > longestTyped) return undefined;
  const text = withoutPunctuation(typed);
  const [, before = '', inner] =
    /^([^<>]*)<([^<>]*)>$/.exec(text) ?? /^([^()]*)\(([^()]*)\)$/.exec(text) ?? [];
  const address = addressOf(inner ?? text);
  if (!isEmail(address)) return undefined;
  // Another address before it is another person's, unless it stands for the name.
  const name = withoutPunctuation(before).replace(/^["']|["']$/g, '');
  return name.includes('@') && name.toLowerCase() !== address.toLowerCase() ? undefined : address;
}

/** Whether two addresses are one mailbox's. */
export function isSameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** One sentence for a field that takes an e-mail address, or undefined. */
export function emailProblem(value: string): string | undefined {
  return emailOf(value) === undefined ? typeEmail('ann@example.com') : undefined;
}

/** Without what stands between addresses, or ends the sentence that one was copied from. */
function withoutPunctuation(typed: string): string {
  let text = withoutEdges(typed);
  while (/[,;.]$/.test(text)) text = withoutEdges(text.slice(0, -1));
  return text;
}

/** Without `mailto:` and what follows the address in such a link, and without what nobody sees inside of it. */
function addressOf(text: string): string {
  const visible = withoutPunctuation(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
  const link = /^mailto:([^?]*)/i.exec(visible)?.[1];
  if (link === undefined) return visible;
  try {
    return withoutPunctuation(decodeURIComponent(link));
  } catch {
    return link;
  }
}
