const vscode = require('vscode');

/** What a test runner does in an editor: it lists its tests, runs them, and says where one failed and why. */
exports.activate = ({ subscriptions }) => {
  const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'sums.ts');
  const controller = vscode.tests.createTestController('failing', 'Failing');
  const suite = controller.createTestItem('sums', 'sums', file);
  const test = controller.createTestItem('adds', 'adds *two* numbers', file);
  suite.children.add(test);
  controller.items.add(suite);
  controller.createRunProfile(
    'Run',
    vscode.TestRunProfileKind.Run,
    (request) => {
      const run = controller.createTestRun(request);
      const message = vscode.TestMessage.diff('Sums differ', '3', '4');
      message.location = new vscode.Location(file, new vscode.Range(1, 0, 1, 6));
      // The editor shows the only message of a test in the test's row, without a menu of its own.
      run.failed(test, [message, new vscode.TestMessage('Rounded *down*')]);
      run.end();
    },
    true,
  );
  subscriptions.push(controller);
};
