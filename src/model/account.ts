import * as z from 'zod';
import { withoutEdges } from '../base/withoutEdges.ts';

/**
 * An account as it stands in the setting `notelog.accounts` (application scope). It holds no key: that lies in
 * the editor's secret storage under the account's id.
 */
export const accountSchema = z.object({
  /** Made once, never changed; names the account's key and its outbox entries. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** A `ProviderKind.id`. */
  provider: z.string().min(1),
  /** For people. */
  label: z.string().transform(withoutEdges).pipe(z.string().min(1).max(100)),
  /** The provider's own fields by `AccountField.id`: base URL, reseller id and so on, as strings. */
  fields: z.record(z.string(), z.string()),
});

/** One account of a provider, as people set it up. */
export type Account = z.infer<typeof accountSchema>;

/** One thing that is asked when an account is added or edited. */
export interface AccountField {
  /** Key in {@link Account.fields}. */
  readonly id: string;
  /** For people: "Base URL". */
  readonly label: string;
  /** What it is for and where it is found, one sentence. */
  readonly description: string;
  readonly placeholder: string;
  /** Used when nothing is typed; undefined: something has to be typed. `''`: it may stay empty. */
  readonly fallback: string | undefined;
  /** Fixed choices, where there are any. */
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly detail: string }[];
  /** One sentence that says what is wrong, or undefined when the value, without its edges, will do. */
  problem(value: string): string | undefined;
  /** How a value is stored: a base URL without its trailing slash, for example. */
  normalise?(value: string): string;
}
