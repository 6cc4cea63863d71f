import type * as vscode from 'vscode';
import * as z from 'zod';
import { groupings, type Grouping } from '../recent/groups.ts';

const key = 'grouping';

/** How the user wants Recent Notes grouped, from the editor's own store; by customer until they say otherwise. */
export function savedGrouping(state: vscode.Memento): Grouping {
  return z.enum(groupings).catch('customer').parse(state.get(key));
}

export async function saveGrouping(state: vscode.Memento, grouping: Grouping): Promise<void> {
  await state.update(key, grouping);
}
