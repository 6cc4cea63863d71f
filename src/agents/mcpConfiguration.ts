import { assertNever } from '../base/failure.ts';

/** The agents for which a configuration can be copied; `json` is for every agent that is not named. */
export const agents = ['claudeCode', 'codex', 'cursor', 'gemini', 'json'] as const;

/** One of {@link agents}. */
export type Agent = (typeof agents)[number];

/** How an agent starts the server. */
export interface ServerCommand {
  /** Absolute path of a program. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What the user pastes: a command for Claude Code, a part of the file of any other agent. */
export function mcpConfiguration(agent: Agent, server: ServerCommand, isWindows: boolean): string {
  switch (agent) {
    case 'claudeCode': {
      const env = Object.entries(server.env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
      const added = ['mcp', 'add', '--scope', 'user', 'notelog', ...env, '--'];
      return ['claude', ...added, server.command, ...server.args]
        .map((word) => quoted(word, isWindows))
        .join(' ');
    }
    case 'codex':
      return toml(server);
    case 'cursor':
    case 'gemini':
    case 'json':
      return `${JSON.stringify({ mcpServers: { notelog: entry(server) } }, undefined, 2)}\n`;
    default:
      return assertNever(agent);
  }
}

/** The file that a configuration is a part of; undefined: it is a command. */
export function configurationFile(agent: Agent): string | undefined {
  switch (agent) {
    case 'claudeCode':
    case 'json':
      return undefined;
    case 'codex':
      return '~/.codex/config.toml';
    case 'cursor':
      return '~/.cursor/mcp.json';
    case 'gemini':
      return '~/.gemini/settings.json';
    default:
      return assertNever(agent);
  }
}

function entry({ command, args, env }: ServerCommand) {
  return { command, args, ...(Object.keys(env).length > 0 && { env }) };
}

/** A string of JSON is one of TOML. */
function toml({ command, args, env }: ServerCommand): string {
  const members = Object.entries(env).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return [
    '[mcp_servers.notelog]',
    `command = ${JSON.stringify(command)}`,
    `args = [${args.map((arg) => JSON.stringify(arg)).join(', ')}]`,
    ...(members.length > 0 ? [`env = { ${members.join(', ')} }`] : []),
    '',
  ].join('\n');
}

/** A word of a command line. */
function quoted(word: string, isWindows: boolean): string {
  if (/^[\w./:=@-]+$/.test(word)) return word;
  return isWindows ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
