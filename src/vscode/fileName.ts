import type * as vscode from './editor.ts';

/**
 * The name of a file for people and services: composed (NFC), since a Mac gives names with their accents apart. A
 * document that is in no file yet is a text file.
 */
export function fileName({ path, scheme }: vscode.Uri): string {
  const name = path.slice(path.lastIndexOf('/') + 1).normalize('NFC');
  return scheme === 'untitled' && !/[^.]\.[^.]+$/.test(name) ? `${name}.txt` : name;
}
