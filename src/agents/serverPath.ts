import { join } from 'node:path';

/** Where the copy of the MCP server lies. `folder`: that for agents; the server finds the storage from its own place. */
export function serverPath(folder: string): string {
  return join(folder, 'mcp.cjs');
}
