import * as z from 'zod';
import { groupings, type Grouping } from '../recent/groups.ts';
import type { State } from './services.ts';

const key = 'grouping';

/** How the user wants Recent Notes grouped, from the editor's own store; by customer until they say otherwise. */
export function savedGrouping(state: State): Grouping {
  return z.enum(groupings).catch('customer').parse(state.get(key));
}

export async function saveGrouping(state: State, grouping: Grouping): Promise<void> {
  await state.update(key, grouping);
}
