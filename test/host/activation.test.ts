import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };

describe('activation', () => {
  it('registers every command that package.json declares', async () => {
    const extension = vscode.extensions.getExtension('notelog.notelog');
    assert.ok(extension);
    await extension.activate();
    const registered = await vscode.commands.getCommands(true);
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
