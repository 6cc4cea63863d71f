import * as z from 'zod';

/** The ways in for notes that others than the user prepare. */
export const doors = ['lm', 'mcp', 'api', 'command', 'uri'] as const;

/** UTF-16 units of the name that a source gives itself. */
export const longestSourceName = 100;

/** Checks a {@link Source}. */
export const sourceSchema = z.object({ via: z.enum(doors), name: z.string().max(longestSourceName) });

/** Who proposes a note: by which door, and what it calls itself. The name is its own word, and proves nothing. */
export type Source = z.infer<typeof sourceSchema>;

/** Whether what comes from there is opened by itself: the user has just pressed a key, or followed a link. */
export function opensAtOnce({ via }: Source): boolean {
  return via === 'command' || via === 'uri';
}
