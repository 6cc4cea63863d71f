const vscode = require('vscode');

const tool = 'notelog_log_note';

/** Without a model the chat answers nothing at all. */
const silentModel = {
  provideLanguageModelChatInformation: () => [
    {
      id: 'silent',
      name: 'Silent',
      family: 'silent',
      version: '1',
      maxInputTokens: 10_000,
      maxOutputTokens: 10_000,
      capabilities: { toolCalling: true },
      isUserSelectable: true,
    },
  ],
  provideLanguageModelChatResponse: () => Promise.resolve(),
  provideTokenCount: () => Promise.resolve(1),
};

function textOf(result) {
  return result.content.map((part) => part.value).join('');
}

function logNote(text, token, toolInvocationToken) {
  const input = { customer: { query: 'Acme Corp' }, text };
  return vscode.lm.invokeTool(tool, { input, toolInvocationToken }, token);
}

/** Opens the chat and says something to the participant below. */
async function say() {
  const text = await vscode.window.showInputBox({ prompt: 'What to say' });
  const modelSelector = { vendor: 'silent' };
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query: `@caller ${text}`,
    modelSelector,
  });
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('toolCaller.say', say),
    vscode.lm.registerLanguageModelChatProvider('silent', silentModel),
    // A tool that the editor asks about, and which calls Notelog's own when the user has allowed it.
    vscode.lm.registerTool('caller_log_note', {
      prepareInvocation: ({ input }) => ({
        invocationMessage: 'Logging a note',
        confirmationMessages: { title: 'Log a note?', message: input.text },
      }),
      invoke: async ({ input, toolInvocationToken }, token) => {
        const answer = textOf(await logNote(input.text, token, toolInvocationToken));
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
      },
    }),
    vscode.chat.createChatParticipant('tool-caller.caller', async (request, _, response, token) => {
      const { prompt, toolInvocationToken } = request;
      const isAsked = prompt.startsWith('ask: ');
      const text = prompt.replace(/^ask: /, '');
      response.markdown(`Proposing “${text}”.\n\n`);
      const result = isAsked
        ? await vscode.lm.invokeTool('caller_log_note', { input: { text }, toolInvocationToken }, token)
        : await logNote(text, token, toolInvocationToken);
      response.markdown(`Answer: ${textOf(result)}`);
    }),
  );
};
