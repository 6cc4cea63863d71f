/** A binding that the editor has by default. `when` absent: everywhere. */
interface DefaultKey {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

/**
 * Of the default key bindings of the editor's server build 4.139.1 (VS Code 1.139), as **Open Default Keyboard Shortcuts
 * (JSON)** shows them in a browser of each system: those of the keys that the form uses, alone or first in a chord, and
 * of one that it does not use because it is taken on Windows.
 */
export const defaultKeys: Readonly<Record<'linux' | 'windows' | 'mac', readonly DefaultKey[]>> = {
  linux: [
    { key: 'shift+alt+d', command: 'editor.detectLanguage', when: 'editorTextFocus && !notebookEditable' },
    {
      key: 'shift+alt+d',
      command: 'notebook.cell.detectLanguage',
      when: 'notebookCellEditable && notebookEditable',
    },
  ],
  windows: [
    { key: 'shift+alt+a', command: 'editor.action.blockComment', when: 'editorTextFocus && !editorReadonly' },
    { key: 'shift+alt+c', command: 'copyFilePath', when: '!editorFocus' },
    { key: 'shift+alt+c', command: 'copyFilePath', when: 'editorFocus' },
    { key: 'shift+alt+d', command: 'editor.detectLanguage', when: 'editorTextFocus && !notebookEditable' },
    {
      key: 'shift+alt+d',
      command: 'notebook.cell.detectLanguage',
      when: 'notebookCellEditable && notebookEditable',
    },
    {
      key: 'shift+alt+c',
      command: 'search.action.copyPath',
      when: 'fileMatchOrFolderMatchWithResourceFocus',
    },
  ],
  mac: [],
};
