import * as vscode from '../editor.ts';
import { agentNode } from '../../agents/agentNode.ts';
import { agents, configurationFile, mcpConfiguration, type Agent } from '../../agents/mcpConfiguration.ts';
import { serverPath } from '../../agents/serverPath.ts';
import { storagePaths } from '../../app/storagePaths.ts';
import * as words from '../../words/agents.ts';
import { publishNow } from '../agents/publishAgents.ts';
import { askChoice } from '../ask.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** `Notelog: Copy MCP Configuration`: how an agent outside of the editor starts the server that proposes notes. */
export async function copyMcpConfiguration(services: Services): Promise<void> {
  const { box, context, settings } = services;
  if (!settings.agentsEnabled()) {
    box.close();
    const choice = await vscode.window.showInformationMessage(verbatim(words.turnOnFirst()), words.turnOn());
    if (choice === undefined) return;
    await settings.saveAgentsEnabled(true);
  }
  const reply = await askChoice(box, {
    title: words.copyConfiguration(),
    placeholder: words.forWhichAgent(),
    items: agents.map(agentItem),
  });
  box.close();
  if (reply.reply !== 'value') return;
  await publishNow(services, context);
  const node = await agentNode({
    platform: process.platform,
    searchPath: process.env['PATH'] ?? '',
    ownProgram: process.execPath,
    isEditor: process.versions['electron'] !== undefined,
    isFile: (path) => isFile(services, path),
  });
  const server = { ...node, args: [serverPath(storagePaths(context.globalStorageUri.fsPath).agents)] };
  await vscode.env.clipboard.writeText(mcpConfiguration(reply.value, server, process.platform === 'win32'));
  await context.globalState.update(nodeKey, node.command);
  void vscode.window.showInformationMessage(
    verbatim(words.copiedConfiguration(words.agentName(reply.value))),
  );
}

/** Says once that the program that was copied is gone. Never rejects. */
export async function warnOfGoneNode(
  services: Pick<Services, 'context' | 'files' | 'settings'>,
): Promise<void> {
  const { context, files, settings } = services;
  const node: unknown = context.globalState.get(nodeKey);
  if (typeof node !== 'string' || !settings.agentsEnabled()) return;
  if (await isFile({ files }, node)) return;
  await context.globalState.update(nodeKey, undefined);
  const choice = await vscode.window.showWarningMessage(
    verbatim(words.nodeIsGone(node)),
    words.copyConfiguration(),
  );
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.copyMcpConfiguration');
}

/** The program of the configuration that was copied last. */
const nodeKey = 'notelog.agentNode';

function agentItem(agent: Agent) {
  const file = configurationFile(agent);
  const description =
    agent === 'claudeCode' ? words.commandLine() : file === undefined ? '' : words.partOfFile(file);
  return { label: verbatim(words.agentName(agent)), description: verbatim(description), value: agent };
}

async function isFile({ files }: Pick<Services, 'files'>, path: string): Promise<boolean> {
  return await files.facts(path).then(
    ({ kind }) => kind === 'file',
    () => false,
  );
}
