import type { FastifyRequest } from 'fastify';
import { isRecord } from '../request.ts';
import { chartmogulError, missingParameter, invalidParameter } from './errors.ts';

/** A parsed JSON body. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that came as the body. Assumed: the answer to anything else. */
export function jsonBody(request: FastifyRequest): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString() : '');
  } catch {
    throw chartmogulError(400, 'The request body is not valid JSON.');
  }
  if (!isRecord(value)) throw chartmogulError(400, 'The request body is not a JSON object.');
  return value;
}

/** The text of a required parameter. */
export function requiredText(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (value === undefined || value === null || value === '') throw missingParameter(name);
  if (typeof value !== 'string') throw invalidParameter(name, `Parameter "${name}" must be a string`);
  return value;
}

const iso8601 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** The milliseconds of a required time in ISO 8601; "UTC unless otherwise specified" (Create a Note or Call Log). */
export function requiredTime(body: Readonly<Record<string, unknown>>, name: string): number {
  const value = requiredText(body, name);
  const match = iso8601.exec(value);
  const zoned = match === null || match[1] !== undefined || !value.includes('T') ? value : `${value}Z`;
  const ms = match === null ? NaN : Date.parse(zoned);
  if (Number.isNaN(ms)) throw invalidParameter(name, `Parameter "${name}" must be an ISO 8601 time`);
  return ms;
}

/** A time as the API writes it: UTC with milliseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
