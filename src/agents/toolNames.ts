/** The tools that agents are offered, by the names in package.json. */
export const toolNames = ['notelog_find_customers', 'notelog_log_note', 'notelog_note_status'] as const;

/** One of {@link toolNames}. */
export type ToolName = (typeof toolNames)[number];
