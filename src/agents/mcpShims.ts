import process from 'node:process';

/*
 * What the MCP SDK takes from the platform it runs on; the build puts this in its place. The SDK's own brings a validator
 * of 154 KB, which checks what an agent's client answers to questions of the server. This server asks none.
 */

/** Checks answers to questions, of which there are none. */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('This server asks no questions');
  }
}

export { process };
