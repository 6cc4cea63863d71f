import * as z from 'zod';
import * as vscode from '../editor.ts';

// What menus and other extensions pass; anything may be there instead.

const position = z.object({ line: z.number().int().min(0), character: z.number().int().min(0) });

/** A range of the editor. */
export const rangeSchema = z.object({ start: position, end: position });

/** An address of the editor. */
export const uriSchema = z.custom<vscode.Uri>((value) => value instanceof vscode.Uri);
