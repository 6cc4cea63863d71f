import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { answerTool, type ToolParts } from './agents/answerTool.ts';
import { OutboxFiles } from './agents/outboxFiles.ts';
import { readPublishedState } from './agents/publishedState.ts';
import { StoredLists } from './agents/storedLists.ts';
import { inputSchemaOf, tools } from './agents/tools.ts';
import { toolNames, type ToolName } from './agents/toolNames.ts';
import { storagePaths } from './app/storagePaths.ts';
import { Failure } from './base/failure.ts';
import type { Log } from './base/log.ts';
import { systemClock } from './base/systemClock.ts';
import { Proposals } from './proposals/proposals.ts';
import { nodeFiles } from './storage/nodeFiles.ts';
import { nodeHost } from './storage/nodeHost.ts';
import { serverFailed, serverInstructions } from './words/agents.ts';

/*
 * The MCP server for agents outside of the editor: a program of its own, which runs from the copy that a window made in
 * the storage folder. It has no key and no network: it writes proposals, and reads what became of them.
 */

declare const NOTELOG_VERSION: string;

/** How long an agent waits for the user, in milliseconds: the SDK's own client gives up after 60 seconds. */
const longestWait = 20_000;

/** What the protocol does not carry goes to the error stream; agents show it where something fails. */
const log: Log = {
  trace: () => undefined,
  info: () => undefined,
  warn: (line) => console.error(line),
  error: (line, cause) => console.error(line, Failure.is(cause) ? (cause.detail ?? cause.reason) : ''),
};

/** `script`: absolute path of this program, which lies in the folder for agents. */
function partsOf(script: string): ToolParts {
  const paths = storagePaths(dirname(dirname(script)));
  const common = { files: nodeFiles, clock: systemClock, newId: () => randomUUID(), log };
  const lists = new StoredLists({ ...common, agentsFolder: paths.agents, listsFolder: paths.directory });
  return {
    clock: systemClock,
    isEnabled: async () => (await readPublishedState(nodeFiles, paths.agents)) !== undefined,
    listsOf: (account) => lists.of(account),
    proposals: new Proposals({
      ...common,
      host: nodeHost(),
      folder: paths.proposals,
      outcomesFolder: paths.outcomes,
      draftsFolder: paths.drafts,
      outbox: new OutboxFiles({ ...common, folder: paths.outbox, entriesFolder: paths.outboxEntries }),
    }),
  };
}

/** What the agent calls itself, by either version of the protocol; '' where it does not say. */
function clientName({ server }: McpServer): string {
  // Agents of 2025 say it once, when they connect, and there is no other way to read that.
  // oxlint-disable-next-line typescript/no-deprecated
  return server.getClientVersion()?.name ?? '';
}

/** Takes whatever comes: what is wrong with it is said in one sentence, by the tool itself. */
function inputOf(name: ToolName) {
  const jsonSchema = () => inputSchemaOf(name);
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'notelog',
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function serverOf(parts: ToolParts): McpServer {
  const server = new McpServer(
    { name: 'notelog', version: NOTELOG_VERSION },
    { instructions: serverInstructions() },
  );
  for (const name of toolNames) {
    const { title, description, isReadOnly } = tools[name];
    const annotations = { readOnlyHint: isReadOnly, destructiveHint: false, openWorldHint: false };
    server.registerTool(
      name,
      { title, description, annotations, inputSchema: inputOf(name) },
      async (input, { mcpReq: { signal } }) => {
        const source = { via: 'mcp' as const, name: clientName(server) };
        try {
          const answer = await answerTool(parts, { name, input, source, longestWait, signal });
          return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
        } catch (error) {
          if (signal.aborted) throw error;
          if (!Failure.is(error)) log.error(serverFailed(), error);
          const text = Failure.is(error) ? error.message : serverFailed();
          return { content: [{ type: 'text', text }], isError: true };
        }
      },
    );
  }
  return server;
}

const parts = partsOf(realpathSync(join(process.argv[1] ?? '')));
serveStdio(() => serverOf(parts), { onerror: (error) => log.warn(error.name) });
