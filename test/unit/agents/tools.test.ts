import { expect, test } from 'vitest';
import * as z from 'zod';
import { inputSchemaOf, tools } from '../../../src/agents/tools.ts';
import { toolNames } from '../../../src/agents/toolNames.ts';
import { readManifest } from '../../support/manifest.ts';

const manifestSchema = z.object({
  contributes: z.object({
    languageModelTools: z.array(
      z.strictObject({
        name: z.enum(toolNames),
        displayName: z.string(),
        userDescription: z.string(),
        modelDescription: z.string(),
        // Without both of these no agent of the editor's is offered the tool.
        canBeReferencedInPrompt: z.literal(true),
        toolReferenceName: z.string().regex(/^[\w-]+$/),
        icon: z.string().regex(/^\$\([a-z-]+\)$/),
        tags: z.array(z.string()),
        inputSchema: z.unknown(),
      }),
    ),
  }),
});

test('package.json offers the tools as they are', async () => {
  const { languageModelTools } = manifestSchema.parse(await readManifest()).contributes;
  expect(languageModelTools.map(({ name }) => name)).toEqual([...toolNames]);
  for (const { name, displayName, modelDescription, inputSchema } of languageModelTools) {
    expect(displayName).toBe(tools[name].title);
    expect(modelDescription).toBe(tools[name].description);
    expect(inputSchema).toEqual(inputSchemaOf(name));
  }
});
